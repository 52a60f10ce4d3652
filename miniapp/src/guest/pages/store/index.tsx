import { Text, View } from '@tarojs/components'
import Taro, { useRouter, useShareAppMessage } from '@tarojs/taro'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { cardOf } from '../../../api/cards'
import { Button } from '../../../components/button'
import { Icon } from '../../../components/icon'
import { LinkedPage } from '../../../components/linked-page'
import { useFresh } from '../../../hooks/use-fresh'
import { useRemote } from '../../../hooks/use-remote'
import { OfferTicket } from '../../../pages/home/offer-ticket'
import { language } from '../../../platform/language'
import { dial, showWay } from '../../../platform/way'
import { hoursWords } from '../../../words/hours'
import { copy } from './copy'
import { StoreState } from './store-state'
import './index.scss'

export type Store = OutputOf<'getStore'>

const storePath = (storeId: string) => `/guest/pages/store/index?storeId=${storeId}`

export default function StorePage() {
  const { storeId } = useRouter().params
  const { remote, reload } = useRemote<Store>(() => call('getStore', { storeId: storeId ?? '' }), storeId)
  const store = remote.is === 'ready' ? remote.value : undefined
  useShareAppMessage(() =>
    cardOf({ title: store?.name ?? copy.title, path: storeId ? storePath(storeId) : '/pages/home/index' }),
  )
  useFresh(reload)

  return (
    <LinkedPage id={storeId} remote={remote} reload={reload} title={undefined} words={{ ...copy, unknown: copy.unknownStore }}>
      {store && (
        <>
          <View className="shop">
            <Text className="shop__merchant">{store.merchantName}</Text>
            <View className="shop__name" ariaRole="heading">
              {store.name}
            </View>
            <StoreState store={store} />
            <View className="shop__fact">
              <Icon name="pin" size="small" />
              <Text>
                {store.city} · {store.address}
              </Text>
            </View>
            {!store.closed && (
              <View className="shop__doors">
                <Button
                  id="check-in"
                  block
                  onPress={() => void Taro.navigateTo({ url: `/guest/pages/check-in/index?storeId=${store.storeId}` })}
                >
                  {copy.checkIn}
                </Button>
              </View>
            )}
            <View className="shop__doors">
              <Button id="way" kind="soft" block onPress={() => void showWay(store)}>
                {copy.way}
              </Button>
              {store.phone && (
                <Button
                  id="call"
                  kind="soft"
                  block
                  label={`${copy.call} ${store.phone}`}
                  onPress={() => void dial(store.phone ?? '')}
                >
                  {copy.call}
                </Button>
              )}
            </View>
          </View>
          {store.other && <Other store={store.other} />}
          <Hours store={store} />
          {!store.closed && <Offers store={store} />}
        </>
      )}
    </LinkedPage>
  )
}

function Other({ store }: { store: NonNullable<Store['other']> }) {
  return (
    <View className="shop__block">
      <View className="shop__heading" ariaRole="heading">
        {copy.other}
      </View>
      <View
        id={`other-${store.storeId}`}
        className="shop__other"
        ariaRole="link"
        onClick={() => void Taro.redirectTo({ url: storePath(store.storeId) })}
      >
        <View className="shop__words">
          <Text className="shop__line">{store.name}</Text>
          <Text className="shop__note">{store.address}</Text>
        </View>
        <Icon name="next" ink="soft" size="small" />
      </View>
    </View>
  )
}

function Hours({ store }: { store: Store }) {
  if (!store.hours && store.exceptions.length === 0) return null
  const lines = store.hours ? hoursWords(store.hours, language).split(language === 'zh' ? '；' : '; ') : []
  return (
    <View className="shop__block">
      <View className="shop__heading" ariaRole="heading">
        {copy.hours}
      </View>
      {lines.map((line) => (
        <Text key={line} className="shop__line">
          {line}
        </Text>
      ))}
      {store.exceptions.length > 0 && <Text className="shop__note">{copy.exceptions}</Text>}
      {store.exceptions.map(({ day, closed, reason, hours }) => (
        <Text key={day} className="shop__line">
          {day} {closed ? copy.dayOff : hours.map(({ from, to }) => `${from}–${to}`).join(' ')}
          {reason ? ` · ${reason}` : ''}
        </Text>
      ))}
    </View>
  )
}

function Offers({ store }: { store: Store }) {
  // A server that is older than this build knows of no deals here.
  const offers = [...store.offers, ...(store.deals ?? [])]
  return (
    <View className="shop__block">
      <View className="shop__heading" ariaRole="heading">
        {copy.offers}
      </View>
      {offers.length === 0 && <Text className="shop__note">{copy.noOffers}</Text>}
      {offers.map((offer) => (
        <OfferTicket key={offer.kind === 'deal' ? offer.dealId : offer.batchId} offer={offer} here />
      ))}
    </View>
  )
}
