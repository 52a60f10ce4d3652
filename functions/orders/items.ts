import type { OrderMode } from '../../shared/order-modes.ts'
import type { PayChannel } from '../../shared/orders.ts'
import { bare } from '../kernel/ids.ts'
import type { Item, Key } from '../kernel/table/table.ts'

/** One attempt to pay, inside the order. What a fact about it is judged on stands in its pointer (payments). */
export type Attempt = {
  outTradeNo: string
  channel: PayChannel
  at: string
  /** The channel has confirmed that it cannot be paid any more. */
  shut?: true
}

/** Money that came, as it is kept in the order. `n` is the attempt's number. */
export type PaidBy = {
  n: number
  transactionId: string
  /** When the channel says it was paid. */
  paidAt: string
  /** When we learned it, and how. */
  at: string
  by: 'callback' | 'query' | 'bill'
  notifyId?: string
}

/**
 * An order with its attempts: the fact that everything about its money is judged on. `placed` can be paid, `closing` not any more but
 * the channel has not confirmed it; `closed` never was paid in time. At most 1 KB and in no index, so that a callback costs one unit.
 */
export interface OrderItem extends Item {
  orderId: string
  memberId: string
  dealId: string
  merchantId: string
  promotionId: string
  /** Of the deal's terms. */
  version: number
  mode: OrderMode
  groupId?: string
  quantity: number
  priceFen: number
  amountFen: number
  placedAt: string
  payBy: string
  state: 'placed' | 'closing' | 'closed' | 'paid' | 'held'
  /** How many attempts there are; the nth stands in the field `a<n>`. */
  attempts: number
  paid?: PaidBy
  /** The attempt whose money does not fit; the story of it stands in the exception. */
  heldN?: number
  heldAt?: string
  closedAt?: string
  /** Given up by its buyer; otherwise its time ran out. */
  cancelled?: true
  /** Reserved for refunds and paid out by them; and what of it has arrived. */
  refundFen: number
  refundedFen: number
  /** How many refunds there are, and when the last of them may go to the channel at the earliest. */
  refunds: number
  refundAt?: string
  /** How many of its vouchers went back: so many may be bought again. */
  backQuantity: number
  /** Idempotency-Key, and the fingerprint of what was asked under it. */
  key?: string
  asked?: string
  /** How its member came (kernel/trace.ts). */
  trace?: string
}

/** Money that came when the order was closed, or paid by another attempt: field `l<n>` of the order. */
export type LateBy = PaidBy & { why: 'late' | 'duplicate' }

/** So many orders a member can place of a deal, those that were never paid among them. */
export const mostOrders = 99

export const orderPrefix = 'ORDER#'
export const ordersOf = (memberId: string) => `MEMBER#${memberId}`
export const ordersOfDeal = (dealId: string) => `${orderPrefix}${bare(dealId)}#`
const two = (n: number) => String(n).padStart(2, '0')

/** The nth order of a deal has one place in a member's partition: two at once race for it. */
export function orderKey(memberId: string, dealId: string, nth: number): Key {
  return { pk: ordersOf(memberId), sk: `${ordersOfDeal(dealId)}${two(nth)}` }
}

/** Names the place of the order: member, deal and number. */
export function orderIdOf(memberId: string, dealId: string, nth: number): string {
  return `ord_${bare(memberId)}${bare(dealId)}-${nth}`
}

/** The place an orderId names; undefined when it is none of ours. */
export function placeOfOrder(orderId: string): { memberId: string; dealId: string; nth: number; key: Key } | undefined {
  const match = /^ord_([0-9A-HJKMNP-TV-Z]{26})([0-9A-HJKMNP-TV-Z]{26})-([1-9]\d?)$/.exec(orderId)
  if (!match) return undefined
  const [memberId, dealId, nth] = [`mbr_${match[1]}`, `dea_${match[2]}`, Number(match[3])]
  return { memberId, dealId, nth, key: orderKey(memberId, dealId, nth) }
}

/**
 * Beside the order: when somebody has to look how its money stands (`due`). Apart from it, so that neither placing nor paying it costs
 * anything for the index.
 */
export interface ClockItem extends Item {
  orderId: string
  /** How often the channel was asked since the last attempt. */
  looks: number
}
export const clockKey = (orderId: string): Key => ({ pk: `CLOCK#${orderId}`, sk: 'CLOCK' })

export const attemptOf = (order: OrderItem, n: number) => order[`a${n}`] as Attempt | undefined
export const lateOf = (order: OrderItem, n: number) => order[`l${n}`] as LateBy | undefined
/** In the order of their numbers, from 1. */
export function attemptsOf(order: OrderItem): (Attempt & { n: number })[] {
  return Array.from({ length: order.attempts }, (_, at) => ({ n: at + 1, ...(attemptOf(order, at + 1) as Attempt) }))
}

/** Where an order lies. Throws for what is none. */
export function orderKeyOf(orderId: string): Key {
  const place = placeOfOrder(orderId)
  if (!place) throw new Error(`${orderId} is no order`)
  return place.key
}
