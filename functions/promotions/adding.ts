import { Problem } from '../../shared/problem.ts'
import { guard, madeBefore, makeOnce } from '../kernel/guard.ts'
import { newId } from '../kernel/ids.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { offersIn, type PromotionItem, promotionKey } from './items.ts'
import { findPromotion } from './read.ts'
import { mostOffers } from './rules.ts'

/** What batches, deals and streaks differ in, as far as being added goes: how the id begins, and the list that names it. */
const kinds = {
  createBatch: { prefix: 'bat', list: 'batchIds' },
  createDeal: { prefix: 'dea', list: 'dealIds' },
  createStreak: { prefix: 'stk', list: 'streakIds' },
} as const
const races = 5

/**
 * Adds an offer to a promotion and answers its id; a repeat under the same key, that of the first. Its lists have a revision in the
 * condition: two marketers who add at once both succeed, one after the other, each judged by the promotion as the other left it.
 */
export async function addOffer(
  table: Table,
  marketer: Staff,
  asked: { kind: keyof typeof kinds; promotionId: string; form: object; key: string | undefined },
  now: Date,
  made: (offerId: string, promotion: PromotionItem) => Promise<Write[]>,
): Promise<string> {
  const { merchantId, memberId } = marketer
  const { kind, promotionId, form, key } = asked
  const { prefix, list } = kinds[kind]
  const operation = `${kind}#${promotionId}`
  const before = await madeBefore(table, memberId, operation, key, form)
  if (before !== undefined) return before
  const moved = new Problem('version.stale')
  const offerId = newId(prefix, now)
  const guarded = key === undefined ? undefined : guard(memberId, operation, key, form, offerId)
  for (let race = 0; race < races; race++) {
    const promotion = await findPromotion(table, marketer, promotionId)
    const writes = await made(offerId, promotion)
    if (offersIn(promotion) >= mostOffers) throw new Problem('promotion.full', { details: { most: mostOffers } })
    const named: Write = {
      change: promotionKey(merchantId, promotionId),
      set: { [list]: [...(promotion[list] ?? []), offerId], revision: promotion.revision + 1 },
      when: {
        all: [
          { field: 'revision', is: promotion.revision },
          { field: 'state', is: promotion.state },
        ],
      },
      orElse: () => moved,
    }
    try {
      return await makeOnce(table, guarded, [named, ...writes], offerId)
    } catch (problem) {
      if (problem !== moved) throw problem
    }
  }
  throw moved
}
