import { Problem } from '../../shared/problem.ts'
import { type CouponItem, dueAtEnd, type UndoOf, type UseOf } from '../coupons/coupons.ts'
import { duePlace } from '../kernel/due.ts'
import type { Item, Write } from '../kernel/table/table.ts'

/** A line of a store's day list, derived by the feed from the coupon. */
export interface DayItem extends Item {
  redemptionId: string
  couponId: string
  batchId: string
  version: number
  memberId: string
  use: UseOf
  undo?: UndoOf
}

/** The sums over a store's day, derived by the feed. */
export interface DayTotals extends Item {
  redeemed?: number
  undone?: number
  discountFen?: number
  payFen?: number
}

const dayOf = (storeId: string, day: string) => `STORE#${storeId}#DAY#${day}`
export const dayPrefix = 'AT#'
export const dayItemKey = (storeId: string, day: string, at: string, redemptionId: string) => ({
  pk: dayOf(storeId, day),
  sk: `${dayPrefix}${at}#${redemptionId}`,
})
export const dayTotalsKey = (storeId: string, day: string) => ({ pk: dayOf(storeId, day), sk: 'TOTALS' })

/** The redemption's fact: the coupon is used once in this cycle. */
export function saveUse(coupon: CouponItem, use: UseOf, refused: (there: CouponItem) => Problem | 'mine'): Write {
  return {
    change: { pk: coupon.pk, sk: coupon.sk },
    set: { state: 'redeemed', cycle: coupon.cycle + 1, use },
    drop: ['undo', 'usedIn', ...duePlace],
    when: {
      all: [
        { field: 'state', is: 'held' },
        { field: 'cycle', is: coupon.cycle },
        // A slow use must not come after the budget has its money back.
        { field: 'released', has: false },
      ],
    },
    orElse: (old) => (old ? refused(old as CouponItem) : new Problem('coupon.not_found')),
  }
}

/** The undo's fact: the coupon is held again; its cycle stays used. */
export function saveUndo(coupon: CouponItem, undo: UndoOf, refused: (there: CouponItem) => Problem | 'mine'): Write {
  return {
    change: { pk: coupon.pk, sk: coupon.sk },
    set: { state: 'held', undo, ...dueAtEnd(coupon) },
    when: {
      all: [
        { field: 'state', is: 'redeemed' },
        { field: 'cycle', is: coupon.cycle },
      ],
    },
    orElse: (old) => (old ? refused(old as CouponItem) : new Problem('redemption.not_found')),
  }
}
