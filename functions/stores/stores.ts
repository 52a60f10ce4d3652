import { Problem } from '../../shared/problem.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { findMerchant } from '../merchants/merchants.ts'
import { type StoreItem, storeKey, storesOf } from './items.ts'

export { allStores } from './all.ts'
export { closedStores, findStore, findStores, forgetStore, getStoreZone, mustOwn } from './find.ts'
export { closedAmong, closedRefusal, type GoodAt, isGoodAt, storesGoodAt } from './honoured.ts'
export { businessDay, closedNow, openNow } from './hours.ts'
export { importedStore, importedStoreId, isStore, type SetVersion, type StoreItem, storeKey } from './items.ts'
export { cityName, earthRadius, metres, type Place, placeOf } from './rules.ts'
export { findSet, idsInSet, isInSet } from './sets.ts'
export { nearestFirst, shown } from './shown.ts'

/** The store as it is now, when the caller may change it: a marketer all of the merchant's, a manager the own ones. */
export async function mustKeep(table: Table, staff: Staff, storeId: string): Promise<StoreItem> {
  const store = (await table.get(storeKey(storeId))) as StoreItem | undefined
  if (store?.merchantId !== staff.merchantId) throw new Problem('store.not_found', { field: 'storeId' })
  if (!staff.isMarketer && !staff.storeIds.includes(storeId)) throw new Problem('role.forbidden', { field: 'storeId' })
  return store
}

/** What a new store's zone is where nobody says: that of the merchant's first one, else the merchant's. */
export async function usualZone(table: Table, merchantId: string): Promise<string> {
  const { items } = await table.query({ index: 'list', pk: storesOf(merchantId), limit: 1 })
  return (items[0] as StoreItem | undefined)?.zone ?? (await findMerchant(table, merchantId)).zone
}
