import type { Write } from '../kernel/table/table.ts'
import { type OrderItem, voucherIdOf } from '../orders/orders.ts'
import type { Part } from './rules.ts'

/** The vouchers of an order as they stand now, in their order. Until vouchers are issued none of them is used. */
export async function partsOf(order: OrderItem, uses: number): Promise<Part[]> {
  return Array.from({ length: order.quantity }, (_, at) => ({ voucherId: voucherIdOf(order.orderId, at + 1), uses, used: 0 }))
}

/** Takes the vouchers out of use, in the commit that sets their money aside. */
export async function giveBackWrites(): Promise<Write[]> {
  return []
}
