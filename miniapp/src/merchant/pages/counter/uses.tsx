import { Text, View } from '@tarojs/components'
import { copy } from './copy'

interface Props {
  uses: number
  left: number
  busy?: boolean
  onChange(uses: number): void
}

/** How many uses of a pass at once: all or none of them. */
export function Uses({ uses, left, busy, onChange }: Props) {
  const step = (more: number, id: string, words: string, sign: string) => {
    const to = uses + more
    const off = busy || to < 1 || to > left
    return (
      <View
        id={id}
        className={`uses__step ${off ? 'uses__step--off' : ''}`}
        ariaRole="button"
        ariaLabel={words}
        {...{ ariaDisabled: off }}
        onClick={() => !off && onChange(to)}
      >
        <Text>{sign}</Text>
      </View>
    )
  }
  return (
    <View className="look__row">
      <Text className="look__key">{copy.howMany}</Text>
      <View className="uses">
        {step(-1, 'uses-less', copy.usesLess, '−')}
        <Text id="uses" className="uses__count" {...{ ariaLive: 'polite' }}>
          {copy.times(uses)}
        </Text>
        {step(1, 'uses-more', copy.usesMore, '+')}
      </View>
    </View>
  )
}
