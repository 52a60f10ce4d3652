import { Text, View } from '@tarojs/components'
import { Stepper } from '../../../components/stepper'
import { copy } from './copy'

interface Props {
  uses: number
  left: number
  busy?: boolean
  onChange(uses: number): void
}

/** How many uses of a pass at once: all or none of them. */
export function Uses({ uses, left, busy, onChange }: Props) {
  return (
    <View className="look__row">
      <Text className="look__key">{copy.howMany}</Text>
      <Stepper
        id="uses"
        value={uses}
        most={left}
        {...(busy !== undefined && { busy })}
        words={copy.times}
        less={copy.usesLess}
        more={copy.usesMore}
        onChange={onChange}
      />
    </View>
  )
}
