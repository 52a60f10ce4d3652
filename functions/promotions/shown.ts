import type { BatchForm } from '../../shared/coupons.ts'
import type { Deal } from '../../shared/deal-desk.ts'
import type { DealForm } from '../../shared/deals.ts'
import type { Batch, Promotion } from '../../shared/promotions.ts'
import type { BatchItem, BatchSeen, BudgetItem } from '../coupons/coupons.ts'
import type { DealItem, DealSeen } from '../deals/deals.ts'
import type { Counts, DealCounts } from '../events/events.ts'
import { type PromotionItem, wordsOf } from './items.ts'

/** `earnedFen`: what rewards of streaks have cost, beside what redemptions have. */
export function shownPromotion(
  item: PromotionItem,
  batches: Batch[],
  deals: Deal[],
  money: BudgetItem | undefined,
  earnedFen: number,
): Promotion {
  const { promotionId, version, state, pausedFor, turn = 0, createdAt } = item
  const usedFen = batches.reduce((sum, { counts }) => sum + counts.costFen, earnedFen)
  const budget = money && {
    totalFen: money.totalFen,
    usedFen,
    heldFen: money.totalFen - money.leftFen - usedFen,
    leftFen: money.leftFen,
  }
  return {
    ...wordsOf(item),
    promotionId,
    version,
    state,
    pausedFor,
    turn,
    createdAt,
    budgetFen: money?.totalFen,
    holdOutPercent: item.holdOutPercent,
    budget,
    batches,
    deals,
  }
}

/** Stores that are the promotion's are not its own. */
export function shownBatch({ batch, left, state }: BatchSeen, counts: Counts | undefined): Batch {
  const { batchId, promotionId, version, form } = batch
  const { redeemed = 0, undone = 0, discountFen = 0, costFen = 0 } = counts ?? {}
  // The stock of a flash batch is less by what was handed out and not claimed, until the reclaim returns it.
  const claimed = batch.flash ? (counts?.claimed ?? 0) : form.total - left
  return {
    ...ownForm(batch),
    batchId,
    promotionId,
    version,
    state,
    counts: { left: form.total - claimed, claimed, redeemed, undone, discountFen, costFen },
  }
}

/** The form as the marketer wrote it. */
export function ownForm({ form, inheritsStores }: BatchItem): BatchForm {
  if (!inheritsStores) return form
  const { storeIds: _promotions, storeSetId: _set, ...scope } = form.scope ?? {}
  return { ...form, scope: Object.keys(scope).length > 0 ? scope : undefined }
}

/** What was sold follows from the stock, so it is exact at once. */
export function shownDeal({ deal, left, state }: DealSeen, counts: DealCounts): Deal {
  const { dealId, promotionId, version, form } = deal
  return {
    ...ownDealForm(deal),
    ...{ dealId, promotionId, version, state },
    counts: { ...counts, left, taken: form.total - left },
  }
}

/** The form as the marketer wrote it. */
export function ownDealForm({ form, inheritsStores }: DealItem): DealForm {
  if (!inheritsStores) return form
  const { storeIds: _promotions, storeSetId: _set, ...voucher } = form.voucher
  return { ...form, voucher }
}
