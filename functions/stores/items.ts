import type { StoreForm } from '../../shared/stores.ts'
import { fingerprint } from '../kernel/ids.ts'
import type { Item, Write } from '../kernel/table/table.ts'

/** A store as the table holds it. */
export type StoreFacts = StoreForm & {
  storeId: string
  merchantId: string
  merchantName: string
}
/** `list` puts it among its merchant's stores, by name. `version` grows with every change of its words. */
export type StoreItem = Item & StoreFacts & { version: number; createdAt?: string }

export const storeKey = (storeId: string) => ({ pk: `STORE#${storeId}`, sk: 'STORE' })
export const storesOf = (merchantId: string) => `STORES#${merchantId}`
export const storePlace = ({ name, storeId }: { name: string; storeId: string }) => `${name}#${storeId}`

export function storeItem(store: StoreFacts): StoreItem {
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
