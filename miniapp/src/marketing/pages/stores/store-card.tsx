import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { useOnce } from '../../../hooks/use-once'
import { language } from '../../../platform/language'
import { hoursWords } from '../../../words/hours'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'

export type Store = OutputOf<'listStores'>['items'][number]

interface Props {
  store: Store
  onClose(): void
  onChange(store: Store): void
}

const standing = ({ closed, state }: Store) => (closed ? (closed.forGood ? copy.gone : copy.shut) : copy[state])

/** One store, with what can be done about it. */
export function StoreCard({ store, onClose, onChange }: Props) {
  const { storeId, name, address, city, hours, closed, state } = store
  const [trouble, setTrouble] = useState<unknown>()
  const [reopen, reopening] = useOnce(async () => {
    setTrouble(undefined)
    try {
      onChange(await call('reopenStore', { storeId }))
      void Taro.showToast({ title: copy.reopened, icon: 'none' })
    } catch (why) {
      setTrouble(why)
    }
  })
  const why = closed && [closed.reason, closed.until && copy.until(closed.until)].filter(Boolean).join(' · ')
  return (
    <View id={`store-${storeId}`} className="shopcard">
      <View className="shopcard__head">
        <Text className="shopcard__name">{name}</Text>
        <Text id={`state-${storeId}`} className={`shopcard__state shopcard__state--${closed ? 'shut' : state}`}>
          {standing(store)}
        </Text>
      </View>
      <Text className="shopcard__note">
        {city} · {address}
      </Text>
      {hours && <Text className="shopcard__note">{hoursWords(hours, language)}</Text>}
      {why && (
        <Text id={`why-${storeId}`} className="shopcard__why">
          {why}
        </Text>
      )}
      {trouble !== undefined && <Notice id={`trouble-${storeId}`} kind="bad" title={troubleWords(trouble)} />}
      <View className="shopcard__bar">
        <Button
          id={`edit-${storeId}`}
          kind="soft"
          small
          onPress={() => void Taro.navigateTo({ url: `/marketing/pages/store/index?storeId=${storeId}` })}
        >
          {copy.edit}
        </Button>
        {!closed && (
          <Button id={`close-${storeId}`} kind="plain" small onPress={onClose}>
            {copy.close}
          </Button>
        )}
        {closed && !closed.forGood && (
          <Button id={`reopen-${storeId}`} kind="plain" small busy={reopening} onPress={reopen}>
            {copy.reopen}
          </Button>
        )}
        <Button
          id={`see-${storeId}`}
          kind="plain"
          small
          onPress={() => void Taro.navigateTo({ url: `/guest/pages/store/index?storeId=${storeId}` })}
        >
          {copy.see}
        </Button>
      </View>
    </View>
  )
}
