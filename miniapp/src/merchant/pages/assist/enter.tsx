import { Input, Text, View } from '@tarojs/components'
import { Refusal } from '../../../api/trouble'
import { Notice } from '../../../components/notice'
import { Tabs } from '../../../components/tabs'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import type { Entered } from './question'
import type { Assist } from './use-assist'

/** Who the guest is, or which coupon it is; and the bill. */
export function Enter({ assist }: { assist: Assist }) {
  const { entered, change, trouble } = assist
  const isMissing = trouble instanceof Refusal && trouble.code === 'coupon.not_found'
  const hint = entered.way === 'phone' ? copy.checkPhone : copy.checkNumber
  const tabs = [
    { key: 'phone' as const, words: copy.byPhone },
    { key: 'number' as const, words: copy.byNumber },
  ]
  return (
    <View>
      <View className="assist__note">{copy.note}</View>
      <Tabs tabs={tabs} chosen={entered.way} onChoose={(way) => change({ way })} />
      {entered.way === 'phone' ? (
        <>
          <Field assist={assist} of="name" words={copy.name} hint={copy.nameHint} type="text" longest={40} />
          <Field assist={assist} of="phone" words={copy.phone} hint={copy.phoneHint} type="number" longest={4} />
        </>
      ) : (
        <Field assist={assist} of="number" words={copy.number} hint={copy.numberHint} type="number" longest={14} />
      )}
      <Field assist={assist} of="bill" words={copy.bill} hint={copy.billHint} type="digit" longest={12} />
      {trouble !== undefined && (
        <Notice id="trouble" kind="bad" title={troubleWords(trouble)} note={isMissing ? hint : undefined} />
      )}
    </View>
  )
}

interface FieldProps {
  assist: Assist
  of: Exclude<keyof Entered, 'way' | 'part'>
  words: string
  hint: string
  type: 'text' | 'number' | 'digit'
  longest: number
}

/** One line of what is asked for. */
export function Field({ assist, of, words, hint, type, longest }: FieldProps) {
  const { entered, change, fault, find } = assist
  const bad = fault === of
  return (
    <View className="field">
      <Text className="field__label">{words}</Text>
      <View className={`field__box ${bad ? 'field__box--bad' : ''}`}>
        {of === 'bill' && <Text className="field__sign">¥</Text>}
        <Input
          id={`assist-${of}`}
          className="field__input"
          type={type}
          ariaLabel={words}
          placeholder={hint}
          maxlength={longest}
          value={entered[of]}
          onInput={(event) => change({ [of]: event.detail.value })}
          onConfirm={find}
        />
      </View>
      {bad && <Text className="field__note field__note--bad">{of === 'bill' ? copy.billBad : copy.incomplete}</Text>}
    </View>
  )
}
