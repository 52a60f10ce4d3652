import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'

/** A chart of half a desktop, or of a whole phone. */
export const drawnWide = (): { half: number; full: number } =>
  Taro.getWindowInfo().windowWidth >= 900 ? { half: 520, full: 1080 } : { half: 330, full: 330 }

export function Section({
  title,
  note,
  children,
  full,
}: {
  title: string
  note?: string
  children: ReactNode
  full?: boolean
}) {
  return (
    <View className={`part ${full ? 'part--full' : ''}`}>
      <View className="part__title" ariaRole="heading">
        {title}
      </View>
      {note && <Text className="part__note">{note}</Text>}
      {children}
    </View>
  )
}
