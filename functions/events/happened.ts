import { type CouponItem, couponIn, lastUse, type SlotItem, shardOf, slotPrefix } from '../coupons/coupons.ts'
import type { Change } from '../kernel/feed.ts'
import type { AnyUndo, AnyUse, Holding } from '../redemptions/redemptions.ts'
import { voucherPrefix } from '../vouchers/vouchers.ts'
import type { Told } from './record.ts'
import { happenedToVoucher } from './voucher.ts'

/** An event with what the store's day list needs of the coupon or voucher it came from. */
export type Happened = { event: Told; holding: Holding; use?: AnyUse; undo?: AnyUndo; claimedIn?: SlotItem }

/** What a change of the table means; most changes mean nothing. The id follows from the fact, so a repeat is the same event. */
export function happened(change: Change): Happened | undefined {
  if (change.new?.sk.startsWith(slotPrefix))
    return change.old ? undefined : claimed(couponIn(change.new as SlotItem), change.new as SlotItem)
  if (change.new?.sk.startsWith(voucherPrefix)) return happenedToVoucher(change)
  if (!change.new?.sk.startsWith('COUPON#')) return undefined
  const coupon = change.new as CouponItem
  // A place that waits for its slot is no coupon yet, and what made it one was the slot.
  if (change.new.state === 'pending') return undefined
  const before = change.old as CouponItem | undefined
  const { merchantId, promotionId, batchId, couponId, memberId, use, undo, giving, from, cycle } = coupon
  const about = { merchantId, promotionId, batchId, couponId, memberId, ...cameBy(coupon) }
  if (!before && from) {
    const event = { ...about, fromCouponId: from.couponId, at: coupon.claimedAt }
    return { holding: coupon, event: { ...event, kind: 'taken', eventId: `taken#${couponId}` } }
  }
  if (!before) return claimed(coupon)
  if (before.state === 'held' && coupon.state === 'given' && giving) {
    return { holding: coupon, event: { ...about, kind: 'gifted', eventId: `gifted#${couponId}#${cycle}`, at: giving.at } }
  }
  if (before.state === 'given' && coupon.state === 'held' && giving) {
    const at = giving.withdrawnAt ?? giving.until
    return { holding: coupon, event: { ...about, kind: 'came_back', eventId: `came_back#${couponId}#${cycle}`, at } }
  }
  const redemptionId = lastUse(coupon)
  if (before.state === 'held' && coupon.state === 'redeemed' && use) {
    const { storeId, dueFen, discountFen, costFen = discountFen, payFen } = use
    const assisted = use.assisted ? { assisted: true } : {}
    const event = { ...about, redemptionId, storeId, dueFen, discountFen, costFen, payFen, ...assisted }
    return { holding: coupon, use, event: { ...event, kind: 'redeemed', eventId: `redeemed#${redemptionId}`, at: use.at } }
  }
  if (before.state === 'redeemed' && coupon.state === 'held' && use && undo) {
    const { storeId, dueFen, discountFen, costFen = discountFen, payFen } = use
    const event = { ...about, redemptionId, storeId, dueFen, discountFen, costFen, payFen }
    return { holding: coupon, use, undo, event: { ...event, kind: 'undone', eventId: `undone#${redemptionId}`, at: undo.at } }
  }
  return undefined
}

function claimed(coupon: CouponItem, claimedIn?: SlotItem): Happened {
  const { merchantId, promotionId, batchId, couponId, memberId, claimedAt } = coupon
  const about = { merchantId, promotionId, batchId, couponId, memberId, ...cameBy(coupon) }
  return { holding: coupon, claimedIn, event: { ...about, kind: 'claimed', eventId: `claimed#${couponId}`, at: claimedAt } }
}

/** How its member came, and where a rush spreads what it counts. */
const cameBy = ({ trace, slot }: CouponItem) => ({ trace, part: slot === undefined ? undefined : shardOf(slot) })
