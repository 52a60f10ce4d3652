import { Text, View } from '@tarojs/components'
import Taro, { useShareAppMessage } from '@tarojs/taro'
import { serverNow } from '../../api/clock'
import { Button } from '../../components/button'
import { Empty } from '../../components/empty'
import { LoadMore } from '../../components/load-more'
import { Notice } from '../../components/notice'
import { Page } from '../../components/page'
import { Ticket } from '../../components/ticket'
import { language } from '../../platform/language'
import { distanceWords } from '../../words/distance'
import { untilWords } from '../../words/time'
import { copy } from './copy'
import { type OfferCard, useOffers } from './use-offers'
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

function OfferTicket({ offer }: { offer: OfferCard }) {
  const { title, merchantName, storeCount, nearest, left, state } = offer
  const isDeal = offer.kind === 'deal'
  const near =
    nearest?.distance === undefined ? copy.stores(storeCount) : copy.nearest(nearest.name, distanceWords(nearest.distance))
  const few = state === 'open' && left <= 20
  return (
    <Ticket
      id={`offer-${isDeal ? offer.dealId : offer.batchId}`}
      benefit={isDeal ? { kind: 'amount', offFen: offer.best.priceFen } : offer.benefit}
      {...(isDeal && { terms: copy.group(offer.best.size) })}
      title={title}
      lines={[
        `${merchantName} · ${near}`,
        <Text key="until" className={few ? 'ticket__line--hot' : ''}>
          {few ? `${copy.few(left)} · ` : ''}
          {(isDeal ? copy.buyBy : copy.claimBy)(untilWords(isDeal ? offer.to : offer.claimTo, serverNow(), language))}
        </Text>,
      ]}
      action={state === 'open' ? (isDeal ? copy.buy : copy.claim) : state === 'sold_out' ? undefined : copy.see}
      stamp={state === 'sold_out' ? copy.soldOut : undefined}
      onPress={() =>
        void Taro.navigateTo({
          url: isDeal ? `/guest/pages/deal/index?dealId=${offer.dealId}` : `/pages/offer/index?batchId=${offer.batchId}`,
        })
      }
    />
  )
}
