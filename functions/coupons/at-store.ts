import type { OfferCard } from '../../shared/coupon-contracts.ts'
import type { StoreOffer } from '../../shared/nearby.ts'
import type { Batch } from '../../shared/promotions.ts'
import { perTable, Recent } from '../kernel/recent.ts'
import type { Table } from '../kernel/table/table.ts'
import type { StoreItem } from '../stores/stores.ts'
import { seeBatches } from './batches.ts'
import { findBatch } from './claim.ts'
import type { BatchItem, RulesItem } from './items.ts'
import { card } from './offers.ts'
import { batchKey, usableOf } from './places.ts'
import { honours, storesOf } from './scope.ts'

const offersShown = 20
const wordsSeconds = 30
const recent = new Recent<RulesItem[]>(200)

/** What can be claimed now and used in a store. */
export async function offersAt(table: Table, store: StoreItem, now: Date): Promise<OfferCard[]> {
  const rules = (await recent.or(store.merchantId, now, wordsSeconds, () => stillUsable(table, store.merchantId, now))) ?? []
  const batchIds = [...new Set(rules.map(({ batchId }) => batchId))]
  const cards: OfferCard[] = []
  for (const batchId of batchIds) {
    const batch = await findBatch(table, batchId, now)
    const at = now.toISOString()
    const isOn = batch && batch.claimFrom <= at && batch.claimTo > at
    if (!isOn || !(await honours(table, batch, store.storeId, now))) continue
    const shown = await card(table, batch, store, undefined, now)
    if (shown) cards.push(shown)
    if (cards.length === offersShown) break
  }
  return cards
}

const titlesShown = 3
const shelves = perTable(() => new Recent<BatchItem[]>(2000))

/**
 * A few of what can be claimed now and used in each of these stores, the longest usable first. However many offers a merchant has, two reads each
 * for half a minute: of the hundred versions of rules that end last. Whether one is sold out is not asked.
 */
export async function titlesAt(
  table: Table,
  stores: Pick<StoreItem, 'storeId' | 'merchantId'>[],
  now: Date,
): Promise<Map<string, StoreOffer[]>> {
  const merchantIds = [...new Set(stores.map(({ merchantId }) => merchantId))]
  const load = (merchantId: string) => () => shelfOf(table, merchantId, now)
  const found = await Promise.all(
    merchantIds.map(async (id) => [id, (await shelves(table).or(id, now, wordsSeconds, load(id))) ?? []] as const),
  )
  const shelf = new Map(found)
  const at = now.toISOString()
  const told = async ({ storeId, merchantId }: Pick<StoreItem, 'storeId' | 'merchantId'>) => {
    const titles: StoreOffer[] = []
    for (const batch of shelf.get(merchantId) ?? []) {
      if (titles.length === titlesShown) break
      const isOn = batch.gate === 'open' && batch.claimFrom <= at && batch.claimTo > at
      if (isOn && (await honours(table, batch, storeId, now)))
        titles.push({ kind: 'batch', id: batch.batchId, title: batch.form.title })
    }
    return [storeId, titles] as const
  }
  return new Map(await Promise.all(stores.map(told)))
}

async function shelfOf(table: Table, merchantId: string, now: Date): Promise<BatchItem[]> {
  const page = await table.query({ index: 'list', pk: usableOf(merchantId), from: now.toISOString(), backward: true })
  const batchIds = [...new Set((page.items as RulesItem[]).map(({ batchId }) => batchId))]
  return batchIds.length > 0 ? ((await table.getMany(batchIds.map(batchKey))) as BatchItem[]) : []
}

export interface Lonely {
  batchId: string
  title: string
  left: number
  state: Batch['state']
  /** Of a flash batch: in how many parts its claims are counted. */
  parts: number | undefined
}

/** The batches of which a coupon may still be used, and nowhere but in this store: what is closed for good does not count. */
export async function goodOnlyAt(table: Table, store: StoreItem, now: Date): Promise<Lonely[]> {
  const lonely = new Set<string>()
  for (const rules of await stillUsable(table, store.merchantId, now)) {
    if (lonely.has(rules.batchId) || !(await honours(table, rules, store.storeId, now))) continue
    const stores = await storesOf(table, rules, now)
    if (stores.every(({ storeId }) => storeId === store.storeId)) lonely.add(rules.batchId)
  }
  const batchIds = [...lonely]
  const seen = []
  for (let at = 0; at < batchIds.length; at += 100) seen.push(...(await seeBatches(table, batchIds.slice(at, at + 100), now)))
  return seen.map(({ batch, left, state }) => {
    const parts = batch.flash ? batch.shards : undefined
    return { batchId: batch.batchId, title: batch.form.title, left, state, parts }
  })
}

/** Every version of a merchant's rules under which a coupon may still be used, soonest over first: an index, not a scan. */
async function stillUsable(table: Table, merchantId: string, now: Date): Promise<RulesItem[]> {
  const rules: RulesItem[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ index: 'list', pk: usableOf(merchantId), from: now.toISOString(), cursor })
    rules.push(...(page.items as RulesItem[]))
    cursor = page.cursor
  } while (cursor !== undefined)
  return rules
}
