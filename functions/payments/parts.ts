import type { Terms } from '../deals/deals.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { findOrder, newRefund, type OrderItem, placeOfOrder, refundMoved } from '../orders/orders.ts'
import {
  issueVouchers,
  leftFen,
  openRefund,
  stateOfVoucher,
  type VoucherItem,
  voucherPlace,
  vouchersOfOrder,
} from '../vouchers/vouchers.ts'
import type { Part } from './rules.ts'

/** The vouchers of an order as they stand now, in their order; before its group is complete there are none, and none of them is used. */
export async function partsOf(
  table: Table,
  order: OrderItem,
  uses: number,
  now: Date,
): Promise<{ parts: Part[]; vouchers: VoucherItem[] }> {
  const vouchers = await vouchersOfOrder(table, order)
  const { nth = 0 } = placeOfOrder(order.orderId) ?? {}
  const parts = Array.from({ length: order.quantity }, (_, at) => {
    // They are made by the feed, and their names are known before.
    const { voucherId } = voucherPlace(order.memberId, order.dealId, nth, at + 1)
    const voucher = vouchers.find((one) => one.voucherId === voucherId)
    const paid = { paidFen: order.priceFen, uses, used: voucher?.used ?? 0 }
    return { voucherId, ...paid, leftFen: leftFen(paid), ...(voucher && { why: whyNot(voucher, now) }) }
  })
  return { parts, vouchers }
}

function whyNot(voucher: VoucherItem, now: Date): Part['why'] {
  const state = stateOfVoucher(voucher, now)
  if (state === 'given') return 'given'
  return state === 'refunding' || state === 'refunded' ? 'refunded' : undefined
}

/**
 * Money can be asked back before the feed has come to the vouchers; left to it, they would be made after that, good to use. Made here they
 * are the very same ones, and the feed finds them there.
 */
export async function makeVouchers(table: Table, order: OrderItem, terms: Terms, at: Date): Promise<void> {
  await table.commit(...issueVouchers(order, terms, at))
}

/** Takes the vouchers out of use, in the commit that sets their money aside: as they were when the amount was made, or it is made again. */
export function giveBackWrites(vouchers: VoucherItem[], voucherIds: string[], refundId: string, now: Date): Write[] {
  const back = vouchers.filter(({ voucherId }) => voucherIds.includes(voucherId))
  return back.map((voucher) => openRefund(voucher, refundId, now, () => refundMoved))
}

const races = 5

/**
 * What is left of a voucher goes back to who paid for it, by itself: at its end, or because its holder is gone. Those of its order that are
 * over too go with it, for a payment takes so many refunds only. A repeat finds nothing left.
 */
export async function refundVoucher(table: Table, voucher: VoucherItem, now: Date): Promise<void> {
  for (let race = 0; race < races; race++) {
    const order = await findOrder(table, voucher.orderId)
    if (order?.state !== 'paid') return
    const others = (await vouchersOfOrder(table, order)).filter(
      ({ state, usableTo, voucherId }) => state === 'held' && usableTo <= now.toISOString() && voucherId !== voucher.voucherId,
    )
    const back = [voucher, ...others].filter((one) => leftFen(one) > 0)
    const amountFen = back.reduce((sum, one) => sum + leftFen(one), 0)
    const voucherIds = back.map(({ voucherId }) => voucherId)
    const { refund, writes } = newRefund(order, { cause: 'expired', amountFen, quantity: back.length, voucherIds }, now)
    const opened = back.map((one) => openRefund(one, refund.refundId, now, () => refundMoved))
    try {
      await table.commit(...writes, ...opened)
      return
    } catch (problem) {
      // The voucher itself may be what moved: the job meets it again.
      if (problem !== refundMoved) throw problem
    }
  }
  throw refundMoved
}
