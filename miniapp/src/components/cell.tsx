import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import './cell.scss'

interface Props {
  id?: string
  icon?: IconName
  title: string
  note?: string
  value?: ReactNode
  onPress?: () => void
}

/** One line of a list; with onPress a door. */
export function Cell({ id, icon, title, note, value, onPress }: Props) {
  return (
    <View
      id={id}
      className="cell"
      ariaRole={onPress ? 'button' : undefined}
      hoverClass={onPress ? 'cell--down' : 'none'}
      onClick={onPress}
    >
      {icon && (
        <View className="cell__icon">
          <Icon name={icon} ink="pine" />
        </View>
      )}
      <View className="cell__words">
        <Text className="cell__title">{title}</Text>
        {note && <Text className="cell__note">{note}</Text>}
      </View>
      {value !== undefined && <View className="cell__value">{value}</View>}
      {onPress && <Icon name="next" ink="soft" size="small" />}
    </View>
  )
}

/** Cells that belong together. */
export function CellGroup({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <View className="cells">
      {title && <View className="cells__title">{title}</View>}
      <View className="cells__list">{children}</View>
    </View>
  )
}
