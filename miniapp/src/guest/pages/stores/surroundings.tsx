import { Map as WeChatMap } from '@tarojs/components'
import type { Surrounds } from './surrounds'

/** WeChat's own map (GCJ-02), a marker for each store. */
export function Surroundings({ centre, stores, onStore }: Surrounds) {
  return (
    <WeChatMap
      id="map"
      className="stores__map"
      latitude={centre.lat}
      longitude={centre.lng}
      scale={14}
      showLocation
      includePoints={[centre, ...stores].map(({ lat, lng }) => ({ latitude: lat, longitude: lng }))}
      markers={stores.map(({ lat, lng, name }, id) => ({
        id,
        latitude: lat,
        longitude: lng,
        title: name,
        iconPath: '',
        width: 24,
        height: 32,
      }))}
      onMarkerTap={({ detail }) => {
        const store = stores[Number(detail.markerId)]
        if (store) onStore(store.storeId)
      }}
      onError={() => {}}
    />
  )
}
