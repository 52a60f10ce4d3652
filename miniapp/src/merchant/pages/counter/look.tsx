import { Text, View } from '@tarojs/components'
import { benefitWords } from '../../../../../shared/benefit-words.ts'
import { yuan } from '../../../../../shared/money.ts'
import { serverNow } from '../../../api/clock'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { Price } from '../../../components/price'
import { language } from '../../../platform/language'
import { momentWords, untilWords } from '../../../words/time'
import { troubleWords } from '../../../words/trouble'
import { copy as offlineCopy } from '../../offline/copy'
import { copy } from './copy'
import { BillField } from './enter'
import { PartField } from './part-field'
import type { Counter, Preview, Step } from './use-counter'
import { Uses } from './uses'

type LookStep = Extract<Step, { is: 'look' }>

interface Props {
  counter: Counter
  step: LookStep
  storeName: string
}

/** What the code stands for, before anything is confirmed. */
export function Look({ counter, step, storeName }: Props) {
  const { preview } = step
  const { benefit, usesInAll = 1, usesLeft = 1 } = preview
  const isGift = benefit?.kind === 'gift'
  const asksBill = preview.billNeeded && preview.payFen === undefined
  return (
    <View className="look">
      <View className="look__store">{storeName}</View>
      <View className="look__card">
        <View className={`look__what ${preview.usable ? '' : 'look__what--off'}`}>
          <Text className="look__benefit">{benefit ? benefitWords(benefit, language) : copy.paidFor(usesInAll)}</Text>
          <Text id="look-title">{preview.title}</Text>
        </View>
        {benefit?.kind === 'gift' && (
          <View className="look__hand">
            <Text className="look__key">{copy.hand}</Text>
            <Text id="look-gift" className="look__item">
              {benefit.item}
            </Text>
          </View>
        )}
        {preview.member !== '' && (
          <View className="look__row">
            <Text className="look__key">{copy.forWhom}</Text>
            <Text id="look-member">{preview.member}</Text>
          </View>
        )}
        {usesInAll > 1 && (
          <View className="look__row">
            <Text className="look__key">{copy.left}</Text>
            <Text id="look-left" className="look__money">
              {copy.times(usesLeft)}
            </Text>
          </View>
        )}
        {preview.kind === 'voucher' && preview.usable && usesLeft > 1 && (
          <Uses uses={step.scan.uses ?? 1} left={usesLeft} busy={counter.recounting} onChange={counter.recount} />
        )}
        {preview.dueFen !== undefined && (
          <View className="look__row">
            <Text className="look__key">{copy.due}</Text>
            <Text id="look-due" className="look__money">
              {yuan(preview.dueFen)}
            </Text>
          </View>
        )}
        {preview.countedFen !== undefined && (
          <View className="look__row">
            <Text className="look__key">{copy.counted}</Text>
            <Text id="look-counted" className="look__money">
              {yuan(preview.countedFen)}
            </Text>
          </View>
        )}
        {benefit && preview.usable && preview.discountFen !== undefined && (!isGift || preview.discountFen > 0) && (
          <View className="look__row">
            <Text className="look__key">{isGift ? copy.value : copy.discount}</Text>
            <Text id="look-discount" className="look__money look__money--off">
              {isGift ? '' : '−'}
              {yuan(preview.discountFen)}
            </Text>
          </View>
        )}
        {preview.usable && preview.payFen !== undefined && (
          <View className="look__pay">
            <Text className="look__key">{copy.pay}</Text>
            <View id="look-pay">
              <Price fen={preview.payFen} size="huge" />
            </View>
          </View>
        )}
      </View>
      <Verdict preview={preview} asksBill={asksBill} offline={step.offline} />
      {mayChangeBill(preview) && (
        <>
          <BillField counter={counter} />
          {preview.scope && <PartField {...counter} scope={preview.scope} />}
        </>
      )}
      {counter.trouble !== undefined && (
        <Notice id="trouble" kind="bad" title={troubleWords(counter.trouble)} note={counter.lost ? copy.lostNote : undefined} />
      )}
      {!preview.usable && !asksBill && (
        <Button id="next" kind="soft" block onPress={counter.next}>
          {copy.nextOne}
        </Button>
      )}
      <View className="look__rules">{preview.rules.join(language === 'zh' ? '；' : '; ')}</View>
    </View>
  )
}

function Verdict({ preview, asksBill, offline }: { preview: Preview; asksBill: boolean; offline?: boolean | undefined }) {
  const { usable, why, use, usableTo } = preview
  const now = serverNow()
  if (asksBill)
    return <Notice id="verdict" kind="calm" icon="warn" title={preview.linesNeeded ? copy.linesNeeded : copy.billNeeded} />
  if (usable && offline) return <Notice id="verdict" kind="calm" title={offlineCopy.checked} note={offlineCopy.checkedNote} />
  if (usable)
    return (
      <Notice
        id="verdict"
        kind="good"
        title={preview.kind === 'voucher' ? `${copy.usable} · ${copy.paidAlready}` : copy.usable}
        note={copy.until(untilWords(usableTo, now, language))}
      />
    )
  const again = why?.retryAt && copy.usableFrom(momentWords(why.retryAt, now, language))
  const when = use ? copy.usedBy(momentWords(use.at, now, language), use.storeName, use.by) : again
  return <Notice id="verdict" kind="bad" title={why?.message ?? copy.notUsable} note={when} />
}

/** Another bill may be judged otherwise. */
function mayChangeBill({ billNeeded, payFen, why }: Preview): boolean {
  if (billNeeded && payFen === undefined) return true
  return why?.code === 'coupon.min_spend' || why?.code === 'coupon.out_of_scope'
}

/** One press under the thumb: confirm, or compute again after the bill, or back. */
export function LookBar({ counter, step }: { counter: Counter; step: LookStep }) {
  const { preview, scan } = step
  const { confirm, confirming, look, looking, back, lost, draft, recounting } = counter
  const isReady = draft.bill.trim() !== '' && (!preview.scope || draft.part.trim() !== '')
  return (
    <>
      <View className="look__back">
        <Button id="back" kind="soft" disabled={confirming} onPress={back}>
          {copy.back}
        </Button>
      </View>
      {mayChangeBill(preview) ? (
        <Button id="compute" block busy={looking} disabled={!isReady} onPress={look}>
          {copy.compute}
        </Button>
      ) : (
        <Button
          id="confirm"
          block
          busy={confirming}
          disabled={!preview.usable || recounting || (preview.billNeeded && scan.bill === undefined)}
          onPress={confirm}
        >
          {confirming ? copy.confirming : lost ? copy.again : copy.confirm}
        </Button>
      )}
    </>
  )
}
