import { Text, View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Icon } from '../../components/icon'
import { Notice } from '../../components/notice'
import type { Place } from '../../platform/place'
import { distanceWords } from '../../words/distance'
import { copy } from './copy'
import { openStore } from './paths'
import type { Offer } from './use-offer'

interface Props {
  offer: Pick<Offer, 'stores' | 'storeCount'>
  place: Place | 'denied' | undefined
  locating: boolean
  onLocate(): void
}

/** Where it is good; by distance once the guest has allowed it, with addresses in any case. */
export function Stores({ offer, place, locating, onLocate }: Props) {
  const rest = offer.storeCount - offer.stores.length
  return (
    <View className="offer__block">
      <View className="offer__heading" ariaRole="heading">
        {copy.stores}
      </View>
      {place === undefined && offer.storeCount > 1 && (
        <View className="offer__near">
          <Button id="near" kind="soft" small block busy={locating} onPress={onLocate}>
            {copy.near}
          </Button>
          <Text className="offer__note">{copy.nearNote}</Text>
        </View>
      )}
      {place === 'denied' && <Notice kind="calm" icon="pin" title={copy.nearDenied} />}
      {offer.stores.map((store) => (
        <View
          key={store.storeId}
          id={`store-${store.storeId}`}
          className="offer__store"
          ariaRole="link"
          onClick={() => openStore(store.storeId)}
        >
          <View className="offer__where">
            <Text className="offer__name">{store.name}</Text>
            <Text className="offer__address">{store.address}</Text>
            {store.closed && (
              <Text className="offer__shut">
                {store.closed.forGood ? copy.gone : copy.shut} {store.closed.reason}
              </Text>
            )}
            {store.phone && (
              <Text className="offer__address">
                {copy.call} {store.phone}
              </Text>
            )}
          </View>
          {store.distance !== undefined && <Text className="offer__far">{distanceWords(store.distance)}</Text>}
          <Icon name="next" ink="soft" size="small" />
        </View>
      ))}
      {rest > 0 && <Text className="offer__note">{copy.moreStores(rest)}</Text>}
    </View>
  )
}
