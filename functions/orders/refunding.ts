import type { RefundCause } from '../../shared/orders.ts'
import { Problem } from '../../shared/problem.ts'
import { dueAt, duePlace } from '../kernel/due.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { attemptOf, lateOf, type OrderItem, orderKeyOf } from './items.ts'
import { outRefundNoOf, type RefundItem, type RefundName, refundIdOf, refundKey, refundsOf } from './refund-items.ts'

/** The channel takes so many partial refunds of one payment, each so long after the one before. The last few are for what happens by itself. */
const mostRefunds = 50
export const mostAskedRefunds = 45
const spacingSeconds = 61

/** Where a refund waits for its next call to the channel. */
export const dueRefund = (refundId: string, at: Date) => dueAt(refundId, at.toISOString(), 'refund.look')

/** Thrown where another refund of the order came between: read it again. */
export const refundMoved = new Problem('table.busy')

export interface RefundPart {
  cause: RefundCause
  amountFen: number
  /** How many vouchers it gives back, and which; none: the whole order. */
  quantity: number
  voucherIds?: string[]
  reason?: string
  key?: string
  asked?: string
}

/**
 * Sets money of an order aside for a refund, and puts the refund: both or none. The sum of all refunds stays within what was paid by this
 * condition alone.
 */
export function newRefund(order: OrderItem, part: RefundPart, now: Date): { refund: RefundItem; writes: Write[] } {
  const { paid } = order
  if (!paid) throw new Error(`${order.orderId} is not paid`)
  const nth = order.refunds + 1
  const earliest = order.refundAt === undefined ? 0 : Date.parse(order.refundAt) + spacingSeconds * 1000
  const sendAt = new Date(Math.max(now.getTime(), earliest))
  const refund = refundItem(order, nth, paid.n, part, sendAt, now)
  const reserve: Write = {
    change: orderKeyOf(order.orderId),
    set: { refunds: nth, refundAt: sendAt.toISOString() },
    add: { refundFen: part.amountFen, backQuantity: part.quantity },
    when: {
      all: [
        { field: 'state', is: 'paid' },
        { field: 'refunds', is: nth - 1 },
        { field: 'refundFen', atMost: order.amountFen - part.amountFen },
      ],
    },
    orElse: (there) => {
      const found = there as OrderItem | undefined
      if (!found || found.refunds !== order.refunds) return refundMoved
      return new Problem('refund.too_much')
    },
  }
  return { refund, writes: [putRefund(refund), reserve] }
}

/** All that is left of a paid order; undefined where nothing is. */
export function wholeRefund(order: OrderItem, cause: RefundCause, now: Date) {
  const amountFen = order.amountFen - order.refundFen
  if (order.state !== 'paid' || amountFen <= 0) return undefined
  return newRefund(order, { cause, amountFen, quantity: order.quantity - order.backQuantity }, now)
}

const races = 5

/** Gives back all that is left of an order; a repeat finds nothing left. Its failure holds up no other order. */
export async function refundWhole(table: Table, orderId: string, cause: RefundCause, now: Date): Promise<void> {
  const key = orderKeyOf(orderId)
  for (let race = 0; race < races; race++) {
    const order = (await table.get(key)) as OrderItem | undefined
    const whole = order && wholeRefund(order, cause, now)
    if (!whole) return
    try {
      await table.commit(...whole.writes)
      return
    } catch (problem) {
      if (problem !== refundMoved) throw problem
    }
  }
  throw refundMoved
}

/**
 * The whole money of an attempt that came too late, a second time, or does not fit, under a number that follows from the attempt: however
 * often it is asked for, and for whatever reason, it goes back once.
 */
export function refundOfAttempt(
  order: OrderItem,
  n: number,
  amountFen: number,
  cause: 'late' | 'duplicate' | 'operator',
  now: Date,
): Write {
  const part = { cause, amountFen, quantity: 0 }
  const refund = { ...refundItem(order, `L${n}`, n, part, now, now), totalFen: amountFen }
  return { put: refund, when: 'absent', orElse: () => 'mine' }
}

/** The late money of an attempt, given back in full. */
export function refundLate(order: OrderItem, n: number, now: Date): Write[] {
  const late = lateOf(order, n)
  return late ? [refundOfAttempt(order, n, order.amountFen, late.why, now)] : []
}

/**
 * The channel gave a refund up: it goes on under a new number that names the old one. Nothing more is set aside, since the old one pays
 * nothing out any more. False: the channel would take no further number, so a person has to pay it out.
 */
export async function replaceRefund(table: Table, closed: RefundItem, now: Date): Promise<boolean> {
  const order = (await table.get(orderKeyOf(closed.orderId))) as OrderItem | undefined
  if (!order || closed.replacedBy !== undefined) return true
  const nth = order.refunds + 1
  if (nth > mostRefunds) return false
  const { cause, amountFen, reason, voucherIds, totalFen, refundId } = closed
  const part: RefundPart = { cause, amountFen, quantity: 0, ...(reason && { reason }), ...(voucherIds && { voucherIds }) }
  const next = { ...refundItem(order, nth, closed.n, part, now, now), totalFen, replaces: refundId }
  await table.commit(
    {
      change: { pk: closed.pk, sk: closed.sk },
      set: { replacedBy: next.refundId },
      when: {
        all: [
          { field: 'state', is: 'closed' },
          { field: 'replacedBy', has: false },
        ],
      },
      orElse: () => 'mine',
    },
    putRefund(next),
    {
      change: orderKeyOf(order.orderId),
      set: { refunds: nth, refundAt: now.toISOString() },
      when: { field: 'refunds', is: nth - 1 },
      orElse: () => refundMoved,
    },
  )
  return true
}

/** Every refund of an order, in the order they were asked for. */
export async function refundsIn(table: Table, order: Pick<OrderItem, 'orderId' | 'memberId'>): Promise<RefundItem[]> {
  const { pk, prefix } = refundsOf(order)
  const { items } = await table.query({ pk, prefix })
  return (items as RefundItem[]).sort((a, b) => (a.askedAt < b.askedAt ? -1 : 1))
}

function refundItem(order: OrderItem, name: RefundName, n: number, part: RefundPart, sendAt: Date, now: Date): RefundItem {
  const { orderId, memberId, merchantId, amountFen: totalFen } = order
  const attempt = attemptOf(order, n)
  if (!attempt) throw new Error(`${orderId} has no attempt ${n}`)
  const { outTradeNo, channel } = attempt
  const { quantity, ...rest } = part
  const refundId = refundIdOf(orderId, name)
  return {
    ...refundKey(order, name),
    ...dueRefund(refundId, sendAt),
    ...{ refundId, orderId, memberId, merchantId, n, outTradeNo, channel, totalFen },
    ...rest,
    quantity,
    outRefundNo: outRefundNoOf(outTradeNo, name),
    state: 'asked',
    askedAt: now.toISOString(),
    calls: 0,
  }
}

/** Under its place: who finds it there has asked before. */
function putRefund(refund: RefundItem): Write {
  return {
    put: refund,
    when: 'absent',
    orElse: (there) => (sameRefund(there as RefundItem | undefined, refund) ? 'mine' : refundMoved),
  }
}

/** The same money for the same reason: to ask for the same vouchers twice at once is to ask for one refund. */
const sameRefund = (one: RefundItem | undefined, other: RefundItem) =>
  one !== undefined &&
  (['outRefundNo', 'amountFen', 'cause', 'key'] as const).every((field) => one[field] === other[field]) &&
  String(one.voucherIds) === String(other.voucherIds)

/** What the channel's word makes of a refund. Whoever sees it first writes it, and nothing is taken back. Without `next` nobody looks any more. */
export function moveRefund(
  { pk, sk, refundId }: Pick<RefundItem, 'pk' | 'sk' | 'refundId'>,
  to: {
    state: 'sent' | 'done' | 'abnormal' | 'closed'
    /** As the channel says it: another one moves nothing. */
    amountFen?: number | undefined
    channelRefundId?: string | undefined
    doneAt?: string | undefined
  },
  next: Date | undefined,
  orElse: (there: RefundItem | undefined) => Problem | 'mine',
): Write {
  const { state, amountFen, channelRefundId, doneAt } = to
  const ends = state === 'done' || state === 'closed'
  return {
    change: { pk, sk },
    set: {
      state,
      ...(channelRefundId !== undefined && { channelRefundId }),
      ...(doneAt !== undefined && { doneAt }),
      ...(next && dueRefund(refundId, next)),
    },
    ...(ends && { drop: duePlace }),
    when: {
      all: [
        { field: 'state', in: movesFrom[state] },
        ...(amountFen === undefined ? [] : [{ field: 'amountFen', is: amountFen }]),
      ],
    },
    orElse: (there) => orElse(there as RefundItem | undefined),
  }
}

const movesFrom = {
  sent: ['asked'],
  abnormal: ['asked', 'sent'],
  done: ['asked', 'sent', 'abnormal'],
  closed: ['asked', 'sent', 'abnormal'],
}

/** The channel was called once more; when to look again. `said`: what it answered where that was no success. */
export function countCall({ pk, sk, refundId, calls }: RefundItem, next: Date, said: string | undefined): Write {
  return {
    change: { pk, sk },
    set: { calls: calls + 1, ...(said !== undefined && { said }), ...dueRefund(refundId, next) },
    when: {
      all: [
        { field: 'state', in: ['asked', 'sent', 'abnormal'] },
        { field: 'calls', is: calls },
      ],
    },
    orElse: () => 'mine',
  }
}
