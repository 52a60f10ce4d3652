import type { Promotion, PromotionForm } from '../../shared/promotions.ts'
import { guard, madeBefore, makeOnce } from '../kernel/guard.ts'
import { newId } from '../kernel/ids.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { newPromotion } from './make.ts'
import { getPromotion, promotionPage, seePromotion } from './read.ts'
import { checkPromotion } from './rules.ts'
import { checkStores } from './scope.ts'

export { askApproval, decideApproval, listApprovals } from './approvals.ts'
export { createBatch, updateBatch } from './batches.ts'
export { copyPromotion } from './copy.ts'
export { createDeal, stopDeal, updateDeal } from './deals.ts'
export { pausePromotion, resumePromotion, stopBatch } from './gates.ts'
export { launchPromotion } from './launch.ts'
export { launchCheck } from './launch-check.ts'
export { listPulses } from './pulse.ts'
export { getPromotion, promotionFacts } from './read.ts'
export { promotionIncludes, storesIn } from './scope.ts'
export { createStreak, listStreaks, stopStreak } from './streaks.ts'
export { raiseBudget, updatePromotion } from './update.ts'

export async function createPromotion(
  table: Table,
  marketer: Staff,
  form: PromotionForm,
  key: string | undefined,
  now: Date,
): Promise<Promotion> {
  const { merchantId, memberId } = marketer
  const before = await madeBefore(table, memberId, 'createPromotion', key, form)
  if (before !== undefined) return getPromotion(table, marketer, before, now)
  checkPromotion(form, now)
  await checkStores(table, merchantId, form.stores, now)
  const promotionId = newId('prm', now)
  const guarded = key === undefined ? undefined : guard(memberId, 'createPromotion', key, form, promotionId)
  const made = await makeOnce(table, guarded, newPromotion(merchantId, promotionId, form, now), promotionId)
  return getPromotion(table, marketer, made, now)
}

export async function listPromotions(table: Table, marketer: Staff, question: { limit?: number; cursor?: string }, now: Date) {
  const page = await promotionPage(table, marketer.merchantId, question)
  const items = await Promise.all(page.items.map((item) => seePromotion(table, item, now)))
  return { items, nextCursor: page.cursor }
}
