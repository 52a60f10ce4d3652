import type { Order, OrderState } from '../../shared/orders.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Table } from '../kernel/table/table.ts'
import { type OrderItem, orderPrefix, ordersOf, placeOfOrder } from './items.ts'
import { place, type Said, type Wanted } from './placing.ts'
import { shownOrders, toldOrder } from './shown.ts'

export { bookedOn, bookPayment } from './booked.ts'
export {
  type Attempt,
  attemptOf,
  attemptsOf,
  type ClockItem,
  type LateBy,
  lateOf,
  type OrderItem,
  orderIdOf,
  orderKey,
  orderKeyOf,
  ordersOfDeal,
  type PaidBy,
  placeOfOrder,
} from './items.ts'
export {
  nameOfRefund,
  outRefundNoOf,
  placeOfRefund,
  type RefundItem,
  type RefundName,
  refundIdOf,
  refundKey,
  refundsOf,
} from './refund-items.ts'
export {
  countCall,
  dueRefund,
  mostAskedRefunds,
  moveRefund,
  newRefund,
  type RefundPart,
  refundLate,
  refundMoved,
  refundOfAttempt,
  refundsIn,
  refundWhole,
  replaceRefund,
} from './refunding.ts'
export { closesAt, isOverdue, nextLook } from './rules.ts'
export { shownRefund, toldOrder } from './shown.ts'
export {
  beginAttempt,
  beginClosing,
  firstClock,
  hold,
  isPaidBy,
  keepLate,
  markClosed,
  markPaid,
  paidAlready,
  shutAttempt,
  stopClock,
  tooLate,
  unpayable,
  windClock,
} from './writes.ts'

/** Places an order and answers it; the same key again answers the same order. */
export async function placeOrder(
  table: Table,
  memberId: string,
  wanted: Wanted,
  said: Said,
  language: Language,
  now: Date,
): Promise<Order> {
  const order = await place(table, memberId, wanted, said, language, now)
  return (await shownOrders(table, [order], now))[0] as Order
}

/** Refuses with order.not_found, also where it is somebody else's. */
export async function getOrder(table: Table, memberId: string, orderId: string, now: Date): Promise<Order> {
  return toldOrder(table, await ownOrder(table, memberId, orderId), now)
}

/** A page of the member's orders: newest deal first, inside a page newest order first; `state` is judged now. */
export async function listMyOrders(
  table: Table,
  memberId: string,
  question: { state?: OrderState | undefined; limit?: number | undefined; cursor?: string | undefined },
  now: Date,
): Promise<{ items: Order[]; nextCursor?: string | undefined }> {
  const { state, limit = 50 } = question
  let { cursor } = question
  let items: Order[]
  // A page with none of the wanted state is no answer to a person: the first that has some is.
  do {
    const page = await table.query({ pk: ordersOf(memberId), prefix: orderPrefix, backward: true, limit, cursor })
    const shown = await shownOrders(table, page.items as OrderItem[], now)
    items = shown.filter((order) => state === undefined || order.state === state)
    cursor = page.cursor
  } while (items.length === 0 && cursor !== undefined)
  items.sort((a, b) => (a.placedAt < b.placedAt ? 1 : -1))
  return { items, nextCursor: cursor }
}

/** The order an id names, whoever's it is. */
export async function findOrder(table: Table, orderId: string): Promise<OrderItem | undefined> {
  const found = placeOfOrder(orderId)
  return found && ((await table.get(found.key)) as OrderItem | undefined)
}

/** The caller's own. Refuses with order.not_found, also where it is somebody else's. */
export async function ownOrder(table: Table, memberId: string, orderId: string): Promise<OrderItem> {
  const order = placeOfOrder(orderId)?.memberId === memberId ? await findOrder(table, orderId) : undefined
  if (!order) throw new Problem('order.not_found')
  return order
}
