import type { Problem } from '../../shared/problem.ts'
import type { ClosedStore } from '../../shared/stores.ts'
import { goodAt, type Terms } from '../deals/deals.ts'
import type { Table } from '../kernel/table/table.ts'
import { closedAmong, closedRefusal, isGoodAt, type StoreItem } from '../stores/stores.ts'

export const isGoodIn = (table: Table, terms: Terms, storeId: string, now: Date): Promise<boolean> =>
  isGoodAt(table, goodAt(terms), storeId, now)

/** Which of its stores are closed now, and where to go instead; for good only those that closed after `since`. */
export const closedStoresOf = (table: Table, terms: Terms, since: string, now: Date): Promise<ClosedStore[] | undefined> =>
  closedAmong(table, goodAt(terms), since, now)

/** Why a store takes nobody now, and where else it is good. */
export const closedHere = (table: Table, terms: Terms, store: StoreItem, now: Date): Promise<Problem | undefined> =>
  closedRefusal(table, goodAt(terms), store, now)
