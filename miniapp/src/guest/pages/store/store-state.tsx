import { Text, View } from '@tarojs/components'
import { serverNow } from '../../../api/clock'
import { Icon } from '../../../components/icon'
import { Notice } from '../../../components/notice'
import { language } from '../../../platform/language'
import { momentWords } from '../../../words/time'
import { copy } from './copy'
import type { Store } from './index'

/** Open, closed for the night, or closed with a reason: each in words, never by colour alone. */
export function StoreState({ store }: { store: Store }) {
  const { closed, state, opensAt, closesAt } = store
  const when = (instant: string) => momentWords(instant, serverNow(), language)
  if (closed) {
    const back = closed.opensAt ? copy.back(when(closed.opensAt)) : closed.until ? copy.until(closed.until) : undefined
    const note = [closed.reason, back].filter(Boolean).join(' · ')
    return <Notice id="shut" kind="bad" title={closed.forGood ? copy.shutForGood : copy.shut} note={note} />
  }
  const words = {
    open: closesAt ? copy.closesAt(when(closesAt)) : copy.always,
    closed: opensAt ? copy.opensAt(when(opensAt)) : '',
    unknown: '',
  }
  return (
    <View className="shop__fact">
      <Icon name="clock" size="small" />
      <Text id="state">
        <Text className={`shop__state shop__state--${state}`}>{copy[state]}</Text> {words[state]}
      </Text>
    </View>
  )
}
