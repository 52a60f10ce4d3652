import { Text, View } from '@tarojs/components'
import { serverNow } from '../../api/clock'
import { Empty, Failed } from '../../components/empty'
import { Notice } from '../../components/notice'
import { Qr } from '../../components/qr'
import { Ring } from '../../components/ring'
import { useCountdown } from '../../hooks/use-countdown'
import { language } from '../../platform/language'
import { groupedCode } from '../../words/code'
import { millis, momentWords } from '../../words/time'
import { troubleWords } from '../../words/trouble'
import { copy } from './copy'
import type { Renewed } from './use-code'

interface LiveProps {
  usableFrom: string
  code: Renewed | undefined
  trouble: unknown
  onRetry(): void
}

/** The code itself, for as long as it lives. */
export function Live({ usableFrom, code, trouble, onRetry }: LiveProps) {
  const left = useCountdown(code?.renewAt)
  const dead = code !== undefined && millis(code.expiresAt) <= serverNow()
  if (millis(usableFrom) > serverNow())
    return <Empty icon="clock" title={copy.notYet} note={momentWords(usableFrom, serverNow(), language)} />
  if (trouble !== undefined && (code === undefined || dead)) return <Failed trouble={trouble} onRetry={onRetry} />
  if (code === undefined)
    return (
      <View className="code__body">
        <View className="code__wait" ariaLabel={copy.refreshing} />
      </View>
    )
  const seconds = Math.ceil(left / 1000)
  return (
    <View className="code__body">
      <Text className="code__show">{copy.show}</Text>
      <View className="code__picture">
        <Qr text={code.code} label={copy.qr} />
      </View>
      <View id="typed-code" className="code__typed" ariaLabel={copy.typedSpoken(code.typedCode)} ariaRole="text">
        {groupedCode(code.typedCode.replace(/\D/g, ''))}
      </View>
      <View className="code__fresh">
        <Ring share={left / code.lives} />
        <Text>{dead || seconds === 0 ? copy.refreshing : copy.fresh(seconds)}</Text>
      </View>
      {trouble !== undefined && <Notice kind="bad" title={troubleWords(trouble)} />}
      <Text className="code__hint">{copy.screenshot}</Text>
      <Text id="coupon-no" className="code__hint">
        {copy.number(code.couponNo)}
      </Text>
    </View>
  )
}
