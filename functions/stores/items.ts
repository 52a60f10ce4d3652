import type { StoreForm } from '../../shared/stores.ts'
import type { Item } from '../kernel/table/table.ts'

/** A store as the table holds it. */
export type StoreFacts = StoreForm & {
  storeId: string
  merchantId: string
  merchantName: string
}
/** `list` puts it among its merchant's stores, by name. */
export type StoreItem = Item & StoreFacts

export const storeKey = (storeId: string) => ({ pk: `STORE#${storeId}`, sk: 'STORE' })
export const storesOf = (merchantId: string) => `STORES#${merchantId}`

export function storeItem(store: StoreFacts): StoreItem {
  return { ...store, ...storeKey(store.storeId), list: storesOf(store.merchantId), listAt: `${store.name}#${store.storeId}` }
}
