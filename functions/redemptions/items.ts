import { Problem } from '../../shared/problem.ts'
import { type CouponItem, dueAtEnd } from '../coupons/coupons.ts'
import { duePlace } from '../kernel/due.ts'
import type { Item, Write } from '../kernel/table/table.ts'
import { saveUses, takeBackUses, type VoucherUse, voucherOfUse } from '../vouchers/vouchers.ts'
import { type AnyUndo, type AnyUse, type Done, type Holding, isVoucher } from './holdings.ts'

/** A line of a store's day list, derived by the feed from the coupon or voucher. */
export type DayItem = Item & Done

/** The sums over a store's day, derived by the feed. */
export interface DayTotals extends Item {
  redeemed?: number
  undone?: number
  discountFen?: number
  payFen?: number
  voucherFen?: number
}

const dayOf = (storeId: string, day: string) => `STORE#${storeId}#DAY#${day}`
export const dayPrefix = 'AT#'
export const dayItemKey = (storeId: string, day: string, at: string, redemptionId: string) => ({
  pk: dayOf(storeId, day),
  sk: `${dayPrefix}${at}#${redemptionId}`,
})
export const dayTotalsKey = (storeId: string, day: string) => ({ pk: dayOf(storeId, day), sk: 'TOTALS' })

/** The redemption's fact, one conditional write: the coupon is used once in this cycle, or so many uses of the voucher. */
export function saveUse(holding: Holding, use: AnyUse, refused: (there: Holding) => Problem | 'mine'): Write {
  if (isVoucher(holding)) return saveUses(holding, use as VoucherUse, refused)
  const coupon = holding
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

/** The undo's fact: the coupon is held again, its cycle stays used; or the uses of a voucher are there again. */
export function saveUndo(holding: Holding, done: Done, undo: AnyUndo, refused: (there: Holding) => Problem | 'mine'): Write {
  if (isVoucher(holding)) return takeBackUses(holding, voucherOfUse(done.redemptionId)?.cycle ?? -1, undo, refused)
  return {
    change: { pk: holding.pk, sk: holding.sk },
    set: { state: 'held', undo, ...dueAtEnd(holding) },
    when: {
      all: [
        { field: 'state', is: 'redeemed' },
        { field: 'cycle', is: holding.cycle },
      ],
    },
    orElse: (old) => (old ? refused(old as CouponItem) : new Problem('redemption.not_found')),
  }
}
