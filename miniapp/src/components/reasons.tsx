import { Input, Text, View } from '@tarojs/components'
import { Icon } from './icon'
import './reasons.scss'

interface Props {
  /** What is sent, and how it reads. */
  ready: readonly { value: string; words: string }[]
  /** Chosen or written; '' when neither. */
  value: string
  /** The label of one's own words. */
  own: string
  onChange(reason: string): void
}

/** Why something is done: one of the ready reasons, or words of one's own. */
export function Reasons({ ready, value, own, onChange }: Props) {
  const written = ready.some((one) => one.value === value) ? '' : value
  return (
    <View className="reasons">
      <View ariaRole="radiogroup">
        {ready.map((one, nth) => (
          <View
            key={one.value}
            id={`reason-${nth}`}
            className={`reasons__one ${one.value === value ? 'reasons__one--on' : ''}`}
            ariaRole="radio"
            {...{ ariaChecked: one.value === value }}
            onClick={() => onChange(one.value)}
          >
            <Text>{one.words}</Text>
            {one.value === value && <Icon name="check" ink="pine" />}
          </View>
        ))}
      </View>
      <View className={`reasons__one ${written ? 'reasons__one--on' : ''}`}>
        <Input
          id="reason-own"
          className="reasons__own"
          ariaLabel={own}
          placeholder={own}
          maxlength={60}
          value={written}
          onInput={(event) => onChange(event.detail.value)}
        />
      </View>
    </View>
  )
}

/** Reasons that are sent as they read. */
export const asTheyRead = (ready: readonly string[]) => ready.map((words) => ({ value: words, words }))
