import { followGroup, freeSeat, type GroupMoved, groupMoved, seatPaid, stockBack } from '../deals/deals.ts'
import { isMoney, type MoneyException, tellMoney } from '../exceptions/exceptions.ts'
import type { Change } from '../kernel/feed.ts'
import { tally } from '../kernel/metrics.ts'
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
import { commissionOf } from './cells.ts'
import { type Account, transfer } from './ledger.ts'
import { commissionReturned, factOfGroup, factOfOrder, factOfRefund, rateOf, type Tell } from './money-facts.ts'
import { commitOnce, record } from './record.ts'
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
  const told: Tell = async (kind, at, more, rest) =>
    record(table, await factOfOrder(table, order, kind, at, more, now), rest, now)
  if (!old) {
    await told('ordered', order.placedAt, {}, [count(dealId, { ordered: 1 })])
    // Apart from it: where an attempt has wound the clock already, the order is counted all the same.
    await table.commit(firstClock(order))
  }
  if (order.state === 'paid' && old?.state !== 'paid') await paid(table, order, told)
  if ((order.state === 'closed' || order.state === 'held') && old?.state !== order.state) {
    const at = order.closedAt ?? order.heldAt ?? now.toISOString()
    await told('freed', at, {}, freeSeat({ ...order, nth: nthOf(order), at: order.placedAt }))
  }
  for (let n = 1; n <= order.attempts; n++) {
    const late = lateOf(order, n)
    if (!late || (old && lateOf(old, n))) continue
    const outTradeNo = attemptOf(order, n)?.outTradeNo ?? ''
    const came = transfer(orderId, `pay:${outTradeNo}`, 'late', channelOf(order, n), amountFen, late.at)
    await told('late', late.at, { eventId: `late-${n}#${orderId}`, why: late.why }, [...refundLate(order, n, now), ...came])
    await bookPayment(table, order, late)
  }
  if (old && order.refundFen > old.refundFen)
    await told(
      'back',
      order.refundAt ?? now.toISOString(),
      { eventId: `back-${order.refunds}#${orderId}`, amountFen: order.refundFen - old.refundFen },
      [count(dealId, { refunded: order.backQuantity - old.backQuantity })],
    )
}

async function paid(table: Table, order: OrderItem, told: Tell): Promise<void> {
  const { orderId, dealId, memberId, merchantId, amountFen, groupId, paid } = order
  if (!paid) return
  const outTradeNo = attemptOf(order, paid.n)?.outTradeNo ?? ''
  const came = transfer(orderId, `pay:${outTradeNo}`, 'order', channelOf(order, paid.n), amountFen, paid.at)
  const seat = { groupId: groupId ?? '', memberId, nth: nthOf(order), at: order.placedAt }
  const sits = groupId === undefined ? [] : [seatPaid(seat)]
  const commissionFen = commissionOf(amountFen, await rateOf(table, merchantId))
  await told('paid', paid.at, { amountFen, commissionFen }, [count(dealId, { paid: 1 }), ...came, ...sits])
  // Alone, for half of what it costs in the commit: a repeat puts the line that a crash left out.
  await bookPayment(table, order, paid)
  if (groupId === undefined) await putVouchers(table, order, new Date(paid.at))
}

async function ofRefund(table: Table, old: RefundItem | undefined, refund: RefundItem, now: Date): Promise<void> {
  const { refundId, orderId, outRefundNo, amountFen, cause, state, channel } = refund
  const source: Account = cause === 'late' || cause === 'duplicate' ? 'late' : cause === 'operator' ? 'held' : 'order'
  const at = now.toISOString()
  const told: Tell = async (kind, at, more, rest) =>
    record(table, await factOfRefund(table, refund, kind, at, more, now), rest, now)
  if (!old) {
    const promised = transfer(orderId, `due:${outRefundNo}`, 'refund', source, amountFen, refund.askedAt)
    await told('refund-asked', refund.askedAt, {}, promised)
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
    const commissionFen = isOfOrder ? await commissionReturned(table, refund) : 0
    await told('refunded', refund.doneAt ?? at, { commissionFen }, [...gone, ...(isOfOrder ? [arrived] : [])])
    await endVouchersOf(table, refund, new Date(refund.doneAt ?? at))
  }
  if (state === 'abnormal') {
    await table.commit(tellMoney('refund.abnormal', refundId, storyOf(refund), now))
  }
  if (state === 'closed') {
    const back = transfer(orderId, `void:${outRefundNo}`, source, 'refund', amountFen, at)
    await told('refund-closed', at, {}, back)
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
  const [first, ...rest] =
    gone === undefined
      ? transfer(orderId ?? outTradeNo, `${account}:${outTradeNo}`, account, there, amountFen, at)
      : transfer(outTradeNo, `gone:${gone}`, there, account, amountFen, at)
  if (first && (await commitOnce(table, first, ...rest))) tally('PaymentsHeld')
}

async function ofGroup(table: Table, moved: GroupMoved, now: Date): Promise<void> {
  await followGroup(table, moved, now)
  const { group, kind } = moved
  const { dealId } = group
  const at = group.decidedAt ?? group.openedAt
  const counted = { opened: 'groupsOpened', filled: undefined, complete: 'groupsComplete', failed: 'groupsFailed' }[kind]
  if (counted) {
    const sponsoredFen = kind === 'complete' ? (group.sponsored ?? 0) * group.priceFen : 0
    const counts = { [counted]: 1, ...(sponsoredFen > 0 && { sponsoredFen }) }
    await record(table, await factOfGroup(table, moved, at, sponsoredFen, now), [count(dealId, counts)], now)
  }
  if (moved.kind !== 'complete' && moved.kind !== 'failed') return
  let failed: unknown
  // One by one: what holds up one member's vouchers or money holds up nobody else's.
  for (const { memberId, nth } of moved.seats) {
    try {
      const orderId = orderIdOf(memberId, dealId, nth)
      if (moved.kind === 'complete') await deliver(table, orderId, at, now)
      else await giveUp(table, orderId, at, now)
    } catch (error) {
      failed = error
    }
  }
  if (failed !== undefined) throw failed
}

async function deliver(table: Table, orderId: string, at: string, now: Date): Promise<void> {
  const order = await findOrder(table, orderId)
  if (order?.state !== 'paid') return
  await record(table, await factOfOrder(table, order, 'delivered', at, {}, now), [], now)
  await putVouchers(table, order, new Date(at))
}

/** Its money back in full, and its vouchers to others. */
async function giveUp(table: Table, orderId: string, at: string, now: Date): Promise<void> {
  const order = await findOrder(table, orderId)
  if (order?.state !== 'paid') return
  await refundWhole(table, orderId, 'group_failed', now)
  await record(table, await factOfOrder(table, order, 'given-up', at, {}, now), [stockBack(order)], now)
}

const count = (dealId: string, add: { [field: string]: number }): Write => ({
  change: { pk: `COUNTS#${dealId}`, sk: 'ALL' },
  add,
  when: 'always',
})

const nthOf = ({ orderId }: OrderItem) => placeOfOrder(orderId)?.nth ?? 0
const channelOf = (order: OrderItem, n: number): Account => `channel:${attemptOf(order, n)?.channel ?? 'wechat'}`
