import { View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { type CSSProperties, type ReactNode, useEffect } from 'react'
import { useFrame } from '../platform/frame'
import { unit } from '../platform/language'
import { PrivacyGate } from '../platform/privacy-gate'
import './page.scss'

interface Props {
  title: string
  children: ReactNode
  /** Fixed at the lower edge, where the thumb is. */
  bar?: ReactNode
  /** Uses the whole width of a desktop. */
  wide?: boolean
}

/** The frame of every page: its title in the reader's language, the reader's text size, the column on a desktop. */
export function Page({ title, children, bar, wide }: Props) {
  useDidShow(() => void Taro.setNavigationBarTitle({ title }))
  useEffect(() => void Taro.setNavigationBarTitle({ title }), [title])
  useFrame(wide === true)
  const grown = unit === undefined ? undefined : ({ '--u': unit } as CSSProperties)
  return (
    <View className={`page ${wide ? 'page--wide' : ''} ${bar ? 'page--barred' : ''}`} style={grown}>
      {children}
      {bar && <View className="page__bar">{bar}</View>}
      <PrivacyGate />
    </View>
  )
}
