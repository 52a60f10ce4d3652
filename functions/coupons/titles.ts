import type { StoreOffer } from '../../shared/nearby.ts'
import { type DealItem, dealKey, goodAt, usableOf } from '../deals/deals.ts'
import { perTable, Recent } from '../kernel/recent.ts'
import type { Item, Table } from '../kernel/table/table.ts'
import { type GoodAt, isGoodAt, type StoreItem } from '../stores/stores.ts'
import type { BatchItem } from './items.ts'
import { batchKey } from './places.ts'
import { goodAtOf } from './scope.ts'

const titlesShown = 3
const wordsSeconds = 30
const shelves = perTable(() => new Recent<OnShelf[]>(2000))

type Where = Pick<StoreItem, 'storeId' | 'merchantId'>
interface OnShelf {
  offer: StoreOffer
  goodAt: GoodAt
  from: string
  to: string
}

/**
 * A few of what can be claimed or bought now and used in each of these stores, the longest usable first. However many offers a
 * merchant has, it is two reads each, kept for half a minute: of the hundred versions of rules and terms that end last. Whether one
 * is sold out is not asked.
 */
export async function titlesAt(table: Table, stores: Where[], now: Date): Promise<Map<string, StoreOffer[]>> {
  const merchantIds = [...new Set(stores.map(({ merchantId }) => merchantId))]
  const load = async (merchantId: string) =>
    (await shelves(table).or(merchantId, now, wordsSeconds, () => shelfOf(table, merchantId, now))) ?? []
  const shelf = new Map(await Promise.all(merchantIds.map(async (id) => [id, await load(id)] as const)))
  return new Map(
    await Promise.all(stores.map(async (store) => [store.storeId, await titlesOf(table, shelf, store, now)] as const)),
  )
}

async function titlesOf(table: Table, shelf: Map<string, OnShelf[]>, { storeId, merchantId }: Where, now: Date) {
  const at = now.toISOString()
  const titles: StoreOffer[] = []
  for (const { offer, goodAt, from, to } of shelf.get(merchantId) ?? []) {
    if (titles.length === titlesShown) break
    if (from <= at && to > at && (await isGoodAt(table, goodAt, storeId, now))) titles.push(offer)
  }
  return titles
}

/** What of a merchant's is open, in and out of its window. */
async function shelfOf(table: Table, merchantId: string, now: Date): Promise<OnShelf[]> {
  const page = await table.query({ index: 'list', pk: usableOf(merchantId), from: now.toISOString(), backward: true })
  const keys = page.items.map(({ batchId, dealId }) =>
    typeof batchId === 'string' ? batchKey(batchId) : dealKey(String(dealId)),
  )
  const once = [...new Map(keys.map((key) => [key.pk, key])).values()]
  const items = once.length > 0 ? await table.getMany(once) : []
  const isForAll = (item: Item) => (item as BatchItem).form.rewardOnly === undefined
  return items.filter((item) => item.gate === 'open' && isForAll(item)).map(onShelf)
}

function onShelf(item: Item): OnShelf {
  if ('dealId' in item) {
    const deal = item as DealItem
    const offer = { kind: 'deal' as const, id: deal.dealId, title: deal.form.title }
    return { offer, goodAt: goodAt(deal), from: deal.from, to: deal.to }
  }
  const batch = item as BatchItem
  const offer = { kind: 'batch' as const, id: batch.batchId, title: batch.form.title }
  return { offer, goodAt: goodAtOf(batch), from: batch.claimFrom, to: batch.claimTo }
}
