import type { Deal } from '../../shared/deal-desk.ts'
import { Problem } from '../../shared/problem.ts'
import type { Batch, Promotion } from '../../shared/promotions.ts'
import { type BatchSeen, type BudgetItem, budgetKey, seeBatches } from '../coupons/coupons.ts'
import { seeDeals } from '../deals/deals.ts'
import { countsOfBatches, countsOfDeals, countsOfStreaks, type DealCounts } from '../events/events.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { type PromotionItem, promotionKey, promotionPrefix, promotionsOf } from './items.ts'
import { shownBatch, shownDeal, shownPromotion } from './shown.ts'

export async function getPromotion(table: Table, marketer: Staff, promotionId: string, now: Date): Promise<Promotion> {
  return seePromotion(table, await findPromotion(table, marketer, promotionId), now)
}

/** Somebody else's is answered like one that is not there. */
export async function findPromotion(table: Table, marketer: Staff, promotionId: string): Promise<PromotionItem> {
  const item = (await table.get(promotionKey(marketer.merchantId, promotionId))) as PromotionItem | undefined
  if (!item) throw new Problem('promotion.not_found')
  return item
}

/** What other nouns ask of a promotion, as it is now. */
export async function promotionFacts(
  table: Table,
  merchantId: string,
  promotionId: string,
): Promise<PromotionItem | undefined> {
  return (await table.get(promotionKey(merchantId, promotionId))) as PromotionItem | undefined
}

/** A page of the merchant's promotions, newest first, as the table holds them. */
export async function promotionPage(
  table: Table,
  merchantId: string,
  { limit = 20, cursor }: { limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: PromotionItem[]; cursor: string | undefined }> {
  const page = await table.query({ pk: promotionsOf(merchantId), prefix: promotionPrefix, backward: true, limit, cursor })
  return { items: page.items as PromotionItem[], cursor: page.cursor }
}

export async function getBatch(table: Table, batchId: string, now: Date): Promise<Batch> {
  const [seen] = await seeBatches(table, [batchId], now)
  const counts = await countsOfBatches(table, seen ? [partsOf(seen)] : [])
  if (!seen) throw new Error(`${batchId} was made and is not there`)
  return shownBatch(seen, counts.get(batchId))
}

export async function getDeal(table: Table, dealId: string, now: Date): Promise<Deal> {
  const [[seen], counts] = await Promise.all([seeDeals(table, [dealId], now), countsOfDeals(table, [dealId])])
  if (!seen) throw new Error(`${dealId} was made and is not there`)
  return shownDeal(seen, counts.get(dealId) as DealCounts)
}

/** With its batches and deals, their live counts, and the budget. */
export async function seePromotion(table: Table, item: PromotionItem, now: Date): Promise<Promotion> {
  const { promotionId, batchIds, dealIds = [], streakIds = [], budgeted } = item
  const [batches, deals] = await Promise.all([seeBatches(table, batchIds, now), seeDeals(table, dealIds, now)])
  const [counts, sales, rewards, budget] = await Promise.all([
    countsOfBatches(table, batches.map(partsOf)),
    countsOfDeals(table, dealIds),
    countsOfStreaks(table, streakIds),
    budgeted ? (table.get(budgetKey(promotionId)) as Promise<BudgetItem | undefined>) : undefined,
  ])
  const shownBatches = batches.map((seen) => shownBatch(seen, counts.get(seen.batch.batchId)))
  const shownDeals = deals.map((seen) => shownDeal(seen, sales.get(seen.deal.dealId) as DealCounts))
  const earnedFen = [...rewards.values()].reduce((sum, { costFen }) => sum + costFen, 0)
  return shownPromotion(item, shownBatches, shownDeals, budget, earnedFen)
}

const partsOf = ({ batch }: BatchSeen) => ({ batchId: batch.batchId, parts: batch.flash ? batch.shards : undefined })
