import { Problem } from '../../shared/problem.ts'
import { spread } from '../kernel/ids.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { reserve } from './budget.ts'
import { findBatch, known, newCoupon, shardsWithStock } from './claim.ts'
import { type BatchItem, type CouponItem, dueAtEnd, putCoupon } from './items.ts'
import { giftPlace } from './places.ts'
import { takeStock } from './stock.ts'

const races = 5

/**
 * A coupon that was earned, in one commit with what says so (`beside`, which goes first): its place follows from the name of the reward, so it is
 * given once, and beside those that were claimed, so it is none of them and the caps per member and day do not count it. The stock, the gate, the
 * window and the budget are a claim's own. Refuses with batch.not_found, .paused, .ended, .not_started, .sold_out, .limit_reached (an erased one
 * has that place) and promotion.budget_spent.
 */
export async function grantCoupon(
  table: Table,
  memberId: string,
  batchId: string,
  reward: string,
  beside: (couponId: string) => Write[],
  now: Date,
): Promise<void> {
  for (let race = 0; race < races; race++) {
    const batch = await findBatch(table, batchId, now)
    // A rush is claimed by numbered slots, which nobody earns.
    if (!batch || batch.flash) throw new Problem('batch.not_found')
    const coupon = earnedCoupon(batch, memberId, reward, now)
    if (await takeAny(table, batch, coupon, beside(coupon.couponId), now)) return
    known(table).batches.forget(batchId)
  }
  throw new Problem('table.busy')
}

function earnedCoupon(batch: BatchItem, memberId: string, reward: string, now: Date): CouponItem {
  const { couponId, key } = giftPlace(memberId, batch.batchId, reward)
  const coupon = { ...newCoupon(batch, memberId, 1, {}, now), ...key, couponId }
  return { ...coupon, ...dueAtEnd(coupon) }
}

/** False where somebody revised the batch meanwhile. */
async function takeAny(table: Table, batch: BatchItem, coupon: CouponItem, beside: Write[], now: Date): Promise<boolean> {
  const outcomes = { empty: new Problem('batch.sold_out'), edited: new Problem('version.stale') }
  const money = batch.reserveFen ? [reserve(batch.promotionId, batch.reserveFen)] : []
  const put = putCoupon(coupon, new Problem('batch.limit_reached'))
  let shards = [spread(coupon.memberId, batch.shards)]
  while (shards.length > 0) {
    for (const shard of shards) {
      try {
        await table.commit(...beside, put, takeStock(batch, shard, now, outcomes), ...money)
        return true
      } catch (problem) {
        if (problem === outcomes.edited) return false
        if (problem !== outcomes.empty) throw problem
      }
    }
    shards = await shardsWithStock(table, batch, shards[0] ?? 0)
  }
  throw outcomes.empty
}
