import { Text, View } from '@tarojs/components'
import './switch.scss'

interface Props {
  id: string
  title: string
  note?: string
  on: boolean
  /** How it stands, in words: nothing is said by colour alone. */
  state: string
  busy: boolean
  onPress(): void
}

/** One line that can be turned on and off; the whole line is the target. */
export function Switch({ id, title, note, on, state, busy, onPress }: Props) {
  return (
    <View
      id={id}
      className={`switch ${on ? 'switch--on' : ''} ${busy ? 'switch--busy' : ''}`}
      ariaRole="switch"
      // Taro's types know fewer of them than WeChat.
      {...{ ariaChecked: on }}
      ariaLabel={`${title}，${state}`}
      onClick={busy ? undefined : onPress}
    >
      <View className="switch__words">
        <Text className="switch__title">{title}</Text>
        {note && <Text className="switch__note">{note}</Text>}
      </View>
      <View className="switch__side">
        <View className="switch__track">
          <View className="switch__knob" />
        </View>
        <Text className="switch__state">{state}</Text>
      </View>
    </View>
  )
}
