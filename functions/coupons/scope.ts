import type { Problem } from '../../shared/problem.ts'
import type { ClosedStore } from '../../shared/stores.ts'
import type { Table } from '../kernel/table/table.ts'
import { closedAmong, closedRefusal, type GoodAt, isGoodAt, type StoreItem, storesGoodAt } from '../stores/stores.ts'
import type { Rules } from './items.ts'

type Scoped = Pick<Rules, 'merchantId' | 'form' | 'storeSet'>

/** Where a coupon under these rules is good. */
export const goodAtOf = ({ merchantId, form, storeSet }: Scoped): GoodAt => ({
  merchantId,
  storeIds: form.scope?.storeIds,
  storeSet,
})

/** Whether a coupon under these rules is good in a store of its merchant. */
export async function honours(table: Table, rules: Scoped, storeId: string, now: Date): Promise<boolean> {
  return isGoodAt(table, goodAtOf(rules), storeId, now)
}

/** Where a coupon under these rules is good, without what is closed for good. */
export async function storesOf(table: Table, rules: Scoped, now: Date): Promise<StoreItem[]> {
  return storesGoodAt(table, goodAtOf(rules), now)
}

/** Where a store takes no guests now: why, until when, and the nearest other one that honours the coupon. */
export async function refusalOf(table: Table, rules: Scoped, store: StoreItem, now: Date): Promise<Problem | undefined> {
  return closedRefusal(table, goodAtOf(rules), store, now)
}

/** Which of its stores are closed now (closedAmong). */
export async function closedOf(table: Table, rules: Scoped, since: string, now: Date): Promise<ClosedStore[] | undefined> {
  return closedAmong(table, goodAtOf(rules), since, now)
}
