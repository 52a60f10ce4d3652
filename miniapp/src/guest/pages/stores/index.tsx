import { Text, View } from '@tarojs/components'
import Taro, { useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { Button } from '../../../components/button'
import { Empty } from '../../../components/empty'
import { Icon } from '../../../components/icon'
import { LoadMore } from '../../../components/load-more'
import { NavHome } from '../../../components/nav-home'
import { Page } from '../../../components/page'
import { useList } from '../../../hooks/use-list'
import { useOnce } from '../../../hooks/use-once'
import { openStore } from '../../../pages/offer/paths'
import { language } from '../../../platform/language'
import { type Place, whereAmI } from '../../../platform/place'
import { distanceWords } from '../../../words/distance'
import { common } from '../../../words/everywhere'
import { momentWords } from '../../../words/time'
import { Switch } from '../../components/switch'
import { copy } from './copy'
import { Surroundings } from './surroundings'
import type { Nearby } from './surrounds'
import './index.scss'

/** So many are drawn; the list goes on. */
const drawn = 20

export default function StoresPage() {
  const [place, setPlace] = useState<Place | 'denied'>()
  const [openNow, setOpenNow] = useState(false)
  const here = place === 'denied' ? undefined : place
  const list = useList<Nearby, OutputOf<'listNearbyStores'>>(
    (cursor) =>
      call('listNearbyStores', {
        ...{ lat: here?.lat ?? 0, lng: here?.lng ?? 0, cursor, limit: drawn },
        openNow: openNow ? 'true' : undefined,
      }),
    here && `${here.lat},${here.lng},${openNow}`,
  )
  const [locate, locating] = useOnce(async () => setPlace((await whereAmI()) ?? 'denied'))
  useShareAppMessage(() => ({ title: copy.title, path: '/guest/pages/stores/index' }))
  if (!here)
    return (
      <Page title={copy.title}>
        <Empty
          icon="pin"
          title={place === 'denied' ? copy.denied : copy.askNote}
          action={{ id: 'near-me', words: copy.ask, onPress: locate, busy: locating }}
        />
        <Button id="to-home" kind="plain" block onPress={() => void Taro.switchTab({ url: '/pages/home/index' })}>
          {common.home}
        </Button>
      </Page>
    )
  return (
    <Page title={copy.title}>
      {list.items.length > 0 && <Surroundings centre={here} stores={list.items.slice(0, drawn)} onStore={openStore} />}
      <Switch
        id="open-now"
        title={copy.openNow}
        on={openNow}
        state={openNow ? copy.yes : copy.no}
        busy={false}
        onPress={() => setOpenNow(!openNow)}
      />
      {list.items.map((store, n) => (
        <Line key={store.storeId} store={store} no={n + 1} />
      ))}
      <LoadMore
        more={list.more}
        count={list.items.length}
        onMore={list.next}
        empty={
          <Empty
            icon="store"
            title={openNow ? copy.emptyOpen : copy.empty}
            action={openNow ? { id: 'all', words: copy.all, onPress: () => setOpenNow(false) } : undefined}
          />
        }
      />
      <NavHome words={common.toHome} />
    </Page>
  )
}

function Line({ store, no }: { store: Nearby; no: number }) {
  const { storeId, name, address, distance, state, closesAt, opensAt, closed, offers } = store
  const when = (instant: string) => momentWords(instant, serverNow(), language)
  const until = state === 'open' ? closesAt && copy.until(when(closesAt)) : opensAt && copy.opensAt(when(opensAt))
  const words = closed ? (closed.forGood ? copy.gone : copy.shut) : copy[state]
  return (
    <View id={`store-${storeId}`} className="stores__line" ariaRole="link" onClick={() => openStore(storeId)}>
      {no <= drawn && <Text className={`around__no around__no--${state} stores__no`}>{no}</Text>}
      <View className="stores__words">
        <Text className="stores__name">{name}</Text>
        <Text className="stores__note">{address}</Text>
        <Text className="stores__note">
          <Text className={`stores__state stores__state--${state}`}>{words}</Text> {until ?? ''}
        </Text>
        {offers.length > 0 && <Text className="stores__note">{copy.offers(offers.map(({ title }) => title).join(' · '))}</Text>}
      </View>
      <Text className="stores__far">{distanceWords(distance)}</Text>
      <Icon name="next" ink="soft" size="small" />
    </View>
  )
}
