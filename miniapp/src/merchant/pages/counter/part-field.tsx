import { Input, Text, View } from '@tarojs/components'
import { copy } from './copy'
import { partOf, type Scope } from './lines'

const shown = 3

interface Props {
  scope: Scope
  draft: { bill: string; part: string }
  fault: string | undefined
  change(part: { part: string }): void
  look(): void
}

/** The second amount of a bill of which not everything counts, with one tap for the common case. */
export function PartField({ scope, draft, fault, change, look }: Props) {
  const { counts, words, except } = partOf(scope)
  const label = counts ? copy.partIn(listed(words), listed(except)) : copy.partOut(listed(words))
  const isBad = fault === 'part' || fault === 'partMore'
  return (
    <View className="field">
      <Text id="part-label" className="field__label">
        {label}
      </Text>
      <View className={`field__box ${isBad ? 'field__box--bad' : ''}`}>
        <Text className="field__sign">¥</Text>
        <Input
          id="part"
          className="field__input field__input--money"
          type="digit"
          ariaLabel={label}
          placeholder={copy.partHint}
          maxlength={12}
          value={draft.part}
          onInput={(event) => change({ part: event.detail.value })}
          onConfirm={look}
        />
        <View
          id="part-all"
          className="field__all"
          ariaRole="button"
          onClick={() => change({ part: counts ? draft.bill : '0' })}
        >
          <Text>{counts ? copy.partAll : copy.partNone}</Text>
        </View>
      </View>
      {isBad && <Text className="field__note field__note--bad">{fault === 'part' ? copy.partBad : copy.partMore}</Text>}
    </View>
  )
}

function listed(words: string[]): string {
  const first = words.slice(0, shown).join(copy.between)
  return words.length > shown ? copy.andMore(first) : first
}
