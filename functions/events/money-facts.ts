import { findTerms, type GroupMoved } from '../deals/deals.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { findMerchant } from '../merchants/merchants.ts'
import { findOrder, type OrderItem, type RefundItem } from '../orders/orders.ts'
import { commissionBack } from './cells.ts'
import { eventKey } from './items.ts'
import type { Fact, Told } from './record.ts'
import type { Event } from './schemas.ts'

/** Writes down what happened to one thing, with what hangs on it. */
export type Tell = (kind: Told['kind'], at: string, more: Partial<Told>, rest: Write[]) => Promise<void>

export async function factOfOrder(
  table: Table,
  order: OrderItem,
  kind: Told['kind'],
  at: string,
  more: Partial<Told>,
  now: Date,
): Promise<Fact> {
  const { orderId, dealId, merchantId, promotionId, memberId, trace, version } = order
  const { zone } = await findTerms(table, dealId, version, now)
  const about = { orderId, dealId, merchantId, promotionId, memberId, trace, zone }
  return { eventId: `${kind}#${orderId}`, kind, at, ...about, ...more }
}

/** Its order says which promotion it was, and how its buyer came. */
export async function factOfRefund(
  table: Table,
  refund: RefundItem,
  kind: Told['kind'],
  at: string,
  more: Partial<Told>,
  now: Date,
): Promise<Fact> {
  const { refundId, orderId, amountFen, cause } = refund
  const order = await findOrder(table, orderId)
  if (!order) throw new Error(`${refundId} has no order`)
  const about = { eventId: `${kind}#${refundId}`, refundId, amountFen, why: cause }
  return factOfOrder(table, order, kind, at, { ...about, ...more }, now)
}

export async function factOfGroup(
  table: Table,
  { kind, group }: GroupMoved,
  at: string,
  sponsoredFen: number,
  now: Date,
): Promise<Fact> {
  const { groupId, dealId, version } = group
  const { merchantId, promotionId, zone } = await findTerms(table, dealId, version, now)
  const told = `group-${kind}` as Told['kind']
  const money = sponsoredFen > 0 ? { sponsoredFen } : {}
  return { eventId: `${told}#${groupId}`, kind: told, at, groupId, dealId, merchantId, promotionId, zone, ...money }
}

/** What the platform takes of a payment, in hundredths of a percent. */
export async function rateOf(table: Table, merchantId: string): Promise<number> {
  return (await findMerchant(table, merchantId)).commissionBasisPoints
}

/** What the platform gives back with a refund: in proportion of what it took when the order was paid, whatever its rate is now. */
export async function commissionReturned(table: Table, { orderId, amountFen }: RefundItem): Promise<number> {
  const order = await findOrder(table, orderId)
  if (!order?.paid) return 0
  const paid = (await table.get(eventKey({ at: order.paid.at, eventId: `paid#${orderId}` }))) as unknown as Event | undefined
  return commissionBack(paid?.commissionFen ?? 0, amountFen, order.amountFen)
}
