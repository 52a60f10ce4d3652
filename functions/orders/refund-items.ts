import type { PayChannel, RefundCause } from '../../shared/orders.ts'
import { bare } from '../kernel/ids.ts'
import type { Item, Key } from '../kernel/table/table.ts'
import { type OrderItem, ordersOf, placeOfOrder } from './items.ts'

/**
 * Money on its way back. It has one number for life: `outRefundNo` follows from the attempt that was paid and the number of the refund, and
 * every retry says it again. `asked`: to be sent, or sent with an unknown result; `sent`: the channel took it; `abnormal`: it could not
 * pay it out, and somebody has to say where to; `closed`: it gave it up, and `replacedBy` goes on under a number of its own.
 */
export interface RefundItem extends Item {
  refundId: string
  orderId: string
  memberId: string
  merchantId: string
  cause: RefundCause
  reason?: string
  /** Of the attempt whose money it is. */
  n: number
  outTradeNo: string
  channel: PayChannel
  outRefundNo: string
  amountFen: number
  /** What was paid by the attempt. */
  totalFen: number
  /** How many vouchers it gives back, and which; none named: the whole order. */
  quantity: number
  voucherIds?: string[]
  state: 'asked' | 'sent' | 'done' | 'abnormal' | 'closed'
  askedAt: string
  /** How often the channel was called for it. */
  calls: number
  /** The channel's own number. */
  channelRefundId?: string
  doneAt?: string
  /** The last answer of the channel that was no success, for the people who look after it. */
  said?: string
  replaces?: string
  replacedBy?: string
  /** Idempotency-Key, and the fingerprint of what was asked under it. */
  key?: string
  asked?: string
}

const two = (n: number) => String(n).padStart(2, '0')

/** `nth` of an order: 1, 2, … for what was bought, `L<n>` for the money of an attempt that came too late or a second time. */
export type RefundName = number | `L${number}`

/** Every refund of an order. */
export function refundsOf(order: Pick<OrderItem, 'orderId' | 'memberId'>): { pk: string; prefix: string } {
  return { pk: ordersOf(order.memberId), prefix: `REFUND#${placeName(order.orderId)}#` }
}

export function refundKey(order: Pick<OrderItem, 'orderId' | 'memberId'>, name: RefundName): Key {
  const { pk, prefix } = refundsOf(order)
  return { pk, sk: `${prefix}${typeof name === 'number' ? two(name) : name}` }
}

export function refundIdOf(orderId: string, name: RefundName): string {
  return `rfd_${bare(orderId)}-${typeof name === 'number' ? two(name) : name}`
}

/** The place a refundId names; undefined when it is none of ours. */
export function placeOfRefund(refundId: string): { orderId: string; name: RefundName; key: Key } | undefined {
  const match = /^rfd_(.+)-(\d\d|L\d)$/.exec(refundId)
  const orderId = `ord_${match?.[1]}`
  const place = placeOfOrder(orderId)
  if (!match?.[2] || !place) return undefined
  const name = nameOf(match[2])
  return { orderId, name, key: refundKey({ orderId, memberId: place.memberId }, name) }
}

/** The number under which the channel knows it. */
export function outRefundNoOf(outTradeNo: string, name: RefundName): string {
  return typeof name === 'number' ? `${outTradeNo}R${name}` : `L${outTradeNo}`
}

/** Which refund of the attempt `n` a number of the channel means; undefined when it is none of ours. */
export function nameOfRefund(outTradeNo: string, n: number, outRefundNo: string): RefundName | undefined {
  if (outRefundNo === `L${outTradeNo}`) return `L${n}`
  const match = new RegExp(`^${outTradeNo}R([1-9]\\d?)$`).exec(outRefundNo)
  return match ? Number(match[1]) : undefined
}

const nameOf = (text: string): RefundName => (text.startsWith('L') ? (text as `L${number}`) : Number(text))

function placeName(orderId: string): string {
  const place = placeOfOrder(orderId)
  if (!place) throw new Error(`${orderId} is no order`)
  return `${bare(place.dealId)}#${two(place.nth)}`
}
