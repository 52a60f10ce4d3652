import type { Despite, Warm } from '../../shared/launch-contracts.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Promotion } from '../../shared/promotions.ts'
import { rushWrites } from '../coupons/coupons.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { askForWarmth } from '../kernel/warm.ts'
import { moveGates } from './gates.ts'
import { offersIn, type PromotionItem, promotionKey } from './items.ts'
import { mustBeReady } from './launch-check.ts'
import { findPromotion, getPromotion } from './read.ts'

/**
 * Makes it live, then opens its batches and deals one by one, and makes the table ready where a rush is expected: a crash between is mended by
 * launching again. Refuses with promotion.empty, promotion.ended, and what the launch check stops but for what it is launched in spite of.
 */
export async function launchPromotion(
  table: Table,
  marketer: Staff,
  { promotionId, despite = [] }: { promotionId: string; despite?: Despite[] | undefined },
  language: Language,
  now: Date,
): Promise<Promotion & { warm?: Warm }> {
  const item = await findPromotion(table, marketer, promotionId)
  if (offersIn(item) === 0) throw new Problem('promotion.empty')
  if (Date.parse(item.to) <= now.getTime()) throw new Problem('promotion.ended')
  // One that is live was ready when it was launched: its repeat is answered, and mends what a crash left shut.
  if (item.state === 'draft') await mustBeReady(table, item, despite, language, now)
  const [live] = await table.commit({
    change: promotionKey(item.merchantId, promotionId),
    set: { state: 'live' },
    when: { field: 'state', in: ['draft', 'live'] },
    // A paused one is resumed, not launched.
    orElse: () => 'mine',
  })
  const launched = live as PromotionItem
  await moveGates(table, launched, 'open', 'live', now)
  const promotion = await getPromotion(table, marketer, promotionId, now)
  const writesPerSecond = rushWrites(promotion.batches)
  if (writesPerSecond === 0) return promotion
  return { ...promotion, warm: { writesPerSecond, state: await askForWarmth(table, promotionId, writesPerSecond, now) } }
}
