import type { SpecialDays, StoreForm, StoreRule } from '../../shared/stores.ts'
import { fingerprint } from '../kernel/ids.ts'
import type { Item, Key, Write } from '../kernel/table/table.ts'

/** A store as the table holds it. */
export type StoreFacts = StoreForm & {
  storeId: string
  merchantId: string
  merchantName: string
}
/** From when a store takes no guests, and its last day of that; without one it is for good. */
export type Closing = { from: string; until?: string; reason: string; by: string }
/** `list` puts it among its merchant's stores, by name. */
export type StoreItem = Item &
  StoreFacts &
  Partial<SpecialDays> & {
    /** Grows with every change of its words; `changes` names the version in which each field changed last. */
    version: number
    changes?: { [field: string]: number }
    /** What the last change asked, so that its repeat is known. */
    asked?: string
    closed?: Closing
    closedAsk?: string
    /** Beside `closed`, for conditions. */
    forGood?: true
    createdAt?: string
  }

/** Beside a store that has closed days or a closing: the few that a holder may have to be told of are found without looking at all. */
export type ClosedMark = Item & Pick<StoreItem, 'storeId' | 'closed' | 'closedDays'>

export const storeKey = (storeId: string): Key => ({ pk: `STORE#${storeId}`, sk: 'STORE' })
/** Whether an item is a store itself. */
export const isStore = (item: Item): item is StoreItem => item.sk === 'STORE' && item.pk.startsWith('STORE#')
export const storesOf = (merchantId: string) => `STORES#${merchantId}`
export const storePlace = ({ name, storeId }: { name: string; storeId: string }) => `${name}#${storeId}`
export const closedMarks = (merchantId: string) => `CLOSED#${merchantId}`
export const closedMarkKey = (merchantId: string, storeId: string): Key => ({ pk: closedMarks(merchantId), sk: storeId })

/** A coordinate to the centimetre: more digits mean nothing, and a table keeps none of the smallest numbers. */
export const degrees = (coordinate: number) => Math.round(coordinate * 1e7) / 1e7 + 0

export function storeItem({ lat, lng, ...rest }: StoreFacts): StoreItem {
  const store = { ...rest, lat: degrees(lat), lng: degrees(lng) }
  return { ...store, ...storeKey(store.storeId), version: 1, list: storesOf(store.merchantId), listAt: storePlace(store) }
}

/** The id of the store that a merchant's own reference (a number in its books) names: the same reference, the same store. */
export const importedStoreId = (merchantId: string, ref: string) => `sto_${fingerprint({ merchantId, ref })}`

/**
 * A store under the merchant's own reference. One that is there already, as it was imported, edited or closed since, is left as
 * it is: a repeat changes nothing. One write of its own commit, since 'mine' keeps the rest of a commit from happening.
 */
export function importedStore(
  merchant: { merchantId: string; merchantName: string },
  ref: string,
  form: StoreForm,
  now: Date,
): Write[] {
  const { merchantId, merchantName } = merchant
  const store = storeItem({ ...form, storeId: importedStoreId(merchantId, ref), merchantId, merchantName })
  return [{ put: { ...store, createdAt: now.toISOString() }, when: 'absent', orElse: () => 'mine' }]
}

/** A version of a set of stores. It never changes, so whoever names it always means the same stores. */
export type SetVersion = {
  storeSetId: string
  version: number
  /** Its stores lie in so many items, by the hash of their id: whether a store belongs to it is one read, however many there are. */
  buckets: number
  storeCount: number
}

/** A set as its marketer sees it, at its present version. */
export type SetItem = Item &
  SetVersion & {
    merchantId: string
    name: string
    /** Absent: its stores were named one by one. */
    rule?: StoreRule
    changedAt: string
    asked: string
  }
export type BucketItem = Item & { storeIds: string[] }

export const setsOf = (merchantId: string) => `SETS#${merchantId}`
export const setKey = (merchantId: string, storeSetId: string): Key => ({ pk: setsOf(merchantId), sk: storeSetId })
export const bucketsOf = ({ storeSetId, version }: Pick<SetVersion, 'storeSetId' | 'version'>) => `SET#${storeSetId}#${version}`
export const bucketKey = (set: Pick<SetVersion, 'storeSetId' | 'version'>, bucket: number): Key => ({
  pk: bucketsOf(set),
  sk: `B#${String(bucket).padStart(2, '0')}`,
})
