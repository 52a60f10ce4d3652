import { Input, Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../shared/api.ts'
import { call } from '../../api/call'
import { Button } from '../../components/button'
import { Failed } from '../../components/empty'
import { Icon } from '../../components/icon'
import { Popup } from '../../components/popup'
import { Skeleton } from '../../components/skeleton'
import { useRemote } from '../../hooks/use-remote'
import { copy } from './copy'
import { type FormOf, Row } from './field'
import type { Merchant } from './use-merchant'
import './stores-row.scss'

type Store = OutputOf<'listStores'>['items'][number]

const mostChosen = 100
const shownAtOnce = 60

interface Props {
  form: FormOf<{ storeIds: string[]; storeSetId: string }>
  /** What none chosen means here. */
  all: string
  sets: Merchant['sets']
}

/** All of them, a set, or chosen ones. */
export function StoresRow({ form, all, sets }: Props) {
  const { storeIds, storeSetId } = form.draft
  const [choosing, setChoosing] = useState(false)
  const set = sets.find((one) => one.storeSetId === storeSetId)
  const words = storeSetId !== '' ? (set?.name ?? copy.oneSet) : storeIds.length > 0 ? copy.someStores(storeIds.length) : all
  return (
    <Row field="storeIds" label={copy.stores} problem={form.problems.storeIds}>
      <View className="where">
        <Text id="chosen-stores" className="where__words">
          {words}
        </Text>
        <Button id="choose-stores" kind="soft" small onPress={() => setChoosing(true)}>
          {copy.chooseStores}
        </Button>
      </View>
      {choosing && <Picker form={form} all={all} sets={sets} onClose={() => setChoosing(false)} />}
    </Row>
  )
}

function Picker({ form, all, sets, onClose }: Props & { onClose(): void }) {
  const [typed, setTyped] = useState('')
  const { remote, reload } = useRemote(everything, 'stores')
  const { storeIds, storeSetId } = form.draft
  const toggle = (id: string) => {
    const chosen = storeIds.includes(id) ? storeIds.filter((one) => one !== id) : [...storeIds, id]
    if (chosen.length <= mostChosen) form.change({ storeIds: chosen, storeSetId: '' })
  }
  const found = remote.is === 'ready' ? remote.value.filter((store) => fits(store, typed)) : []
  return (
    <Popup open title={copy.chooseStores} onClose={onClose}>
      <Choice
        id="all"
        on={storeIds.length === 0 && storeSetId === ''}
        words={all}
        note=""
        onPress={() => form.change({ storeIds: [], storeSetId: '' })}
      />
      {remote.is === 'loading' && <Skeleton count={2} />}
      {remote.is === 'failed' && <Failed trouble={remote.trouble} onRetry={reload} />}
      {sets.map(({ storeSetId: id, name, storeCount }) => (
        <Choice
          key={id}
          id={id}
          on={id === storeSetId}
          words={name}
          note={copy.setOf(storeCount)}
          onPress={() => form.change({ storeIds: [], storeSetId: id })}
        />
      ))}
      {remote.is === 'ready' && (
        <>
          <View className="row__box where__find">
            <Input
              id="find-store"
              className="row__input"
              ariaLabel={copy.findStore}
              placeholder={copy.findStore}
              value={typed}
              onInput={(event) => setTyped(event.detail.value)}
            />
          </View>
          {found.slice(0, shownAtOnce).map((store) => (
            <Choice
              key={store.storeId}
              id={store.storeId}
              many
              on={storeIds.includes(store.storeId)}
              words={store.name}
              note={`${store.city} · ${store.address}`}
              onPress={() => toggle(store.storeId)}
            />
          ))}
          {found.length === 0 && <View className="create__asked">{copy.noStore}</View>}
          {found.length > shownAtOnce && <View className="create__asked">{copy.moreStores(found.length - shownAtOnce)}</View>}
          {storeIds.length >= mostChosen && <View className="row__problem">{copy.mostStores(mostChosen)}</View>}
        </>
      )}
      <View className="where__done">
        <Button id="stores-done" block onPress={onClose}>
          {storeIds.length > 0 ? copy.choseStores(storeIds.length) : copy.done}
        </Button>
      </View>
    </Popup>
  )
}

interface ChoiceProps {
  id: string
  on: boolean
  words: string
  note: string
  many?: boolean
  onPress(): void
}

const Choice = ({ id, on, words, note, many, onPress }: ChoiceProps) => (
  <View
    id={`store-${id}`}
    className={`where__one ${on ? 'where__one--on' : ''}`}
    ariaRole={many ? 'button' : 'radio'}
    {...(many ? { ariaPressed: on } : { ariaChecked: on })}
    onClick={onPress}
  >
    <View className="where__name">
      <Text>{words}</Text>
      {note && <Text className="where__note">{note}</Text>}
    </View>
    {on && <Icon name="check" ink="pine" />}
  </View>
)

const fits = ({ name, city, address }: Store, typed: string) =>
  typed
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${name} ${city} ${address}`.toLowerCase().includes(word))

const mostPages = 40

/** Every store that is not closed for good. */
async function everything(): Promise<Store[]> {
  const stores: Store[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page++) {
    const found = await call('listStores', { limit: 100, cursor })
    stores.push(...found.items.filter(({ closed }) => !closed?.forGood))
    cursor = found.nextCursor
    if (cursor === undefined) break
  }
  return stores
}
