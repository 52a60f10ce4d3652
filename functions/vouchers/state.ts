import type { VoucherState } from '../../shared/vouchers.ts'
import { givenTooOften, isBack } from '../coupons/coupons.ts'
import type { VoucherItem } from './items.ts'

/** How a voucher stands now: expired, and back from a giving, is what the clock says. */
export function stateOfVoucher(voucher: Pick<VoucherItem, 'state' | 'usableTo' | 'outUntil'>, now: Date): VoucherState {
  const { state, usableTo } = voucher
  if (state === 'used') return 'redeemed'
  if (state === 'refunding' || state === 'refunded') return state
  if (state === 'given' && !isBack(voucher, now)) return 'given'
  return state === 'void' || usableTo <= now.toISOString() ? 'expired' : 'valid'
}

export function mayGiveVoucher(voucher: VoucherItem, now: Date): boolean {
  return stateOfVoucher(voucher, now) === 'valid' && !givenTooOften(voucher)
}
