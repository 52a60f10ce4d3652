import type { OutputOf } from '../../../../../shared/api.ts'
import type { Place } from '../../../platform/place'

export type Nearby = OutputOf<'listNearbyStores'>['items'][number]

export interface Surrounds {
  centre: Place
  stores: Nearby[]
  onStore(storeId: string): void
}
