import type { DeskStore } from '../../shared/store-contracts.ts'
import type { Store } from '../../shared/stores.ts'
import { closedNow, dayEndOf, openNow } from './hours.ts'
import type { StoreItem } from './items.ts'
import { metres, type Place } from './rules.ts'

/** As everybody may see it, with the distance from a place. */
export function shown(store: StoreItem, from: Place | undefined, now: Date): Store {
  const { storeId, merchantName, name, address, city, lat, lng, zone, phone, hours } = store
  const words = { storeId, merchantName, name, address, city, lat, lng, zone, phone, hours }
  return { ...words, distance: from && metres(from, store), closed: closedNow(store, now) }
}

/** Those that are not closed come first, then the nearest where there is a place, then by name. */
export function nearestFirst(stores: StoreItem[], from: Place | undefined, now: Date): Store[] {
  const seen = stores.map((store) => shown(store, from, now))
  const shut = (store: Store) => (store.closed ? 1 : 0)
  return seen.sort((a, b) => shut(a) - shut(b) || (a.distance ?? 0) - (b.distance ?? 0) || (a.name < b.name ? -1 : 1))
}

/** With what is needed to look after it. */
export function deskStore(store: StoreItem, from: Place | undefined, now: Date): DeskStore {
  const { version, closedDays = [], specialHours = [] } = store
  const days = { closedDays, specialHours, dayEndsAt: dayEndOf(store) }
  return { ...shown(store, from, now), ...openNow(store, now), ...days, version }
}
