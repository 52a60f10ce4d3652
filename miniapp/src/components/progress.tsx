import { View } from '@tarojs/components'
import './progress.scss'

/** A share of a whole as a bar; the words beside it say the same. */
export function Progress({ share, label }: { share: number; label: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <View className="progress" ariaRole="progressbar" ariaLabel={label}>
      <View className="progress__bar" style={{ width: `${percent}%` }} />
    </View>
  )
}
