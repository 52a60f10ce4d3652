import { Text, View } from '@tarojs/components'
import Taro, { useShareAppMessage } from '@tarojs/taro'
import { Button } from '../../components/button'
import { Cell, CellGroup } from '../../components/cell'
import { Empty } from '../../components/empty'
import { LoadMore } from '../../components/load-more'
import { Notice } from '../../components/notice'
import { Page } from '../../components/page'
import { copy } from './copy'
import { OfferTicket } from './offer-ticket'
import { useOffers } from './use-offers'
import './index.scss'

export default function Home() {
  const { items, more, next, place, locate, locating } = useOffers()
  useShareAppMessage(() => ({ title: copy.share, path: '/pages/home/index' }))
  return (
    <Page title={copy.title}>
      <View className="home__head">
        <View className="home__hello" ariaRole="heading">
          {copy.hello}
        </View>
        <Text className="home__how">{copy.how}</Text>
      </View>
      {place === undefined && items.length > 0 && (
        <View className="home__near">
          <Button id="near" kind="soft" small block busy={locating} onPress={locate}>
            {copy.near}
          </Button>
          <Text className="home__note">{copy.nearNote}</Text>
        </View>
      )}
      {place === 'denied' && <Notice kind="calm" icon="pin" title={copy.nearDenied} />}
      {items.map((offer) => (
        <OfferTicket key={offer.kind === 'deal' ? offer.dealId : offer.batchId} offer={offer} />
      ))}
      <CellGroup>
        <Cell
          id="stores"
          icon="store"
          title={copy.nearby}
          note={copy.nearbyNote}
          onPress={() => void Taro.navigateTo({ url: '/guest/pages/stores/index' })}
        />
      </CellGroup>
      <LoadMore
        more={more}
        count={items.length}
        onMore={next}
        empty={
          <Empty
            icon="clock"
            title={copy.empty}
            note={copy.emptyNote}
            action={{
              id: 'to-wallet',
              words: copy.toWallet,
              onPress: () => void Taro.switchTab({ url: '/pages/wallet/index' }),
            }}
          />
        }
      />
    </Page>
  )
}
