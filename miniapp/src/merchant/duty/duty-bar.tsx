import { Text, View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Notice } from '../../components/notice'
import { localOf } from '../../words/local'
import { clockWords } from '../../words/time'
import { troubleWords } from '../../words/trouble'
import type { Store } from '../stores/use-stores'
import { copy } from './copy'
import type { DutyHandle } from './use-duty'
import './duty-bar.scss'

interface Props {
  duty: DutyHandle
  store: Store
  stores: Store[]
}

/** On duty here, there or not at all, and the one thing to do about it. */
export function DutyBar({ duty, store, stores }: Props) {
  const { known, trouble, start, end, busy } = duty
  if (!known) return null
  const { duty: mine, onDuty } = known
  const isHere = mine?.storeId === store.storeId
  const there = stores.find(({ storeId }) => storeId === mine?.storeId)?.name ?? copy.other
  const [title, note] = !mine
    ? [copy.off, copy.offNote]
    : isHere
      ? [copy.here(clockWords(localOf(mine.since))), onDuty.length > 1 ? copy.colleagues(onDuty.join('、')) : copy.hereNote]
      : [copy.elsewhere(there), copy.elsewhereNote]
  return (
    <>
      <View id="duty" className={`duty ${isHere ? 'duty--here' : ''}`}>
        <View className="duty__words">
          <Text className="duty__title">{title}</Text>
          <Text className="duty__note">{note}</Text>
        </View>
        {isHere ? (
          <Button id="end-duty" kind="plain" small busy={busy} onPress={() => end(store.storeId)}>
            {copy.end}
          </Button>
        ) : (
          <Button id="start-duty" kind="soft" small busy={busy} onPress={() => start(store.storeId)}>
            {mine ? copy.move : copy.begin}
          </Button>
        )}
      </View>
      {trouble !== undefined && <Notice id="duty-trouble" kind="bad" title={troubleWords(trouble)} />}
    </>
  )
}
