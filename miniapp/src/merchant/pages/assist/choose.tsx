import { Text, View } from '@tarojs/components'
import { benefitWords } from '../../../../../shared/benefit-words.ts'
import { yuan } from '../../../../../shared/money.ts'
import { serverNow } from '../../../api/clock'
import { Icon } from '../../../components/icon'
import { Notice } from '../../../components/notice'
import { asTheyRead, Reasons } from '../../../components/reasons'
import { language } from '../../../platform/language'
import { untilWords } from '../../../words/time'
import { troubleWords } from '../../../words/trouble'
import { copy as counterCopy } from '../counter/copy'
import { PartField } from '../counter/part-field'
import { Uses } from '../counter/uses'
import { copy, reasons } from './copy'
import { Field } from './enter'
import { type Preview, standingOf } from './question'
import type { Assist, Step } from './use-assist'

type Choosing = Extract<Step, { is: 'choose' }>
type One = Extract<Step, { preview: Preview }>

/** The guest's coupons of this merchant; one that cannot be used says why. */
export function Choose({ assist, step }: { assist: Assist; step: Choosing }) {
  const { found } = step
  return (
    <View>
      <View className="assist__ask" ariaRole="heading">
        {copy.which}
      </View>
      {found.items.map((preview, nth) => {
        const ready = standingOf(preview) !== 'no'
        return (
          <View
            key={preview.couponId ?? preview.voucherId}
            id={`choice-${nth}`}
            className={`assist__card ${ready ? '' : 'assist__card--off'}`}
            ariaRole={ready ? 'button' : undefined}
            hoverClass={ready ? 'assist__card--down' : 'none'}
            onClick={() => ready && assist.choose(preview, step.question)}
          >
            <What preview={preview} />
            {ready && <Icon name="next" ink="soft" size="small" />}
          </View>
        )
      })}
      {found.more && <View className="assist__note">{copy.more}</View>}
    </View>
  )
}

function What({ preview }: { preview: Preview }) {
  const { benefit, title, member, usableTo, usable, billNeeded, why, usesInAll = 1 } = preview
  const until = copy.until(untilWords(usableTo, serverNow(), language))
  return (
    <View className="assist__what">
      <Text className="assist__benefit">{benefit ? benefitWords(benefit, language) : counterCopy.paidFor(usesInAll)}</Text>
      <Text className="assist__title">{title}</Text>
      <Text className="assist__fact">{[member, usable ? until : ''].filter(Boolean).join(' · ')}</Text>
      {usable && !billNeeded && <Text className="assist__money">{moneyOf(preview)}</Text>}
      {(billNeeded || !usable) && <Text className="assist__why">{billNeeded ? copy.needsBill : why?.message}</Text>}
    </View>
  )
}

function moneyOf({ benefit, discountFen = 0, payFen, usesInAll = 1, usesLeft = 1 }: Preview): string {
  if (!benefit) return [copy.paidFor, usesInAll > 1 ? copy.left(usesLeft, usesInAll) : ''].filter(Boolean).join(' · ')
  const off = benefit.kind === 'gift' ? copy.hand(benefit.item) : copy.off(yuan(discountFen))
  return [off, payFen === undefined ? '' : copy.pay(yuan(payFen))].filter(Boolean).join(' · ')
}

/** The bill that the coupon asks for, and of it the part that counts. */
export function Ask({ assist, step }: { assist: Assist; step: One }) {
  const { entered, change, fault, trouble, compute } = assist
  const { preview } = step
  return (
    <View>
      <View className="assist__card">
        <What preview={preview} />
      </View>
      <Field assist={assist} of="bill" words={copy.billNow} hint={copy.billNowHint} type="digit" longest={12} />
      {preview.scope && <PartField scope={preview.scope} draft={entered} fault={fault} change={change} look={compute} />}
      {trouble !== undefined && <Notice id="trouble" kind="bad" title={troubleWords(trouble)} />}
    </View>
  )
}

/** Why it is done without a code; kept with the redemption. */
export function Confirm({ assist, step }: { assist: Assist; step: One }) {
  const { reason, setReason, trouble, lost, uses, setUses, confirming } = assist
  const { usesLeft = 1 } = step.preview
  return (
    <View>
      <View className="assist__card">
        <What preview={step.preview} />
      </View>
      {usesLeft > 1 && (
        <View className="assist__card">
          <Uses uses={uses} left={usesLeft} busy={confirming} onChange={setUses} />
        </View>
      )}
      <View className="assist__ask" ariaRole="heading">
        {copy.why}
      </View>
      <Reasons ready={asTheyRead(reasons)} value={reason} own={copy.other} onChange={setReason} />
      {trouble !== undefined && (
        <Notice id="trouble" kind="bad" title={troubleWords(trouble)} note={lost ? copy.lost : undefined} />
      )}
    </View>
  )
}
