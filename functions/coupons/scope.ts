import { Problem } from '../../shared/problem.ts'
import type { ClosedStore, Store } from '../../shared/stores.ts'
import type { Table } from '../kernel/table/table.ts'
import { closedNow, closedStores, findStores, idsInSet, isInSet, nearestFirst, type StoreItem } from '../stores/stores.ts'
import type { Rules } from './items.ts'

type Scoped = Pick<Rules, 'merchantId' | 'form' | 'storeSet'>
const closedShown = 5

/** Whether a coupon under these rules is good in a store of its merchant; a set is asked by key, however many stores it has. */
export async function honours(table: Table, { form, storeSet }: Scoped, storeId: string, now: Date): Promise<boolean> {
  if (storeSet) return isInSet(table, storeSet, storeId, now)
  return form.scope?.storeIds?.includes(storeId) ?? true
}

/** Where a coupon under these rules is good, without what is closed for good. */
export async function storesOf(table: Table, { merchantId, form, storeSet }: Scoped, now: Date): Promise<StoreItem[]> {
  const storeIds = storeSet ? await idsInSet(table, storeSet, now) : form.scope?.storeIds
  const stores = await findStores(table, merchantId, storeIds, now)
  return stores.filter(({ forGood }) => !forGood)
}

/** Where a store takes no guests now: why, until when, and the nearest other one that honours the coupon. */
export async function refusalOf(table: Table, rules: Scoped, store: StoreItem, now: Date): Promise<Problem | undefined> {
  const closed = closedNow(store, now)
  if (!closed) return undefined
  const other = (await openStoresOf(table, rules, store, now))[0]
  const { opensAt, ...why } = closed
  const instead = other && { storeId: other.storeId, name: other.name, address: other.address, distance: other.distance }
  return new Problem('store.closed', { field: 'storeId', retryAt: opensAt, details: { ...why, other: instead } })
}

async function openStoresOf(table: Table, rules: Scoped, from: StoreItem, now: Date): Promise<Store[]> {
  return nearestFirst(await storesOf(table, rules, now), from, now).filter(({ closed }) => !closed)
}

/**
 * Which of its stores are closed now, each with the nearest other one; for good only those that closed after `since`. Where the
 * merchant has nothing closed, this costs nothing more.
 */
export async function closedOf(table: Table, rules: Scoped, since: string, now: Date): Promise<ClosedStore[] | undefined> {
  const closed = (await closedStores(table, rules.merchantId, now)).filter(
    (store) => !store.forGood || (store.closed?.from ?? '') > since,
  )
  const ours = []
  for (const store of closed) {
    if (ours.length < closedShown && (await honours(table, rules, store.storeId, now))) ours.push(store)
  }
  if (ours.length === 0) return undefined
  return Promise.all(
    ours.map(async (store) => ({
      ...{ storeId: store.storeId, name: store.name, forGood: false, ...closedNow(store, now) },
      other: (await openStoresOf(table, rules, store, now))[0],
    })),
  )
}
