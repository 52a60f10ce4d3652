import { Text, View } from '@tarojs/components'
import './stepper.scss'

interface Props {
  /** Of the number; its buttons are `<id>-less` and `<id>-more`. */
  id: string
  value: number
  most: number
  busy?: boolean
  /** The number as it is read; plain where absent. */
  words?: (value: number) => string
  /** What the two buttons do, for a screen reader. */
  less: string
  more: string
  onChange(value: number): void
}

/** A number from 1 up, one more or one less at a tap. */
export function Stepper({ id, value, most, busy, words = String, less, more, onChange }: Props) {
  const step = (by: number, name: string, label: string, sign: string) => {
    const to = value + by
    const off = busy || to < 1 || to > most
    return (
      <View
        id={`${id}-${name}`}
        className={`stepper__step ${off ? 'stepper__step--off' : ''}`}
        ariaRole="button"
        ariaLabel={label}
        {...{ ariaDisabled: off }}
        onClick={() => !off && onChange(to)}
      >
        <Text>{sign}</Text>
      </View>
    )
  }
  return (
    <View className="stepper">
      {step(-1, 'less', less, '−')}
      <Text id={id} className="stepper__value" {...{ ariaLive: 'polite' }}>
        {words(value)}
      </Text>
      {step(1, 'more', more, '+')}
    </View>
  )
}
