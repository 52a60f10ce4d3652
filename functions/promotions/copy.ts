import type { BatchForm } from '../../shared/coupons.ts'
import type { Language } from '../../shared/problems.ts'
import type { Promotion } from '../../shared/promotions.ts'
import type { StreakForm } from '../../shared/streaks.ts'
import { type BudgetItem, budgetKey, seeBatches } from '../coupons/coupons.ts'
import { seeDeals } from '../deals/deals.ts'
import { guard, madeBefore, makeOnce } from '../kernel/guard.ts'
import { newId } from '../kernel/ids.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { ownStreakForm, seeStreaks } from '../streaks/streaks.ts'
import { createBatch } from './batches.ts'
import { createDeal } from './deals.ts'
import { wordsOf } from './items.ts'
import { newPromotion } from './make.ts'
import { findPromotion, getPromotion } from './read.ts'
import { absurdity, oddDeal, shifted } from './rules.ts'
import { ownDealForm, ownForm } from './shown.ts'
import { createStreak } from './streaks.ts'

/** The longest name a promotion may have. */
const longestName = 40

/**
 * A draft with the same terms, beginning now: every window moves by as much as the promotion's own. The offers follow one by one
 * under keys made from the first ones, so a repeat under the same Idempotency-Key goes on where a crash stopped it.
 */
export async function copyPromotion(
  table: Table,
  marketer: Staff,
  asked: { promotionId: string; name?: string },
  key: string | undefined,
  language: Language,
  now: Date,
): Promise<Promotion> {
  const { merchantId, memberId } = marketer
  const first = await findPromotion(table, marketer, asked.promotionId)
  const before = await madeBefore(table, memberId, 'copyPromotion', key, asked)
  const budget = first.budgeted ? ((await table.get(budgetKey(first.promotionId))) as BudgetItem | undefined) : undefined
  let copyId = before
  if (copyId === undefined) {
    const newCopy = newId('prm', now)
    const { from, to } = shifted(first, now.getTime())
    const form = {
      ...wordsOf(first),
      name: asked.name ?? `${first.name.slice(0, longestName - 5)}（副本）`,
      from: from.toISOString(),
      to: to.toISOString(),
      budgetFen: budget?.totalFen,
      holdOutPercent: first.holdOutPercent,
    }
    const guarded = key === undefined ? undefined : guard(memberId, 'copyPromotion', key, asked, newCopy)
    copyId = await makeOnce(table, guarded, newPromotion(merchantId, newCopy, form, now), newCopy)
  }
  const { byMs } = shifted(first, Date.parse((await findPromotion(table, marketer, copyId)).from))
  const copied = new Map<string, string>()
  for (const { batch } of await seeBatches(table, first.batchIds, now)) {
    const form = ownForm(batch)
    // Odd terms were approved for the first one only; a stopped batch was stopped for a reason.
    if (batch.gate === 'stopped' || absurdity(form.benefit)) continue
    const { batchId } = await createBatch(table, marketer, copyId, later(form, byMs), `copy-${batch.batchId}`, now)
    copied.set(batch.batchId, batchId)
  }
  for (const { deal } of await seeDeals(table, first.dealIds ?? [], now)) {
    const form = ownDealForm(deal)
    if (deal.gate === 'stopped' || oddDeal(form)) continue
    await createDeal(table, marketer, copyId, form, `copy-${deal.dealId}`, now)
  }
  for (const streak of await seeStreaks(table, merchantId, first.streakIds ?? [])) {
    const form = withBatch(ownStreakForm(streak), copied)
    if (streak.gate === 'stopped' || !form) continue
    await createStreak(table, marketer, copyId, form, `copy-${streak.streakId}`, language, now)
  }
  return getPromotion(table, marketer, copyId, now)
}

/** The reward is taken from the copy of its batch; undefined where that was not copied. */
function withBatch(form: StreakForm, copied: Map<string, string>): StreakForm | undefined {
  const { reward } = form
  if (reward.kind === 'points') return form
  const batchId = copied.get(reward.batchId)
  return batchId === undefined ? undefined : { ...form, reward: { kind: 'coupon', batchId } }
}

function later(form: BatchForm, byMs: number): BatchForm {
  const move = (window: { from: string; to: string }) => ({
    from: new Date(Date.parse(window.from) + byMs).toISOString(),
    to: new Date(Date.parse(window.to) + byMs).toISOString(),
  })
  const { claim, validity } = form
  return {
    ...form,
    claim: claim && move(claim),
    validity: validity.kind === 'dates' ? { kind: 'dates', ...move(validity) } : validity,
  }
}
