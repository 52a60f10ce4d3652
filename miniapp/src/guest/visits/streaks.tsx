import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect } from 'react'
import type { OutputOf } from '../../../../shared/api.ts'
import { call } from '../../api/call'
import { Cell, CellGroup } from '../../components/cell'
import { Progress } from '../../components/progress'
import { useRemote } from '../../hooks/use-remote'
import { Calendar } from './calendar'
import { copy } from './copy'
import { serverDay } from './today'
import './streaks.scss'

type Mine = OutputOf<'listMyStreaks'>

/** A reward follows its visit within a second or two. */
const looks = [1_000, 3_000, 8_000]

/** Where the guest stands at a store, or everywhere, and what was earned; quiet where there is nothing to earn. */
export function Streaks({ storeId }: { storeId?: string | undefined }) {
  const { remote, reload } = useRemote<Mine>(() => call('listMyStreaks', { storeId }), storeId ?? 'everywhere')
  useEffect(() => {
    const timers = looks.map((wait) => setTimeout(() => void reload(), wait))
    return () => timers.forEach(clearTimeout)
  }, [reload])
  if (remote.is !== 'ready') return null
  const { items, rewards } = remote.value
  return (
    <>
      {items.map((streak) => (
        <View key={streak.streakId} id={`streak-${streak.streakId}`} className="streak">
          <Text className="streak__title">{streak.title}</Text>
          <Text className="streak__words">{streak.words}</Text>
          <Progress share={streak.done / streak.goal} label={streak.words} />
          <View className="streak__foot">
            <Text className="streak__count">
              {streak.done} / {streak.goal}
            </Text>
            {streak.makeUps > 0 && <Text>{copy.makeUps(streak.makeUpsLeft)}</Text>}
          </View>
          {streak.state === 'paused' && <Text className="streak__words">{copy.paused}</Text>}
          <Calendar days={streak.days} today={serverDay()} />
        </View>
      ))}
      {rewards.length > 0 && (
        <CellGroup title={copy.rewards}>
          {rewards.map(({ streakId, round, title, words, couponId, state }) => (
            <Cell
              key={`${streakId}${round}`}
              id={`reward-${state}`}
              icon="flag"
              title={title}
              note={words}
              onPress={couponId ? () => void Taro.navigateTo({ url: `/pages/code/index?couponId=${couponId}` }) : undefined}
            />
          ))}
        </CellGroup>
      )}
    </>
  )
}
