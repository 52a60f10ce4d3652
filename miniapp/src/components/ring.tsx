import { View } from '@tarojs/components'
import './ring.scss'

/** What is left of a whole, as a ring of two turning halves; the words beside it say the same. */
export function Ring({ share }: { share: number }) {
  const turn = Math.min(1, Math.max(0, share)) * 360
  const right = Math.min(180, turn) - 180
  const left = Math.max(180, turn) - 360
  return (
    <View className="ring">
      <View className="ring__half ring__half--right">
        <View className="ring__arc" style={{ transform: `rotate(${right}deg)` }} />
      </View>
      <View className="ring__half ring__half--left">
        <View className="ring__arc" style={{ transform: `rotate(${left}deg)` }} />
      </View>
    </View>
  )
}
