import { findTerms, groupMoved } from '../deals/deals.ts'
import type { Change } from '../kernel/feed.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { queueMessage } from '../messages/messages.ts'

/** Queues what people are told by themselves when something changed; each under a key made from the fact, so a repeat tells nothing twice. */
export async function tell(table: Table, change: Change, now: Date): Promise<void> {
  for (const write of await told(table, change, now)) await table.commit(write)
}

async function told(table: Table, change: Change, now: Date): Promise<Write[]> {
  const moved = groupMoved(change)
  if (moved?.kind !== 'complete' && moved?.kind !== 'failed') return []
  const { groupId, dealId, version } = moved.group
  const { title } = (await findTerms(table, dealId, version, now)).form
  const message = { kind: 'group', groupId, title, result: moved.kind } as const
  return moved.seats.map(({ memberId }) => queueMessage(memberId, groupId, message, now))
}
