import { View } from '@tarojs/components'
import { common } from '../words/everywhere'
import './skeleton.scss'

/** The shape of what will come: `ticket` cards or text `line`s. */
export function Skeleton({ shape = 'ticket', count = 3 }: { shape?: 'ticket' | 'line' | 'hero'; count?: number }) {
  return (
    <View ariaLabel={common.loading} ariaRole="status">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <View key={index} className={`skeleton skeleton--${shape}`} />
      ))}
    </View>
  )
}
