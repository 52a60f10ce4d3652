import type { Order, OrderPast, OrderRefund, RefundState } from '../../shared/orders.ts'
import { findGroup, findTerms, mayGoBack, type Terms } from '../deals/deals.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { attemptOf, lateOf, type OrderItem } from './items.ts'
import type { RefundItem } from './refund-items.ts'
import { refundsIn } from './refunding.ts'
import { shownState } from './rules.ts'

type Group = Awaited<ReturnType<typeof findGroup>>

/** Orders as their buyer reads them. */
export async function shownOrders(table: Table, orders: OrderItem[], now: Date): Promise<Order[]> {
  return Promise.all(
    orders.map(async (order) => shown(table, order, await termsOf(table, order, now), await groupOf(table, order), now)),
  )
}

/** With its refunds, and all that happened to it. */
export async function toldOrder(table: Table, order: OrderItem, now: Date): Promise<Order> {
  const [terms, group, refunds] = await Promise.all([
    termsOf(table, order, now),
    groupOf(table, order),
    refundsIn(table, order),
  ])
  const story = { refunds: refunds.map((refund) => shownRefund(refund, terms.zone)) }
  const standing = await shown(table, order, terms, group, now)
  return { ...standing, ...story, timeline: timelineOf(order, group, refunds, terms.zone) }
}

export function shownRefund(refund: RefundItem, zone: string): OrderRefund {
  const { refundId, cause, amountFen, reason, askedAt, doneAt } = refund
  return {
    ...{ refundId, cause, amountFen, reason, state: shownRefundState(refund) },
    askedAt: instantIn(zone, askedAt),
    doneAt: doneAt && instantIn(zone, doneAt),
  }
}

const refundStates: { [state in RefundItem['state']]: RefundState } = {
  asked: 'waiting',
  sent: 'waiting',
  done: 'done',
  abnormal: 'abnormal',
  closed: 'replaced',
}
const shownRefundState = ({ state }: RefundItem) => refundStates[state]

async function shown(table: Table, order: OrderItem, terms: Terms, group: Group, now: Date): Promise<Order> {
  const { orderId, dealId, mode, groupId, quantity, priceFen, amountFen, paid, closedAt, refundedFen, attempts } = order
  const local = (instant: string) => instantIn(terms.zone, instant)
  const last = attemptOf(order, attempts)
  const state = shownState(order, group?.state, now)
  return {
    ...{ orderId, dealId, mode, groupId, quantity, priceFen, amountFen, state, refundedFen },
    ...{ title: terms.form.title, picture: terms.form.picture, merchantName: terms.merchantName },
    placedAt: local(order.placedAt),
    payBy: local(order.payBy),
    outTradeNo: last?.outTradeNo,
    channel: last?.channel,
    paidAt: paid && local(paid.paidAt),
    closedAt: closedAt && local(closedAt),
    refundable: order.state === 'paid' && order.refundFen < amountFen && (await mayGoBack(table, terms, now)),
  }
}

function timelineOf(order: OrderItem, group: Group, refunds: RefundItem[], zone: string): OrderPast[] {
  const { placedAt, paid, heldAt, closedAt } = order
  const late = Array.from({ length: order.attempts }, (_, at) => lateOf(order, at + 1)).filter((one) => one !== undefined)
  const decided = paid && group?.decidedAt && group.state !== 'open' ? group : undefined
  const past: (OrderPast | undefined)[] = [
    { kind: 'placed', at: placedAt },
    paid && { kind: 'paid', at: paid.paidAt, amountFen: order.amountFen },
    decided && { kind: decided.state === 'complete' ? 'group_complete' : 'group_failed', at: String(decided.decidedAt) },
    heldAt === undefined ? undefined : { kind: 'held', at: heldAt },
    closedAt === undefined ? undefined : { kind: 'closed', at: closedAt },
    ...late.map(({ at, why }) => ({ kind: why === 'late' ? ('paid_late' as const) : ('paid_twice' as const), at })),
    ...refunds.flatMap(({ askedAt, doneAt, state, amountFen, replaces }): OrderPast[] => [
      ...(replaces === undefined ? [{ kind: 'refund_asked' as const, at: askedAt, amountFen }] : []),
      ...(doneAt !== undefined ? [{ kind: 'refund_done' as const, at: doneAt, amountFen }] : []),
      ...(state === 'abnormal' ? [{ kind: 'refund_abnormal' as const, at: askedAt, amountFen }] : []),
    ]),
  ]
  return past
    .filter((one) => one !== undefined)
    .sort((a, b) => secondOf(a.at) - secondOf(b.at))
    .map((one) => ({ ...one, at: instantIn(zone, one.at) }))
}

/** The channel's times are whole seconds: within one, things stay as they are told above. */
const secondOf = (at: string) => Math.floor(Date.parse(at) / 1000)

const termsOf = (table: Table, { dealId, version }: OrderItem, now: Date) => findTerms(table, dealId, version, now)
/** How its group stands matters to who has paid. */
const groupOf = async (table: Table, { groupId, state }: OrderItem) =>
  groupId === undefined || state !== 'paid' ? undefined : findGroup(table, groupId)
