import { followGroup, freeSeat, type GroupMoved, groupMoved, seatPaid, stockBack } from '../deals/deals.ts'
import { isMoney, type MoneyException, tellMoney } from '../exceptions/exceptions.ts'
import type { Change } from '../kernel/feed.ts'
import type { Item, Table, Write } from '../kernel/table/table.ts'
import {
  attemptOf,
  bookPayment,
  findOrder,
  firstClock,
  lateOf,
  type OrderItem,
  orderIdOf,
  orderKeyOf,
  placeOfOrder,
  type RefundItem,
  refundLate,
  refundWhole,
  replaceRefund,
} from '../orders/orders.ts'
import { eventKey } from './items.ts'
import { type Account, transfer } from './ledger.ts'
import { endVouchersOf, putVouchers } from './vouchers.ts'

/** What follows from a change of an order, a refund, a group or an exception of money; undefined of anything else. */
export async function deriveMoney(table: Table, change: Change, now: Date): Promise<void> {
  const { old, new: item } = change
  if (!item) return
  if (item.sk.startsWith('ORDER#')) return ofOrder(table, old as OrderItem | undefined, item as OrderItem, now)
  if (item.sk.startsWith('REFUND#')) return ofRefund(table, old as RefundItem | undefined, item as RefundItem, now)
  if (item.sk === 'EXCEPTION' && !old) return ofException(table, item)
  const moved = groupMoved(change)
  if (moved) return ofGroup(table, moved, now)
}

async function ofOrder(table: Table, old: OrderItem | undefined, order: OrderItem, now: Date): Promise<void> {
  const { orderId, dealId, amountFen } = order
  if (!old) {
    await table.commit(event('ordered', order, order.placedAt), count(dealId, { ordered: 1 }))
    // Apart from it: where an attempt has wound the clock already, the order is counted all the same.
    await table.commit(firstClock(order))
  }
  if (order.state === 'paid' && old?.state !== 'paid') await paid(table, order)
  if ((order.state === 'closed' || order.state === 'held') && old?.state !== order.state) {
    const at = order.closedAt ?? order.heldAt ?? now.toISOString()
    await table.commit(event('freed', order, at), ...freeSeat({ ...order, nth: nthOf(order), at: order.placedAt }))
  }
  for (let n = 1; n <= order.attempts; n++) {
    const late = lateOf(order, n)
    if (!late || (old && lateOf(old, n))) continue
    const outTradeNo = attemptOf(order, n)?.outTradeNo ?? ''
    const came = transfer(orderId, `pay:${outTradeNo}`, 'late', channelOf(order, n), amountFen, late.at)
    await table.commit(event(`late-${n}`, order, late.at, { why: late.why }), ...refundLate(order, n, now), ...came)
    await bookPayment(table, order, late)
  }
  if (old && order.refundFen > old.refundFen)
    await table.commit(
      event(`back-${order.refunds}`, order, order.refundAt ?? now.toISOString(), {
        amountFen: order.refundFen - old.refundFen,
      }),
      count(dealId, { refunded: order.backQuantity - old.backQuantity }),
    )
}

async function paid(table: Table, order: OrderItem): Promise<void> {
  const { orderId, dealId, memberId, amountFen, groupId, paid } = order
  if (!paid) return
  const outTradeNo = attemptOf(order, paid.n)?.outTradeNo ?? ''
  const came = transfer(orderId, `pay:${outTradeNo}`, 'order', channelOf(order, paid.n), amountFen, paid.at)
  const seat = { groupId: groupId ?? '', memberId, nth: nthOf(order), at: order.placedAt }
  const sits = groupId === undefined ? [] : [seatPaid(seat)]
  await table.commit(event('paid', order, paid.at, { amountFen }), count(dealId, { paid: 1 }), ...came, ...sits)
  // Alone, for half of what it costs in the commit: a repeat puts the line that a crash left out.
  await bookPayment(table, order, paid)
  if (groupId === undefined) await putVouchers(table, order, new Date(paid.at))
}

async function ofRefund(table: Table, old: RefundItem | undefined, refund: RefundItem, now: Date): Promise<void> {
  const { refundId, orderId, outRefundNo, amountFen, cause, state, channel } = refund
  const source: Account = cause === 'late' || cause === 'duplicate' ? 'late' : cause === 'operator' ? 'held' : 'order'
  const at = now.toISOString()
  if (!old) {
    const promised = transfer(orderId, `due:${outRefundNo}`, 'refund', source, amountFen, refund.askedAt)
    await table.commit(event('refund-asked', refund, refund.askedAt, { amountFen, refundId }, refundId), ...promised)
  }
  if (old?.state === state) return
  if (state === 'done') {
    const gone = transfer(orderId, `out:${outRefundNo}`, `channel:${channel}`, 'refund', amountFen, refund.doneAt ?? at)
    const arrived: Write = {
      change: orderKeyOf(orderId),
      add: { refundedFen: amountFen },
      when: 'present',
      orElse: () => 'mine',
    }
    const isOfOrder = source === 'order'
    await table.commit(
      event('refunded', refund, refund.doneAt ?? at, { amountFen, refundId }, refundId),
      ...gone,
      ...(isOfOrder ? [arrived] : []),
    )
    await endVouchersOf(table, refund, new Date(refund.doneAt ?? at))
  }
  if (state === 'abnormal') {
    await table.commit(tellMoney('refund.abnormal', refundId, storyOf(refund), now))
  }
  if (state === 'closed') {
    const back = transfer(orderId, `void:${outRefundNo}`, source, 'refund', amountFen, at)
    await table.commit(event('refund-closed', refund, at, { amountFen, refundId }, refundId), ...back)
    if (!(await replaceRefund(table, refund, now)))
      await table.commit(tellMoney('refund.stuck', refundId, storyOf(refund), now))
  }
}

const storyOf = ({ orderId, refundId, outTradeNo, amountFen, said }: RefundItem) => ({
  ...{ orderId, refundId, outTradeNo, amountFen },
  why: said === undefined ? [] : [said],
})

/** Money that waits for a person is in the ledger too: whatever came is somewhere, and whatever went out that nobody asked for is missed. */
async function ofException(table: Table, item: Item): Promise<void> {
  const exception = item as unknown as MoneyException
  if (!isMoney(exception)) return
  const { kind, at, story } = exception
  const { orderId, outTradeNo = '', amountFen, channel = 'wechat', gone } = story
  if (amountFen === undefined || (kind !== 'payment.held' && kind !== 'payment.orphan')) return
  const account = kind === 'payment.held' ? 'held' : 'orphan'
  const there: Account = `channel:${channel}`
  const moved =
    gone === undefined
      ? transfer(orderId ?? outTradeNo, `${account}:${outTradeNo}`, account, there, amountFen, at)
      : transfer(outTradeNo, `gone:${gone}`, there, account, amountFen, at)
  await table.commit(...moved)
}

async function ofGroup(table: Table, moved: GroupMoved, now: Date): Promise<void> {
  await followGroup(table, moved, now)
  const { group, kind } = moved
  const { groupId, dealId } = group
  const at = group.decidedAt ?? group.openedAt
  const counted = { opened: 'groupsOpened', filled: undefined, complete: 'groupsComplete', failed: 'groupsFailed' }[kind]
  if (counted) {
    const told = { ...eventKey({ at, eventId: `group-${kind}#${groupId}` }), v: 1, kind: `group-${kind}`, groupId, dealId, at }
    const sponsoredFen = kind === 'complete' ? (group.sponsored ?? 0) * group.priceFen : 0
    const counts = { [counted]: 1, ...(sponsoredFen > 0 && { sponsoredFen }) }
    await table.commit({ put: told, when: 'absent', orElse: () => 'mine' }, count(dealId, counts))
  }
  if (moved.kind !== 'complete' && moved.kind !== 'failed') return
  let failed: unknown
  // One by one: what holds up one member's vouchers or money holds up nobody else's.
  for (const { memberId, nth } of moved.seats) {
    try {
      const orderId = orderIdOf(memberId, dealId, nth)
      if (moved.kind === 'complete') await deliver(table, orderId, at)
      else await giveUp(table, orderId, at, now)
    } catch (error) {
      failed = error
    }
  }
  if (failed !== undefined) throw failed
}

async function deliver(table: Table, orderId: string, at: string): Promise<void> {
  const order = await findOrder(table, orderId)
  if (order?.state !== 'paid') return
  await table.commit(event('delivered', order, at))
  await putVouchers(table, order, new Date(at))
}

/** Its money back in full, and its vouchers to others. */
async function giveUp(table: Table, orderId: string, at: string, now: Date): Promise<void> {
  const order = await findOrder(table, orderId)
  if (order?.state !== 'paid') return
  await refundWhole(table, orderId, 'group_failed', now)
  await table.commit(event('given-up', order, at), stockBack(order))
}

/** What happened, once and for good; where it stands already, nothing of its commit is written again. */
function event(
  kind: string,
  about: { orderId: string; merchantId: string; memberId: string },
  at: string,
  facts: { [field: string]: string | number } = {},
  id: string = about.orderId,
): Write {
  const { orderId, merchantId, memberId } = about
  const eventId = `${kind}#${id}`
  const put = { ...eventKey({ at, eventId }), v: 1, eventId, kind, at, orderId, merchantId, memberId, ...facts }
  return { put, when: 'absent', orElse: () => 'mine' }
}

const count = (dealId: string, add: { [field: string]: number }): Write => ({
  change: { pk: `COUNTS#${dealId}`, sk: 'ALL' },
  add,
  when: 'always',
})

const nthOf = ({ orderId }: OrderItem) => placeOfOrder(orderId)?.nth ?? 0
const channelOf = (order: OrderItem, n: number): Account => `channel:${attemptOf(order, n)?.channel ?? 'wechat'}`
