import { perTable, Recent } from '../kernel/recent.ts'
import type { Table } from '../kernel/table/table.ts'
import { type DealItem, dealKey, type GroupItem, groupKey, type StockItem, stockKey, type Terms, termsKey } from './items.ts'

const wordsSeconds = 5
const stockSeconds = 2
const forever = 365 * 86_400
/** What one process knows of deals: words and figures that may be seconds old, and terms, which never change. */
const known = perTable(() => ({
  deals: new Recent<DealItem>(2000),
  terms: new Recent<Terms>(5000),
  stock: new Recent<StockItem[]>(2000),
}))
const nameOf = (dealId: string, version: number) => `${dealId}#${version}`

/** The words of a deal that guests may see, at most some seconds old: every limit stands in the condition of the purchase. */
export async function findDeal(table: Table, dealId: string, now: Date): Promise<DealItem | undefined> {
  const load = async () => {
    const deal = (await table.get(dealKey(dealId))) as DealItem | undefined
    if (!deal || deal.gate === 'draft') return undefined
    known(table).terms.keep(nameOf(dealId, deal.version), deal, new Date(now.getTime() + forever * 1000))
    return deal
  }
  return known(table).deals.or(dealId, now, wordsSeconds, load)
}

/** The process that found the words to be old, or changed them, asks again. */
export function forgetDeal(table: Table, dealId: string): void {
  known(table).deals.forget(dealId)
  known(table).stock.forget(dealId)
}

/** The terms an order or a group names: a version never changes, so it is kept for good. */
export async function findTerms(table: Table, dealId: string, version: number, now: Date): Promise<Terms> {
  const load = async () => (await table.get(termsKey(dealId, version))) as (Terms & DealItem) | undefined
  const found = await known(table).terms.or(nameOf(dealId, version), now, forever, load)
  if (!found) throw new Error(`${dealId} has no terms of version ${version}`)
  return found
}

/** As it is now. */
export async function findGroup(table: Table, groupId: string): Promise<GroupItem | undefined> {
  return (await table.get(groupKey(groupId))) as GroupItem | undefined
}

/** The stock as it is now, in the order of its numbers. */
export async function stockOf(table: Table, { dealId, shards }: Pick<DealItem, 'dealId' | 'shards'>): Promise<StockItem[]> {
  const keys = Array.from({ length: shards }, (_, shard) => stockKey(dealId, shard))
  return (await table.getMany(keys)) as StockItem[]
}

/** The stock for showing it, at most two seconds old. */
export async function recentStock(table: Table, deal: DealItem, now: Date): Promise<StockItem[]> {
  return (await known(table).stock.or(deal.dealId, now, stockSeconds, () => stockOf(table, deal))) ?? []
}
