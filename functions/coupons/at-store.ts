import type { OfferCard } from '../../shared/coupon-contracts.ts'
import type { Batch } from '../../shared/promotions.ts'
import { Recent } from '../kernel/recent.ts'
import type { Table } from '../kernel/table/table.ts'
import type { StoreItem } from '../stores/stores.ts'
import { seeBatches } from './batches.ts'
import { findBatch } from './claim.ts'
import type { RulesItem } from './items.ts'
import { card } from './offers.ts'
import { usableOf } from './places.ts'
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
export async function stillUsable(table: Table, merchantId: string, now: Date): Promise<RulesItem[]> {
  const rules: RulesItem[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ index: 'list', pk: usableOf(merchantId), from: now.toISOString(), cursor })
    rules.push(...(page.items as RulesItem[]))
    cursor = page.cursor
  } while (cursor !== undefined)
  return rules
}
