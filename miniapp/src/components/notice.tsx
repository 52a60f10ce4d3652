import { Text, View } from '@tarojs/components'
import { Icon, type IconName } from './icon'
import './notice.scss'

interface Props {
  id?: string
  kind: 'good' | 'bad' | 'calm'
  title: string
  note?: string
  icon?: IconName
}

const icons = { good: 'check', bad: 'warn', calm: 'clock' } as const
const inks = { good: 'pine', bad: 'clay', calm: 'ink' } as const

/** A state in words with a sign beside it; read out when it appears. */
export function Notice({ id, kind, title, note, icon }: Props) {
  return (
    <View id={id} className={`notice notice--${kind}`} ariaRole={kind === 'bad' ? 'alert' : 'status'}>
      <Icon name={icon ?? icons[kind]} ink={inks[kind]} />
      <View className="notice__words">
        <Text className="notice__title">{title}</Text>
        {note && <Text className="notice__note">{note}</Text>}
      </View>
    </View>
  )
}
