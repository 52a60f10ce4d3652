import { getDistance } from 'geolib'
import { Problem } from '../../shared/problem.ts'
import type { Store } from '../../shared/stores.ts'
import type { StoreItem } from './items.ts'

export interface Place {
  lat: number
  lng: number
}

/** Both or none. Refuses half a place with input.invalid. */
export function placeOf(input: { lat?: number | undefined; lng?: number | undefined }): Place | undefined {
  const { lat, lng } = input
  if ((lat === undefined) !== (lng === undefined))
    throw new Problem('input.invalid', { field: lat === undefined ? 'lat' : 'lng' })
  return lat === undefined || lng === undefined ? undefined : { lat, lng }
}

/** Whole metres along the great circle. */
export function metres(a: Place, b: Place): number {
  return getDistance({ latitude: a.lat, longitude: a.lng }, { latitude: b.lat, longitude: b.lng })
}

/** As everybody may see it, with the distance from a place. */
export function shown(store: StoreItem, from: Place | undefined): Store {
  const { storeId, merchantName, name, address, city, lat, lng, zone, phone, hours } = store
  return { storeId, merchantName, name, address, city, lat, lng, zone, phone, hours, distance: from && metres(from, store) }
}

/** Nearest first where there is a place, else by name. */
export function nearestFirst(stores: StoreItem[], from: Place | undefined): Store[] {
  const seen = stores.map((store) => shown(store, from))
  return seen.sort((a, b) => (a.distance ?? 0) - (b.distance ?? 0) || (a.name < b.name ? -1 : 1))
}
