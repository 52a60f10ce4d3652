import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Layer } from '../platform/layer'
import { common } from '../words/everywhere'
import './popup.scss'

interface Props {
  open: boolean
  title: string
  onClose(): void
  children: ReactNode
}

/** A sheet from the lower edge, in reach of the thumb. */
export function Popup({ open, title, onClose, children }: Props) {
  if (!open) return null
  return (
    <Layer>
      <View className="popup">
        <View className="popup__shade" id="popup-close" ariaRole="button" ariaLabel={common.close} onClick={onClose} />
        <View className="popup__sheet" ariaRole="dialog" ariaLabel={title}>
          <View className="popup__title">{title}</View>
          {children}
        </View>
      </View>
    </Layer>
  )
}
