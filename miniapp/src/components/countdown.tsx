import { Text } from '@tarojs/components'
import { useCountdown } from '../hooks/use-countdown'
import { language } from '../platform/language'
import { leftWords } from '../words/time'
import './countdown.scss'

/** The time left, by the server's clock. */
export function Countdown({ to }: { to: string }) {
  return <Text className="countdown">{leftWords(useCountdown(to), language)}</Text>
}
