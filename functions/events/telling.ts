import { findTerms, type GroupMoved, groupMoved } from '../deals/deals.ts'
import type { Change } from '../kernel/feed.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { queueMessage, queueReport } from '../messages/messages.ts'
import { attemptOf, findOrder, type RefundItem } from '../orders/orders.ts'
import { type VoucherItem, voucherPrefix } from '../vouchers/vouchers.ts'

/** Queues what people are told by themselves when something changed; each under a key made from the fact, so a repeat tells nothing twice. */
export async function tell(table: Table, change: Change, now: Date): Promise<void> {
  for (const write of await told(table, change, now)) await table.commit(write)
}

async function told(table: Table, change: Change, now: Date): Promise<Write[]> {
  const moved = groupMoved(change)
  if (moved?.kind === 'complete' || moved?.kind === 'failed') return groupEnded(table, moved, now)
  const { old, new: item } = change
  if (item?.sk.startsWith('REFUND#') && item.state === 'done' && old?.state !== 'done')
    return moneyArrived(table, item as RefundItem, now)
  if (item?.sk.startsWith(voucherPrefix)) return ofVoucher(table, old as VoucherItem | undefined, item as VoucherItem, now)
  return []
}

type Ended = Extract<GroupMoved, { seats: unknown }>

async function groupEnded(table: Table, moved: Ended, now: Date): Promise<Write[]> {
  const { groupId, dealId, version } = moved.group
  const { title } = (await findTerms(table, dealId, version, now)).form
  const message = { kind: 'group', groupId, title, result: moved.kind } as const
  return moved.seats.map(({ memberId }) => queueMessage(memberId, groupId, message, now))
}

async function moneyArrived(table: Table, refund: RefundItem, now: Date): Promise<Write[]> {
  const { refundId, orderId, memberId, amountFen, doneAt } = refund
  const order = await findOrder(table, orderId)
  if (!order) return []
  const { zone, form } = await findTerms(table, order.dealId, order.version, now)
  const at = instantIn(zone, doneAt ?? now)
  return [queueMessage(memberId, refundId, { kind: 'refund', orderId, title: form.title, amountFen, at }, now)]
}

async function ofVoucher(table: Table, old: VoucherItem | undefined, voucher: VoucherItem, now: Date): Promise<Write[]> {
  if (!old) return remindBeforeEnd(table, voucher, now)
  return voucher.used > old.used ? reportHandedOver(table, voucher, now) : []
}

const hour = 3_600_000

/** At ten in the morning, three days before the last one; of what is good for less than that nobody has to be reminded. */
async function remindBeforeEnd(table: Table, voucher: VoucherItem, now: Date): Promise<Write[]> {
  const { pk, sk, voucherId, memberId, dealId, version, usableTo } = voucher
  const sendAt = new Date(Date.parse(usableTo) - (3 * 24 - 10) * hour)
  if (sendAt.getTime() < now.getTime() + 24 * hour) return []
  const { zone, form } = await findTerms(table, dealId, version, now)
  // It ends with the midnight: said as the last minute of its last day.
  const until = instantIn(zone, new Date(Date.parse(usableTo) - 60_000))
  const message = { kind: 'voucher_expiring', voucherId, title: form.title, until } as const
  const when = { sendAt: sendAt.toISOString(), until: usableTo, only: { pk, sk, field: 'state', in: ['held'] } }
  return [queueMessage(memberId, voucherId, message, now, when)]
}

/** WeChat is told of the order, by the one who paid for it: whoever collects may be somebody else. */
async function reportHandedOver(table: Table, voucher: VoucherItem, now: Date): Promise<Write[]> {
  const order = await findOrder(table, voucher.orderId)
  if (!order?.paid || attemptOf(order, order.paid.n)?.channel !== 'wechat') return []
  const { orderId, memberId, dealId, version, paid } = order
  const { title } = (await findTerms(table, dealId, version, now)).form
  return [queueReport({ orderId, memberId, transactionId: paid.transactionId, title, at: now.toISOString() })]
}
