import type { ClosedStore } from '../../shared/stores.ts'
import type { Problem } from '../../shared/problem.ts'
import { closedOf, honours, refusalOf, storesOf } from '../coupons/coupons.ts'
import type { Table } from '../kernel/table/table.ts'
import type { StoreItem } from '../stores/stores.ts'
import type { Terms } from './terms.ts'

const scoped = ({ merchantId, form, storeSet }: Terms) =>
  ({ merchantId, form: { scope: { storeIds: form.voucher.storeIds } }, storeSet }) as unknown as Parameters<typeof honours>[1]

export const isGoodIn = (table: Table, terms: Terms, storeId: string, now: Date): Promise<boolean> =>
  honours(table, scoped(terms), storeId, now)

export const closedStoresOf = (table: Table, terms: Terms, since: string, now: Date): Promise<ClosedStore[] | undefined> =>
  closedOf(table, scoped(terms), since, now)

export const closedHere = (table: Table, terms: Terms, store: StoreItem, now: Date): Promise<Problem | undefined> =>
  refusalOf(table, scoped(terms), store, now)

/** Every one of its stores is closed for good: whoever holds it has nowhere to go, and can have the money whatever the terms say. */
export async function hasNoStore(table: Table, terms: Terms, now: Date): Promise<boolean> {
  return (await storesOf(table, scoped(terms), now)).length === 0
}

/** Whether the money for what is left can go back. */
export async function mayGoBack(table: Table, terms: Terms, now: Date): Promise<boolean> {
  return terms.form.refundable === 'until_used' || hasNoStore(table, terms, now)
}
