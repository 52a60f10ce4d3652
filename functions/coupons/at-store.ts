import type { OfferCard } from '../../shared/coupon-contracts.ts'
import type { DealCard } from '../../shared/deals.ts'
import type { Batch } from '../../shared/promotions.ts'
import { dealCard, findDeal, goodAt, type TermsItem, usableOf } from '../deals/deals.ts'
import { Recent } from '../kernel/recent.ts'
import type { Table } from '../kernel/table/table.ts'
import { isGoodAt, type StoreItem } from '../stores/stores.ts'
import { seeBatches } from './batches.ts'
import { findBatch } from './claim.ts'
import type { RulesItem } from './items.ts'
import { card, unlessHeldOut } from './offers.ts'
import { honours, storesOf } from './scope.ts'

const offersShown = 20
const wordsSeconds = 30
const recent = new Recent<Usable[]>(200)

/** A version of a batch's rules or of a deal's terms. */
export type Usable = RulesItem | TermsItem
export const isRules = (item: Usable): item is RulesItem => 'batchId' in item
export const isTerms = (item: Usable): item is TermsItem => 'dealId' in item

/** What can be claimed now, or bought, and used in a store; of each kind at most 20. */
export async function offersAt(
  table: Table,
  store: StoreItem,
  memberId: string | undefined,
  now: Date,
): Promise<{ offers: OfferCard[]; deals: DealCard[] }> {
  const items = (await recent.or(store.merchantId, now, wordsSeconds, () => stillUsable(table, store.merchantId, now))) ?? []
  const batchIds = new Set(items.filter(isRules).map(({ batchId }) => batchId))
  const dealIds = new Set(items.filter(isTerms).map(({ dealId }) => dealId))
  const [offers, deals] = await Promise.all([
    cardsOf(batchIds, async (batchId) => {
      const batch = await findBatch(table, batchId, now)
      const isOn = batch && isWithin(batch.claimFrom, batch.claimTo, now)
      const shown =
        isOn && (await honours(table, batch, store.storeId, now)) && (await card(table, batch, store, undefined, now))
      return shown ? unlessHeldOut(table, memberId, batch, shown, now) : undefined
    }),
    cardsOf(dealIds, async (dealId) => {
      const deal = await findDeal(table, dealId, now)
      const isOn = deal && isWithin(deal.from, deal.to, now)
      const isHere = isOn && (await isGoodAt(table, goodAt(deal), store.storeId, now))
      const shown = isHere && (await dealCard(table, deal, store, undefined, now))
      return shown ? unlessHeldOut(table, memberId, deal, shown, now) : undefined
    }),
  ])
  return { offers, deals }
}

const isWithin = (from: string, to: string, now: Date) => from <= now.toISOString() && to > now.toISOString()

/** One after the other until there are enough: what can be had soonest over comes first. */
async function cardsOf<T>(ids: Set<string>, cardOf: (id: string) => Promise<T | undefined>): Promise<T[]> {
  const cards: T[] = []
  for (const id of ids) {
    const shown = await cardOf(id)
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
  for (const rules of (await stillUsable(table, store.merchantId, now)).filter(isRules)) {
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

/** Every version of a merchant's rules and terms under which something may still be used, soonest over first: an index, not a scan. */
export async function stillUsable(table: Table, merchantId: string, now: Date): Promise<Usable[]> {
  const found: Usable[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ index: 'list', pk: usableOf(merchantId), from: now.toISOString(), cursor })
    found.push(...(page.items as Usable[]))
    cursor = page.cursor
  } while (cursor !== undefined)
  return found
}
