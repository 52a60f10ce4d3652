import { Problem } from '../../shared/problem.ts'
import type { Batch, Promotion } from '../../shared/promotions.ts'
import { type BatchSeen, type BudgetItem, budgetKey, seeBatches } from '../coupons/coupons.ts'
import { countsOfBatches } from '../events/events.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { type PromotionItem, promotionKey } from './items.ts'
import { shownBatch, shownPromotion } from './shown.ts'

export async function getPromotion(table: Table, marketer: Staff, promotionId: string, now: Date): Promise<Promotion> {
  return seePromotion(table, await findPromotion(table, marketer, promotionId), now)
}

/** Somebody else's is answered like one that is not there. */
export async function findPromotion(table: Table, marketer: Staff, promotionId: string): Promise<PromotionItem> {
  const item = (await table.get(promotionKey(marketer.merchantId, promotionId))) as PromotionItem | undefined
  if (!item) throw new Problem('promotion.not_found')
  return item
}

export async function getBatch(table: Table, batchId: string, now: Date): Promise<Batch> {
  const [seen] = await seeBatches(table, [batchId], now)
  const counts = await countsOfBatches(table, seen ? [partsOf(seen)] : [])
  if (!seen) throw new Error(`${batchId} was made and is not there`)
  return shownBatch(seen, counts.get(batchId))
}

/** With its batches, their live counts, and the budget. */
export async function seePromotion(table: Table, item: PromotionItem, now: Date): Promise<Promotion> {
  const { promotionId, batchIds, budgeted } = item
  const batches = await seeBatches(table, batchIds, now)
  const [counts, budget] = await Promise.all([
    countsOfBatches(table, batches.map(partsOf)),
    budgeted ? (table.get(budgetKey(promotionId)) as Promise<BudgetItem | undefined>) : undefined,
  ])
  const shownBatches = batches.map((seen) => shownBatch(seen, counts.get(seen.batch.batchId)))
  return shownPromotion(item, shownBatches, budget)
}

const partsOf = ({ batch }: BatchSeen) => ({ batchId: batch.batchId, parts: batch.flash ? batch.shards : undefined })
