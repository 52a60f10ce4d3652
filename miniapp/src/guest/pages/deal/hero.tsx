import { Text, View } from '@tarojs/components'
import { yuan } from '../../../../../shared/money.ts'
import { serverNow } from '../../../api/clock'
import { Countdown } from '../../../components/countdown'
import { Icon } from '../../../components/icon'
import { Price } from '../../../components/price'
import { language } from '../../../platform/language'
import { millis, untilWords } from '../../../words/time'
import { copy } from './copy'
import type { Deal } from './use-deal'

type Shown = Omit<Deal, 'dealId' | 'promotionId' | 'rules' | 'stores' | 'closedStores' | 'perMember'>

/** The three seconds: what, worth, until when, where. */
export function Facts({ deal }: { deal: Shown }) {
  const { merchantName, title, aloneFen, listFen, ladder, window, left, storeCount, state, voucher, refundable } = deal
  const best = ladder[ladder.length - 1]
  const now = serverNow()
  const running = state === 'open' && millis(window.to) - now < 3 * 86_400_000
  return (
    <View className={`hero ${state === 'open' ? '' : 'hero--off'}`}>
      <View className="hero__top">
        <Text className="hero__merchant">{merchantName}</Text>
        <View className="deal__worth">
          <Price fen={best?.priceFen ?? aloneFen} size="huge" />
        </View>
        <Text className="hero__condition">
          {best ? `${copy.group(best.size)} · ${copy.alone} ${yuan(aloneFen)}` : copy.alone}
        </Text>
        {listFen !== undefined && (
          <Text className="deal__list">
            {copy.list} <Text className="deal__struck">{yuan(listFen)}</Text>{' '}
            {copy.save(yuan(listFen - (best?.priceFen ?? aloneFen)))}
          </Text>
        )}
        <View className="hero__title" ariaRole="heading">
          {title}
        </View>
      </View>
      <View className="hero__seam" />
      <View className="hero__facts">
        {state !== 'sold_out' && state !== 'ended' && (
          <View className="hero__fact">
            <Icon name="clock" size="small" />
            <Text>{copy.saleUntil(untilWords(window.to, now, language))}</Text>
            {running && (
              <View className="hero__clock">
                <Countdown to={window.to} />
              </View>
            )}
          </View>
        )}
        <View className="hero__fact">
          <Icon name="store" size="small" />
          <Text>{copy.where(storeCount)}</Text>
        </View>
        <View className="hero__fact">
          <Icon name="list" size="small" />
          <Text>
            {[voucher.uses > 1 ? copy.uses(voucher.uses) : '', copy.valid(voucher.validDays)].filter(Boolean).join(' · ')}
          </Text>
        </View>
        <View className="hero__fact">
          <Icon name="undo" size="small" />
          <Text>{refundable === 'never' ? copy.notRefundable : copy.refundable}</Text>
        </View>
        {state === 'open' && (
          <View className="hero__fact">
            <Icon name="flag" size="small" />
            <Text id="left" className={left <= 20 ? 'hero__few' : ''}>
              {copy.left(left)}
            </Text>
          </View>
        )}
        {state === 'not_started' && (
          <View className="hero__fact">
            <Icon name="flag" size="small" />
            <Text>{copy.startsIn} </Text>
            <Countdown to={window.from} />
          </View>
        )}
      </View>
    </View>
  )
}

interface WaysProps {
  deal: Pick<Deal, 'aloneFen' | 'ladder'>
  chosen: number | 'alone'
  onChoose(size: number | 'alone'): void
}

/** The ladder: alone, or a group of one of these sizes; one is chosen. */
export function Ways({ deal, chosen, onChoose }: WaysProps) {
  const ways = [
    { key: 'alone' as const, words: copy.alone, note: copy.aloneNote, fen: deal.aloneFen },
    ...deal.ladder.map(({ size, priceFen }) => ({
      key: size,
      words: copy.group(size),
      note: copy.save(yuan(deal.aloneFen - priceFen)),
      fen: priceFen,
    })),
  ]
  return (
    <View className="deal__ways" ariaRole="radiogroup" ariaLabel={copy.choose}>
      <View className="offer__heading" ariaRole="heading">
        {copy.choose}
      </View>
      {ways.map(({ key, words, note, fen }) => (
        <View
          key={key}
          id={`way-${key}`}
          className={`deal__way ${key === chosen ? 'deal__way--on' : ''}`}
          ariaRole="radio"
          {...{ ariaChecked: key === chosen }}
          onClick={() => onChoose(key)}
        >
          <View className="deal__dot">{key === chosen && <Icon name="check" ink="white" size="small" />}</View>
          <View className="deal__what">
            <Text className="deal__name">{words}</Text>
            <Text className="deal__note">{note}</Text>
          </View>
          <Price fen={fen} />
        </View>
      ))}
    </View>
  )
}
