import { Problem } from '../../shared/problem.ts'
import { type GivingOf, mustNotTire, whileOut } from '../coupons/coupons.ts'
import { duePlace } from '../kernel/due.ts'
import type { OrElse, Write } from '../kernel/table/table.ts'
import { dueAtEnd, keyOf, takenPlace, type VoucherItem } from './items.ts'
import { stateOfVoucher } from './state.ts'

/** Refuses with coupon.refund_open, coupon.not_usable or gift.too_often. */
export function judgeGivingVoucher(voucher: VoucherItem, now: Date): void {
  const state = stateOfVoucher(voucher, now)
  if (state === 'refunding') throw new Problem('coupon.refund_open')
  if (state !== 'valid') throw new Problem('coupon.not_usable', { details: { state } })
  mustNotTire(voucher)
}

/**
 * The voucher changes hands with what is left of it, its terms and its end; the money stays its buyer's: what is left of it at the end goes
 * back to who paid. Answers the taker's voucher first.
 */
export function handOverVoucher(
  voucher: VoucherItem,
  giving: GivingOf,
  takerId: string,
  now: Date,
  refused: { taken: Problem; giver: OrElse },
): Write[] {
  const at = now.toISOString()
  const { orderId, dealId, promotionId, merchantId, version, paidFen, usableTo, uses, used, undos, trace } = voucher
  const { voucherId, key } = takenPlace(takerId, dealId, giving.token)
  const taken: VoucherItem = {
    ...{ ...key, ...dueAtEnd({ voucherId, usableTo }), voucherId, memberId: takerId, issuedAt: at },
    ...{ orderId, dealId, promotionId, merchantId, version, paidFen, usableTo, uses, used, undos, trace },
    ...{ state: 'held', cycle: 0, hands: (voucher.hands ?? 0) + 1 },
    from: { memberId: voucher.memberId, voucherId: voucher.voucherId, cycle: voucher.cycle },
  }
  return [
    { put: taken, when: 'absent', orElse: (old) => (isSame(old as VoucherItem | undefined, taken) ? 'mine' : refused.taken) },
    {
      change: keyOf(voucher),
      set: { giving: { ...giving, takenAt: at, takenById: takerId } },
      drop: ['outUntil', ...duePlace],
      when: whileOut(voucher, at),
      orElse: refused.giver,
    },
  ]
}

const isSame = (there: VoucherItem | undefined, taken: VoucherItem) =>
  there?.from?.voucherId === taken.from?.voucherId && there?.from?.cycle === taken.from?.cycle
