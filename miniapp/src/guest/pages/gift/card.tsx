import { Text, View } from '@tarojs/components'
import type { OutputOf } from '../../../../../shared/api.ts'
import { benefitWords } from '../../../../../shared/benefit-words.ts'
import { serverNow } from '../../../api/clock'
import { Countdown } from '../../../components/countdown'
import { Icon } from '../../../components/icon'
import { offerPath } from '../../../pages/offer/paths'
import { language } from '../../../platform/language'
import { lastDayWords, millis, momentWords, untilWords } from '../../../words/time'
import { dealPath, open } from '../deal/paths'
import { copy } from './copy'

type Told = Pick<
  OutputOf<'getGift'>,
  'batchId' | 'dealId' | 'title' | 'merchantName' | 'benefit' | 'uses' | 'used' | 'usableTo'
> & {
  /** Absent: at once. */
  usableFrom?: string
}

interface Props {
  /** Whose it is, or what is about to happen. */
  heading: string
  coupon: Told
  clock?: { words: string; to: string }
  faded?: boolean
}

/** The three seconds: what it is, what it is worth, until when, where. */
export function Card({ heading, coupon, clock, faded }: Props) {
  const { batchId, dealId, benefit, uses = 1, used = 0, title, merchantName } = coupon
  return (
    <View className={`gift ${faded ? 'gift--faded' : ''}`}>
      <View className="gift__top">
        <View id="gift-heading" className="gift__heading" ariaRole="heading">
          {heading}
        </View>
        <Text className="gift__benefit">{benefit ? benefitWords(benefit, language) : copy.voucher(uses - used)}</Text>
        <Text className="gift__title">{title}</Text>
        <Text className="gift__merchant">{merchantName}</Text>
      </View>
      <View className="gift__seam" />
      <View className="gift__facts">
        <View className="gift__fact">
          <Icon name="clock" size="small" />
          <Text>{timeOf(coupon)}</Text>
        </View>
        {clock && (
          <View className="gift__fact gift__fact--hot">
            <Icon name="flag" size="small" ink="clay" />
            <Text>{clock.words} </Text>
            <Countdown to={clock.to} />
          </View>
        )}
        {(batchId ?? dealId) !== undefined && (
          <View
            id="gift-stores"
            className="gift__fact gift__door"
            ariaRole="button"
            onClick={() => open(batchId === undefined ? dealPath(dealId ?? '') : offerPath(batchId))}
          >
            <Icon name="store" size="small" ink="pine" />
            <Text>{copy.stores}</Text>
            <Icon name="next" size="small" ink="pine" />
          </View>
        )}
      </View>
    </View>
  )
}

/** When it can be used, or could have been. */
function timeOf({ usableFrom, usableTo }: Told): string {
  const now = serverNow()
  if (millis(usableTo) <= now) return copy.wasGood(lastDayWords(usableTo, now, language))
  if (usableFrom !== undefined && millis(usableFrom) > now) return copy.usableFrom(momentWords(usableFrom, now, language))
  return copy.usableTo(untilWords(usableTo, now, language))
}

export function Rules({ title, rules }: { title: string; rules: string[] }) {
  return (
    <View className="gift__block">
      <View className="gift__rules" ariaRole="heading">
        {title}
      </View>
      {rules.map((rule) => (
        <View key={rule} className="gift__rule">
          <Text>{rule}</Text>
        </View>
      ))}
    </View>
  )
}
