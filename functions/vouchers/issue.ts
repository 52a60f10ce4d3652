import type { Terms } from '../deals/deals.ts'
import type { Write } from '../kernel/table/table.ts'
import { dueAtEnd, nthOf, type VoucherItem, voucherPlace } from './items.ts'
import { partFen, usableTo } from './rules.ts'

/** What of an order its vouchers are made of. */
export interface PaidOrder {
  orderId: string
  memberId: string
  dealId: string
  promotionId: string
  merchantId: string
  version: number
  quantity: number
  amountFen: number
  paid?: { paidAt: string }
  trace?: string
}

/** The vouchers of an order that is paid, and whose group is complete where it has one: at most 20 writes. A repeat makes none anew. */
export function issueVouchers(order: PaidOrder, terms: Pick<Terms, 'zone' | 'form'>, now: Date): Write[] {
  const { orderId, memberId, dealId, promotionId, merchantId, version, quantity, amountFen, paid, trace } = order
  if (!paid) throw new Error(`${orderId} is not paid`)
  const { uses, validDays } = terms.form.voucher
  const until = usableTo(validDays, terms.zone, now, new Date(paid.paidAt)).toISOString()
  return Array.from({ length: quantity }, (_, i) => {
    const { voucherId, key } = voucherPlace(memberId, dealId, nthOf(orderId), i + 1)
    const voucher: VoucherItem = {
      ...{ ...key, ...dueAtEnd({ voucherId, usableTo: until }) },
      ...{ voucherId, orderId, memberId, dealId, promotionId, merchantId, version },
      ...{ paidFen: partFen(amountFen, quantity, i), issuedAt: now.toISOString(), usableTo: until },
      ...{ uses, used: 0, state: 'held', cycle: 0, trace },
    }
    return { put: voucher, when: 'absent', orElse: () => 'mine' }
  })
}
