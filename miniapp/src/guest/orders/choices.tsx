import { Text, View } from '@tarojs/components'
import { channels } from '../../platform/pay'
import { orderWords } from './copy'
import './orders.scss'

type Channel = (typeof channels)[number]

/** With what to pay, where there is a choice. */
export function Choices({ title, chosen, onChoose }: { title: string; chosen: Channel; onChoose(channel: Channel): void }) {
  return (
    <View className="order__card" ariaRole="radiogroup">
      <Text className="order__note">{title}</Text>
      {channels.map((channel) => (
        <View
          key={channel}
          id={`by-${channel}`}
          className="order__choice"
          ariaRole="radio"
          {...{ ariaChecked: channel === chosen }}
          onClick={() => onChoose(channel)}
        >
          <Text>{orderWords[channel]}</Text>
          <Text className="order__mark order__mark--one">{channel === chosen ? '✓' : ''}</Text>
        </View>
      ))}
    </View>
  )
}
