import { Text, View } from '@tarojs/components'
import { distanceWords } from '../../../words/distance'
import { reachOf, spotOf } from './around'
import { copy } from './copy'
import type { Surrounds } from './surrounds'

/** Drawn by ourselves: no tile of a third party learns where the guest is. Numbers are those of the list below. */
export function Surroundings({ centre, stores, onStore }: Surrounds) {
  const reach = reachOf(stores.map(({ distance }) => distance))
  return (
    <View id="map" className="around" ariaRole="group" ariaLabel={copy.map}>
      <View className="around__ring around__ring--outer" />
      <View className="around__ring around__ring--inner" />
      <Text className="around__north">N</Text>
      <Text className="around__reach">{copy.reach(distanceWords(reach / 4), distanceWords(reach))}</Text>
      <View className="around__me" ariaLabel={copy.me} />
      {stores.map((store, n) => {
        const { x, y } = spotOf(centre, store, reach)
        return (
          <View
            key={store.storeId}
            id={`spot-${store.storeId}`}
            className="around__spot"
            style={{ left: `${x}%`, top: `${y}%` }}
            ariaRole="link"
            ariaLabel={`${store.name} ${distanceWords(store.distance)}`}
            onClick={() => onStore(store.storeId)}
          >
            <Text className={`around__no around__no--${store.state}`}>{n + 1}</Text>
          </View>
        )
      })}
    </View>
  )
}
