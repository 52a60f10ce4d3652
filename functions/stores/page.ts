import { Problem } from '../../shared/problem.ts'
import type { StorePage } from '../../shared/store-contracts.ts'
import { offersAt } from '../coupons/coupons.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { exceptionsOf } from './hours.ts'
import { type StoreItem, storeKey, storesOf } from './items.ts'
import type { Place } from './rules.ts'
import { deskStore } from './shown.ts'
import { closedNow, findStore, findStores, nearestFirst } from './stores.ts'

/** A store as a guest sees it; while it is closed, with the nearest other one. */
export async function getStore(
  table: Table,
  storeId: string,
  from: Place | undefined,
  memberId: string | undefined,
  now: Date,
): Promise<StorePage> {
  const store = await findStore(table, storeId, now)
  if (!store) throw new Problem('store.not_found')
  const closed = closedNow(store, now)
  const [had, all] = await Promise.all([
    closed ? { offers: [], deals: [] } : offersAt(table, store, memberId, now),
    closed ? findStores(table, store.merchantId, undefined, now) : [],
  ])
  const others = all.filter((one) => one.storeId !== storeId && !closedNow(one, now))
  const other = nearestFirst(others, from ?? store, now)[0]
  return { ...deskStore(store, from, now), exceptions: exceptionsOf(store, now), ...had, other }
}

/** A marketer's are all of the merchant's, by name; the others' are those where they work. */
export async function listStores(table: Table, staff: Staff, question: { limit?: number; cursor?: string }, now: Date) {
  const seen = (stores: StoreItem[]) => stores.map((store) => deskStore(store, undefined, now))
  if (staff.isMarketer) {
    const page = await table.query({ index: 'list', pk: storesOf(staff.merchantId), ...question })
    return { items: seen(page.items as StoreItem[]), nextCursor: page.cursor }
  }
  const keys = staff.storeIds.map(storeKey)
  const { cursor = '0' } = question
  if (!/^\d{1,4}$/.test(cursor)) throw new Problem('input.invalid', { field: 'cursor' })
  const from = Number(cursor)
  const limit = question.limit ?? 100
  const stores = (await table.getMany(keys.slice(from, from + limit))) as StoreItem[]
  const nextCursor = from + limit < keys.length ? String(from + limit) : undefined
  return { items: seen(stores), nextCursor }
}
