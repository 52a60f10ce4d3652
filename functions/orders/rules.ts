import type { OrderState } from '../../shared/orders.ts'
import type { OrderItem } from './items.ts'

/** How many vouchers of the deal a member has bought and not given back: what `perMember` counts. */
export function liveQuantity(orders: OrderItem[]): number {
  return orders
    .filter(({ state }) => state !== 'closed')
    .reduce((sum, { quantity, backQuantity }) => sum + quantity - backQuantity, 0)
}

/** Seconds after the last attempt at which the channel is asked, while nothing is known. */
const looksAfter = [5, 30, 60, 180, 300, 600, 1800]
/** The channel closes nothing younger than its own minute: an order is closed so long after its time. */
const graceSeconds = 60
/** While the channel does not answer, it is asked again so often. */
const closingEverySeconds = 60

/** From when on an order that is not paid is closed. One that was never tried to be paid needs no grace. */
export function closesAt({ payBy, attempts }: Pick<OrderItem, 'payBy' | 'attempts'>): Date {
  return new Date(Date.parse(payBy) + (attempts === 0 ? 0 : graceSeconds * 1000))
}

/** When an order that is not paid is looked at next; `since` is when its last attempt began. */
export function nextLook(order: Pick<OrderItem, 'payBy' | 'state' | 'attempts'>, looks: number, since: Date, now: Date): Date {
  if (order.state === 'closing') return new Date(now.getTime() + closingEverySeconds * 1000)
  const after = looksAfter[looks]
  if (order.attempts === 0 || after === undefined) return closesAt(order)
  return new Date(Math.min(closesAt(order).getTime(), since.getTime() + after * 1000))
}

/** An order that should long be closed or paid is told to the operators. */
export function isOverdue(order: Pick<OrderItem, 'payBy'>, now: Date): boolean {
  return now.getTime() > Date.parse(order.payBy) + 3_600_000
}

export function isOverTime(order: Pick<OrderItem, 'payBy'>, now: Date): boolean {
  return order.payBy <= now.toISOString()
}

/** What an order is for its buyer. `group` is the state of its group, where it has one. */
export function shownState(order: OrderItem, group: string | undefined, now: Date): OrderState {
  const { state, refundFen, refundedFen, amountFen } = order
  if (state === 'closed' || state === 'held' || state === 'closing') return state
  if (state === 'placed') return isOverTime(order, now) ? 'closing' : 'to_pay'
  if (refundedFen >= amountFen) return 'refunded'
  if (refundFen > refundedFen) return 'refunding'
  if (group === 'failed') return 'refunding'
  if (refundFen > 0) return 'part_refunded'
  return group === undefined || group === 'complete' ? 'ready' : 'in_group'
}
