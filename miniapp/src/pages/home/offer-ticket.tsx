import { Text } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { serverNow } from '../../api/clock'
import { Ticket } from '../../components/ticket'
import { language } from '../../platform/language'
import { distanceWords } from '../../words/distance'
import { untilWords } from '../../words/time'
import { copy } from './copy'
import type { OfferCard } from './use-offers'

interface Props {
  offer: OfferCard
  /** Whose it is and where it is good goes without saying: the page tells. */
  here?: boolean
}

/** What can be claimed or bought, and the way to it. */
export function OfferTicket({ offer, here }: Props) {
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
        here ? undefined : `${merchantName} · ${near}`,
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
