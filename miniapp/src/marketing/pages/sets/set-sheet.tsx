import { Input, Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { newKey } from '../../../api/key'
import { Refusal } from '../../../api/trouble'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { Popup } from '../../../components/popup'
import { useOnce } from '../../../hooks/use-once'
import { troubleWords } from '../../../words/trouble'
import { copy } from './copy'
import type { StoreSet } from './index'

type Store = OutputOf<'listStores'>['items'][number]
const ways = ['all', 'city', 'hand'] as const
type Way = (typeof ways)[number]
const shownAtOnce = 30

interface Props {
  set: StoreSet | undefined
  onClose(): void
  onSaved(): void
}

/** A name, and the stores by a rule or one by one. */
export function SetSheet({ set, onClose, onSaved }: Props) {
  const rule = set?.rule
  const [name, setName] = useState(set?.name ?? '')
  const [way, setWay] = useState<Way>(set === undefined || rule === 'all' ? 'all' : rule === undefined ? 'hand' : 'city')
  const [city, setCity] = useState(typeof rule === 'object' ? rule.city : '')
  const [chosen, setChosen] = useState<string[]>([])
  const [trouble, setTrouble] = useState<unknown>()
  const key = useRef(newKey())
  const storeSetId = set?.storeSetId
  const isByHand = set !== undefined && rule === undefined
  useEffect(() => {
    if (!storeSetId || !isByHand) return
    call('getStoreSet', { storeSetId }).then(({ storeIds = [] }) => setChosen(storeIds), setTrouble)
  }, [storeSetId, isByHand])
  const [save, saving] = useOnce(async () => {
    setTrouble(undefined)
    const stores = way === 'hand' ? { storeIds: chosen } : { rule: way === 'all' ? ('all' as const) : { city: city.trim() } }
    try {
      if (set) await call('updateStoreSet', { storeSetId: set.storeSetId, version: set.version, name: name.trim(), ...stores })
      else await call('createStoreSet', { name: name.trim(), ...stores }, { key: key.current })
      void Taro.showToast({ title: copy.saved, icon: 'none' })
      onSaved()
      onClose()
    } catch (why) {
      setTrouble(why)
      if (why instanceof Refusal) key.current = newKey()
    }
  })
  const isReady = name.trim() !== '' && (way === 'all' || (way === 'city' ? city.trim() !== '' : chosen.length > 0))
  const isStale = trouble instanceof Refusal && trouble.code === 'version.stale'
  return (
    <Popup open title={set ? copy.editTitle : copy.newTitle} onClose={onClose}>
      <View className="row">
        <Text className="row__label">{copy.name}</Text>
        <View className="row__box">
          <Input
            id="set-name"
            className="row__input"
            ariaLabel={copy.name}
            maxlength={40}
            value={name}
            onInput={(event) => setName(event.detail.value)}
          />
        </View>
      </View>
      <View className="row">
        <Text className="row__label">{copy.which}</Text>
        <View className="choice" ariaRole="radiogroup" ariaLabel={copy.which}>
          {ways.map((one) => (
            <View
              key={one}
              id={`way-${one}`}
              className={`choice__one ${one === way ? 'choice__one--on' : ''}`}
              ariaRole="radio"
              {...{ ariaChecked: one === way }}
              onClick={() => setWay(one)}
            >
              <Text>{copy[one]}</Text>
            </View>
          ))}
        </View>
      </View>
      {way === 'city' && (
        <View className="row__box">
          <Input
            id="set-city"
            className="row__input"
            ariaLabel={copy.cityName}
            placeholder={copy.cityName}
            maxlength={30}
            value={city}
            onInput={(event) => setCity(event.detail.value)}
          />
        </View>
      )}
      {way === 'hand' ? (
        <ByHand chosen={chosen} onChange={setChosen} onTrouble={setTrouble} />
      ) : (
        <Text className="closing__note">{copy.ruleNote}</Text>
      )}
      {trouble !== undefined && <Notice id="set-trouble" kind="bad" title={isStale ? copy.stale : troubleWords(trouble)} />}
      <View className="create__bar closing__bar">
        <Button id="save-set" block busy={saving} disabled={!isReady} onPress={save}>
          {copy.save}
        </Button>
      </View>
    </Popup>
  )
}

interface ByHandProps {
  chosen: string[]
  onChange(storeIds: string[]): void
  onTrouble(trouble: unknown): void
}

function ByHand({ chosen, onChange, onTrouble }: ByHandProps) {
  const [stores, setStores] = useState<Store[]>([])
  const [words, setWords] = useState('')
  useEffect(() => {
    let gone = false
    everyStore(() => gone).then((all) => !gone && setStores(all), onTrouble)
    return () => {
      gone = true
    }
  }, [onTrouble])
  const asked = words.trim().toLowerCase()
  const found = stores.filter(({ name, city }) => `${name} ${city}`.toLowerCase().includes(asked))
  const toggle = (storeId: string) =>
    onChange(chosen.includes(storeId) ? chosen.filter((one) => one !== storeId) : [...chosen, storeId])
  return (
    <>
      <View className="row__box">
        <Input
          id="set-search"
          className="row__input"
          ariaLabel={copy.search}
          placeholder={copy.search}
          maxlength={40}
          value={words}
          onInput={(event) => setWords(event.detail.value)}
        />
      </View>
      <Text id="set-chosen" className="closing__note">
        {copy.chosen(chosen.length)}
      </Text>
      <View className="choice" ariaRole="group" ariaLabel={copy.hand}>
        {found.slice(0, shownAtOnce).map(({ storeId, name }) => (
          <View
            key={storeId}
            id={`pick-${storeId}`}
            className={`choice__one ${chosen.includes(storeId) ? 'choice__one--on' : ''}`}
            ariaRole="button"
            ariaLabel={name}
            {...{ ariaPressed: chosen.includes(storeId) }}
            onClick={() => toggle(storeId)}
          >
            <Text>{name}</Text>
          </View>
        ))}
      </View>
      {found.length > shownAtOnce && <Text className="closing__note">{copy.more}</Text>}
    </>
  )
}

/** All of the merchant's, page by page. */
async function everyStore(isGone: () => boolean): Promise<Store[]> {
  const stores: Store[] = []
  let cursor: string | undefined
  do {
    const page = await call('listStores', { limit: 100, cursor })
    stores.push(...page.items.filter(({ closed }) => !closed?.forGood))
    cursor = page.nextCursor
  } while (cursor !== undefined && !isGone())
  return stores
}
