import { findTerms } from '../deals/deals.ts'
import type { Table } from '../kernel/table/table.ts'
import type { OrderItem, RefundItem } from '../orders/orders.ts'
import { findVoucher, issueVouchers, refunded } from '../vouchers/vouchers.ts'

/**
 * The vouchers of an order that is paid and, where it has a group, complete. In a commit of their own: who was faster with giving them back has
 * made them already (payments), and nothing else may be left out for that.
 */
export async function putVouchers(table: Table, order: OrderItem, at: Date): Promise<void> {
  await table.commit(...issueVouchers(order, await findTerms(table, order.dealId, order.version, at), at))
}

/** The money for what was left of them has arrived. Who left a group had none. */
export async function endVouchersOf(table: Table, { voucherIds = [] }: RefundItem, at: Date): Promise<void> {
  for (const voucherId of voucherIds) {
    const voucher = (await findVoucher(table, voucherId))?.voucher
    if (voucher?.state === 'refunding') await table.commit(refunded(voucher, at))
  }
}
