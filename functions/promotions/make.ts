import { Problem } from '../../shared/problem.ts'
import type { PromotionForm } from '../../shared/promotions.ts'
import { newBudget } from '../coupons/coupons.ts'
import type { Write } from '../kernel/table/table.ts'
import { keepWords, type PromotionItem, type PromotionWords, promotionKey, wordsOf } from './items.ts'

/** A draft, its first words kept for good, and its budget. */
export function newPromotion(merchantId: string, promotionId: string, form: PromotionForm, now: Date): Write[] {
  const words: PromotionWords = wordsOf(form)
  const item: PromotionItem = {
    ...promotionKey(merchantId, promotionId),
    ...words,
    promotionId,
    merchantId,
    version: 1,
    revision: 1,
    state: 'draft',
    turn: 0,
    budgeted: form.budgetFen !== undefined,
    holdOutPercent: form.holdOutPercent,
    batchIds: [],
    createdAt: now.toISOString(),
  }
  return [
    { put: item, when: 'absent', orElse: () => new Problem('table.busy') },
    keepWords(promotionId, 1, words),
    ...(form.budgetFen === undefined ? [] : [newBudget(promotionId, form.budgetFen)]),
  ]
}
