import { Problem } from '../../shared/problem.ts'
import type { Promotion } from '../../shared/promotions.ts'
import { type BatchItem, type BudgetItem, budgetKey, ownBatch, type Revision, reviseBatch } from '../coupons/coupons.ts'
import { ownDeal, reviseDeal } from '../deals/deals.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { reviseStreak, seeStreaks } from '../streaks/streaks.ts'
import { revisionOf } from './batches.ts'
import { dealFollowing } from './deals.ts'
import { isRepeated } from './editing.ts'
import { keepWords, type PromotionItem, type PromotionWords, promotionKey, type WordsItem, wordsKey, wordsOf } from './items.ts'
import { findPromotion, getPromotion } from './read.ts'
import { changedFields, checkPromotion, raised } from './rules.ts'
import { checkStores } from './scope.ts'
import { ownForm } from './shown.ts'
import { streakFollowing } from './streaks.ts'

/**
 * New words, then every batch, deal and streak that takes its window or its stores from the promotion, one by one: a crash between is mended by
 * the same call again.
 */
export async function updatePromotion(
  table: Table,
  marketer: Staff,
  asked: { promotionId: string; version: number; words: PromotionWords },
  now: Date,
): Promise<Promotion> {
  const { promotionId, version, words } = asked
  const { merchantId } = marketer
  checkPromotion(words, now)
  await checkStores(table, merchantId, words.stores, now)
  const before = await findPromotion(table, marketer, promotionId)
  // Every offer is judged before anything is written: a window that cuts one off changes nothing.
  const after: PromotionItem = { ...before, ...words }
  const batches = await Promise.all(before.batchIds.map((batchId) => ownBatch(table, merchantId, batchId)))
  const deals = await Promise.all((before.dealIds ?? []).map((dealId) => ownDeal(table, merchantId, dealId)))
  const streaks = await seeStreaks(table, merchantId, before.streakIds ?? [])
  await Promise.all(batches.map((batch) => following(table, after, batch, now)))
  await Promise.all(deals.map((deal) => dealFollowing(table, after, deal, now)))
  await Promise.all(streaks.map((streak) => streakFollowing(table, after, streak, now)))
  const formAt = async (then: number) => ((await table.get(wordsKey(promotionId, then))) as WordsItem | undefined)?.words
  const stands = { version: before.version, form: wordsOf(before) }
  if (!(await isRepeated(stands, { version, form: words }, formAt))) await saveWords(table, before, words)
  for (const batch of batches) {
    const next = await following(table, after, batch, now)
    if (next) await reviseBatch(table, batch, next, () => new Problem('table.busy'))
  }
  for (const deal of deals) {
    const next = await dealFollowing(table, after, deal, now)
    if (next) await reviseDeal(table, deal, next, () => new Problem('table.busy'))
  }
  for (const streak of streaks) {
    const next = await streakFollowing(table, after, streak, now)
    if (next) await reviseStreak(table, streak, next)
  }
  return getPromotion(table, marketer, promotionId, now)
}

async function saveWords(table: Table, before: PromotionItem, words: PromotionWords): Promise<void> {
  const { merchantId, promotionId, version } = before
  const missing = (['stores', 'bearer'] as const).filter((field) => words[field] === undefined)
  await table.commit(
    {
      change: promotionKey(merchantId, promotionId),
      set: { ...words, version: version + 1, revision: before.revision + 1 },
      drop: missing,
      when: {
        all: [
          { field: 'version', is: version },
          { field: 'revision', is: before.revision },
        ],
      },
      orElse: () => new Problem('version.stale', { field: 'version', details: { version, changed: [] } }),
    },
    keepWords(promotionId, version + 1, words),
  )
}

/** What the batch becomes under the promotion's new words; undefined where nothing of it changes. */
async function following(table: Table, promotion: PromotionItem, batch: BatchItem, now: Date): Promise<Revision | undefined> {
  if (batch.gate === 'stopped') return undefined
  const next = await revisionOf(table, promotion, ownForm(batch), now).catch((problem: unknown) => {
    if (!(problem instanceof Problem) || problem.code !== 'input.invalid') throw problem
    const field = problem.facts.field?.startsWith('scope') ? 'stores' : 'to'
    throw new Problem('input.invalid', { field, details: { batchId: batch.batchId, title: batch.form.title } })
  })
  const isAsBefore =
    next.claimFrom.toISOString() === batch.claimFrom &&
    next.claimTo.toISOString() === batch.claimTo &&
    next.storeSet?.version === batch.storeSet?.version &&
    changedFields(batch.form, next.form).length === 0
  return isAsBefore ? undefined : next
}

/** Up only, from what the marketer saw: two who raise at once raise once. */
export async function raiseBudget(
  table: Table,
  marketer: Staff,
  asked: { promotionId: string; fromFen: number; toFen: number },
  now: Date,
): Promise<Promotion> {
  const { promotionId, fromFen, toFen } = asked
  const promotion = await findPromotion(table, marketer, promotionId)
  const budget = promotion.budgeted && ((await table.get(budgetKey(promotionId))) as BudgetItem | undefined)
  // Without a budget there is no limit: any would be lower.
  if (!budget) throw new Problem('promotion.budget_lower', { field: 'toFen' })
  if (raised(budget.totalFen, fromFen, toFen) === 'raise') {
    await table.commit({
      change: budgetKey(promotionId),
      set: { totalFen: toFen },
      add: { leftFen: toFen - fromFen },
      when: { field: 'totalFen', is: fromFen },
      orElse: (old) =>
        old?.totalFen === toFen
          ? 'mine'
          : new Problem('version.stale', { field: 'fromFen', details: { totalFen: Number(old?.totalFen) } }),
    })
  }
  return getPromotion(table, marketer, promotionId, now)
}
