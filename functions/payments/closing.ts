import type { Order } from '../../shared/orders.ts'
import { Problem } from '../../shared/problem.ts'
import { tellMoney } from '../exceptions/exceptions.ts'
import { observe } from '../kernel/metrics.ts'
import type { Table } from '../kernel/table/table.ts'
import {
  type Attempt,
  attemptOf,
  attemptsOf,
  beginClosing,
  type ClockItem,
  closesAt,
  findOrder,
  isOverdue,
  lateOf,
  markClosed,
  nextLook,
  type OrderItem,
  orderKeyOf,
  ownOrder,
  stopClock,
  toldOrder,
  windClock,
} from '../orders/orders.ts'
import type { Channel, PaymentFact } from './channel.ts'
import { channelNamed } from './channels.ts'
import { applyChannelFact } from './facts.ts'
import { channelNames } from './pointers.ts'

/** A prepay call of ours may still be on its way to the channel: until then it proves nothing that the channel knows of no such trade. */
const underWayMs = 30_000

/** Gives an order up before it is paid. Refuses with order.not_found, order.paid. */
export async function cancelOrder(table: Table, memberId: string, orderId: string, now: Date): Promise<Order> {
  const order = await ownOrder(table, memberId, orderId)
  const after = order.state === 'placed' || order.state === 'closing' ? await closeOrder(table, order, true, now) : order
  if (after.state === 'paid' || after.state === 'held') throw new Problem('order.paid')
  return toldOrder(table, after, now)
}

/**
 * Query, close, query: an order is closed only once each of its attempts is confirmed by its channel to be out of the way. Until then it
 * stays `closing`, keeps its seat and its stock, and is looked at again; money that shows itself meanwhile pays it.
 */
export async function closeOrder(table: Table, placed: OrderItem, cancelled: boolean, now: Date): Promise<OrderItem> {
  const key = orderKeyOf(placed.orderId)
  const [closing] = await table.commit(beginClosing(key, cancelled))
  const order = closing as OrderItem
  if (order.state !== 'closing') return order
  for (const attempt of attemptsOf(order)) {
    if (attempt.shut || (await comeOf(table, attempt, now)) === 'shut') continue
    return (await findOrder(table, order.orderId)) ?? order
  }
  const [closed] = await table.commit(markClosed(key, order.attempts, now))
  return closed as OrderItem
}

/** Query, close, query: what came of the attempt. What the channel says of money is in the table then; `open`: it says nothing final. */
async function comeOf(table: Table, attempt: Attempt, now: Date): Promise<'shut' | 'paid' | 'open'> {
  const channel = await channelNamed(channelNames[attempt.channel])
  if (!channel) return 'open'
  const before = await standing(table, channel, attempt, now)
  if (before === 'shut' || before === 'paid') return before
  if (before === 'unknown' || (await channel.close(attempt.outTradeNo)).kind === 'unknown') return 'open'
  const after = await standing(table, channel, attempt, now)
  return after === 'unknown' ? 'open' : after
}

async function standing(
  table: Table,
  channel: Channel,
  attempt: Attempt,
  now: Date,
): Promise<'shut' | 'open' | 'paid' | 'unknown'> {
  const said = await channel.query(attempt.outTradeNo)
  if (said.kind !== 'known') return 'unknown'
  if (said.fact.state === 'paid') {
    await applyChannelFact(table, said.fact, { by: 'query' }, now)
    return 'paid'
  }
  return stateOf(said.fact, attempt, now)
}

function stateOf({ state }: PaymentFact, attempt: Attempt, now: Date): 'shut' | 'open' | 'unknown' {
  if (state === 'closed') return 'shut'
  if (state !== 'absent') return 'open'
  return now.getTime() - Date.parse(attempt.at) > underWayMs ? 'shut' : 'unknown'
}

/** The job of an order's clock: asks the channel while it can be paid, and closes it when its time is over. A repeat is harmless. */
export async function lookAtOrder(table: Table, clock: ClockItem, now: Date): Promise<void> {
  const { orderId, looks } = clock
  const order = await findOrder(table, orderId)
  if (!order) {
    await table.commit(stopClock(orderId))
    return
  }
  const isOpen = ({ state }: OrderItem) => state === 'placed' || state === 'closing'
  if (!isOpen(order)) return lookBack(table, order, looks, now)
  const isOver = order.state === 'closing' || closesAt(order) <= now
  const after = isOver ? await closeOrder(table, order, false, now) : await askEachAttempt(table, order, now)
  if (!isOpen(after)) return lookBack(table, after, looks, now)
  observe('OldestUnpaidSeconds', (now.getTime() - Date.parse(after.placedAt)) / 1000)
  if (isOverdue(after, now)) await table.commit(tellMoney('order.overdue', orderId, { orderId, why: [] }, now))
  const since = new Date(attemptOf(after, after.attempts)?.at ?? after.placedAt)
  const next = nextLook(after, looks + 1, since, now)
  await table.commit(windClock(orderId, looks + 1, new Date(Math.max(next.getTime(), now.getTime() + 1000))))
}

/**
 * The order is decided, and an attempt that did not pay it may still be paid until its time is over (two channels at once; a cashier that
 * was not opened yet cannot be closed). Should nobody tell us of that, this last look finds it.
 */
async function lookBack(table: Table, order: OrderItem, looks: number, now: Date): Promise<void> {
  const { orderId } = order
  const others = attemptsOf(order).filter(({ n }) => n !== order.paid?.n && n !== order.heldN && !lateOf(order, n))
  if (others.length > 0 && closesAt(order) > now) {
    await table.commit(windClock(orderId, looks + 1, closesAt(order)))
    return
  }
  let isOver = true
  for (const attempt of others) if ((await comeOf(table, attempt, now)) === 'open') isOver = false
  await table.commit(isOver ? stopClock(orderId) : windClock(orderId, looks + 1, new Date(now.getTime() + 60_000)))
}

async function askEachAttempt(table: Table, order: OrderItem, now: Date): Promise<OrderItem> {
  for (const attempt of attemptsOf(order)) {
    const channel = await channelNamed(channelNames[attempt.channel])
    if (channel && !attempt.shut) await standing(table, channel, attempt, now)
  }
  return (await findOrder(table, order.orderId)) ?? order
}
