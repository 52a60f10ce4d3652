import { Problem } from '../../shared/problem.ts'
import type { ClosedStore, Store } from '../../shared/stores.ts'
import type { Table } from '../kernel/table/table.ts'
import { closedStores, findStores } from './find.ts'
import { closedNow } from './hours.ts'
import type { SetVersion, StoreItem } from './items.ts'
import { idsInSet, isInSet } from './sets.ts'
import { nearestFirst } from './shown.ts'

/** The stores that an offer is good at: some, those of a version of a set, or all of its merchant's. */
export interface GoodAt {
  merchantId: string
  storeIds?: string[] | undefined
  storeSet?: SetVersion | undefined
}

const closedShown = 5

/** Whether something is good in a store of its merchant; a set is asked by key, however many stores it has. */
export async function isGoodAt(
  table: Table,
  { storeIds, storeSet }: Omit<GoodAt, 'merchantId'>,
  storeId: string,
  now: Date,
): Promise<boolean> {
  if (storeSet) return isInSet(table, storeSet, storeId, now)
  return storeIds?.includes(storeId) ?? true
}

/** Where something is good, without what is closed for good. */
export async function storesGoodAt(table: Table, { merchantId, storeIds, storeSet }: GoodAt, now: Date): Promise<StoreItem[]> {
  const ids = storeSet ? await idsInSet(table, storeSet, now) : storeIds
  const stores = await findStores(table, merchantId, ids, now)
  return stores.filter(({ forGood }) => !forGood)
}

/** Where a store takes no guests now: why, until when, and the nearest other one that would do. */
export async function closedRefusal(table: Table, good: GoodAt, store: StoreItem, now: Date): Promise<Problem | undefined> {
  const closed = closedNow(store, now)
  if (!closed) return undefined
  const other = (await openStores(table, good, store, now))[0]
  const { opensAt, ...why } = closed
  const instead = other && { storeId: other.storeId, name: other.name, address: other.address, distance: other.distance }
  return new Problem('store.closed', { field: 'storeId', retryAt: opensAt, details: { ...why, other: instead } })
}

async function openStores(table: Table, good: GoodAt, from: StoreItem, now: Date): Promise<Store[]> {
  return nearestFirst(await storesGoodAt(table, good, now), from, now).filter(({ closed }) => !closed)
}

/**
 * Which of its stores are closed now, each with the nearest other one; for good only those that closed since `since`. Where the
 * merchant has nothing closed, this costs nothing more.
 */
export async function closedAmong(table: Table, good: GoodAt, since: string, now: Date): Promise<ClosedStore[] | undefined> {
  const closed = (await closedStores(table, good.merchantId, now)).filter(
    (store) => !store.forGood || (store.closed?.from ?? '') >= since,
  )
  const ours = []
  for (const store of closed) {
    if (ours.length < closedShown && (await isGoodAt(table, good, store.storeId, now))) ours.push(store)
  }
  if (ours.length === 0) return undefined
  return Promise.all(
    ours.map(async (store) => ({
      ...{ storeId: store.storeId, name: store.name, forGood: false, ...closedNow(store, now) },
      other: (await openStores(table, good, store, now))[0],
    })),
  )
}
