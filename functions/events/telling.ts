import { findTerms, type GroupMoved, groupMoved } from '../deals/deals.ts'
import type { Change } from '../kernel/feed.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { queueMessage } from '../messages/messages.ts'
import { findOrder, type RefundItem } from '../orders/orders.ts'

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
