import { Problem } from '../../shared/problem.ts'
import type { Store } from '../../shared/stores.ts'
import { Recent } from '../kernel/recent.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { type StoreItem, storeKey, storesOf } from './items.ts'
import { type Place, shown } from './rules.ts'

export { importedStore, importedStoreId, type StoreItem } from './items.ts'
export { nearestFirst, type Place, placeOf } from './rules.ts'

const wordsSeconds = 30
const recent = new Recent<StoreItem>(5000)
const recentLists = new Recent<StoreItem[]>(500)

/** The words about a store, at most half a minute old. */
export async function findStore(table: Table, storeId: string, now: Date): Promise<StoreItem | undefined> {
  return recent.or(storeId, now, wordsSeconds, async () => (await table.get(storeKey(storeId))) as StoreItem | undefined)
}

/** Refuses with store.not_found and names the field when one is missing or belongs to somebody else. */
export async function mustOwn(table: Table, merchantId: string, storeIds: string[], field: string, now: Date): Promise<void> {
  const found = await Promise.all(storeIds.map((storeId) => findStore(table, storeId, now)))
  const wrong = found.findIndex((store) => store?.merchantId !== merchantId)
  if (wrong >= 0) throw new Problem('store.not_found', { field: `${field}.${wrong}` })
}

/** Those of `storeIds`, or all of the merchant's; words at most half a minute old. */
export async function findStores(
  table: Table,
  merchantId: string,
  storeIds: string[] | undefined,
  now: Date,
): Promise<StoreItem[]> {
  if (storeIds) {
    const found = await Promise.all(storeIds.map((storeId) => findStore(table, storeId, now)))
    return found.filter((store) => store !== undefined)
  }
  const all = await recentLists.or(merchantId, now, wordsSeconds, async () => {
    const stores: StoreItem[] = []
    let cursor: string | undefined
    do {
      const page = await table.query({ index: 'list', pk: storesOf(merchantId), cursor })
      stores.push(...(page.items as StoreItem[]))
      cursor = page.cursor
    } while (cursor !== undefined)
    return stores
  })
  return all ?? []
}

export async function getStore(table: Table, storeId: string, from: Place | undefined, now: Date): Promise<Store> {
  const store = await findStore(table, storeId, now)
  if (!store) throw new Problem('store.not_found')
  return shown(store, from)
}

/** The time zone that a store's days are counted in. */
export async function getStoreZone(table: Table, storeId: string, now: Date): Promise<string> {
  const store = await findStore(table, storeId, now)
  if (!store) throw new Problem('store.not_found')
  return store.zone
}

/** Where the caller works. */
export async function listStores(table: Table, staff: Staff, question: { limit?: number; cursor?: string }) {
  const keys = staff.storeIds.map(storeKey)
  const { cursor = '0' } = question
  if (!/^\d{1,4}$/.test(cursor)) throw new Problem('input.invalid', { field: 'cursor' })
  const from = Number(cursor)
  const limit = question.limit ?? 100
  const stores = (await table.getMany(keys.slice(from, from + limit))) as StoreItem[]
  const nextCursor = from + limit < keys.length ? String(from + limit) : undefined
  return { items: stores.map((store) => shown(store, undefined)), nextCursor }
}

/** What a new store's zone is where nobody says: that of the merchant's first one, else China's. */
export async function usualZone(table: Table, merchantId: string): Promise<string> {
  const { items } = await table.query({ index: 'list', pk: storesOf(merchantId), limit: 1 })
  return (items[0] as StoreItem | undefined)?.zone ?? 'Asia/Shanghai'
}
