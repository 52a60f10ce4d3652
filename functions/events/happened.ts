import { type CouponItem, couponIn, lastUse, type SlotItem, slotPrefix, type UndoOf, type UseOf } from '../coupons/coupons.ts'
import type { Change } from '../kernel/feed.ts'
import type { Event } from './rules.ts'

/** An event with what the store's day list needs of the coupon it came from. */
export type Happened = { event: Event; coupon: CouponItem; use?: UseOf; undo?: UndoOf; claimedIn?: SlotItem }

/** What a change of the table means; most changes mean nothing. The id follows from the fact, so a repeat is the same event. */
export function happened(change: Change): Happened | undefined {
  if (change.new?.sk.startsWith(slotPrefix))
    return change.old ? undefined : claimed(couponIn(change.new as SlotItem), change.new as SlotItem)
  if (!change.new?.sk.startsWith('COUPON#')) return undefined
  const coupon = change.new as CouponItem
  // A place that waits for its slot is no coupon yet, and what made it one was the slot.
  if (change.new.state === 'pending') return undefined
  const before = change.old as CouponItem | undefined
  const { merchantId, promotionId, batchId, couponId, memberId, use, undo } = coupon
  const about = { v: 1 as const, merchantId, promotionId, batchId, couponId, memberId }
  if (!before) return claimed(coupon)
  const redemptionId = lastUse(coupon)
  if (before.state === 'held' && coupon.state === 'redeemed' && use) {
    const { storeId, dueFen, discountFen, payFen } = use
    const event = { ...about, redemptionId, storeId, dueFen, discountFen, payFen }
    return { coupon, use, event: { ...event, kind: 'redeemed', eventId: `redeemed#${redemptionId}`, at: use.at } }
  }
  if (before.state === 'redeemed' && coupon.state === 'held' && use && undo) {
    const { storeId, dueFen, discountFen, payFen } = use
    const event = { ...about, redemptionId, storeId, dueFen, discountFen, payFen }
    return { coupon, use, undo, event: { ...event, kind: 'undone', eventId: `undone#${redemptionId}`, at: undo.at } }
  }
  return undefined
}

function claimed(coupon: CouponItem, claimedIn?: SlotItem): Happened {
  const { merchantId, promotionId, batchId, couponId, memberId, claimedAt } = coupon
  const about = { v: 1 as const, merchantId, promotionId, batchId, couponId, memberId }
  return { coupon, claimedIn, event: { ...about, kind: 'claimed', eventId: `claimed#${couponId}`, at: claimedAt } }
}
