import { dueAt, duePlace } from '../kernel/due.ts'
import type { Change } from '../kernel/feed.ts'
import type { Item, Table, Write } from '../kernel/table/table.ts'
import { findGroup } from './find.ts'
import { type ClockItem, clockKey, type GroupItem, groupKey, groupSk, groupsOf } from './items.ts'
import { outcomeOf } from './rules.ts'
import { type Seat, seatsOf } from './seats.ts'

/**
 * What a change of a group means. `seats` of a decided one are those that paid: each gets vouchers when it is complete, and its money
 * back when it has failed, one by one.
 */
export type GroupMoved =
  | { kind: 'opened'; group: GroupItem }
  | { kind: 'filled'; group: GroupItem }
  | { kind: 'complete' | 'failed'; group: GroupItem; seats: Seat[] }

/** Undefined where nothing follows. Each kind comes once for a group, but for redeliveries. */
export function groupMoved({ old, new: now }: Change): GroupMoved | undefined {
  if (now?.sk !== groupSk || !now.pk.startsWith('GROUP#')) return undefined
  const [before, group] = [old as GroupItem | undefined, now as GroupItem]
  if (!before) return { kind: 'opened', group }
  if (before.state === 'open' && group.state !== 'open') {
    return { kind: group.state, group, seats: seatsOf(group).filter(({ state }) => state === 'paid') }
  }
  const isFilled = group.state === 'open' && group.paid >= group.size && before.paid < group.size
  return isFilled ? { kind: 'filled', group } : undefined
}

/** What the group itself needs of it: its clock is wound up when it is opened, it is complete when the last seat is paid, and then leaves the lists. */
export async function followGroup(table: Table, moved: GroupMoved, now: Date): Promise<void> {
  const { groupId } = moved.group
  if (moved.kind === 'opened') await table.commit(windUp(moved.group))
  else if (moved.kind === 'filled') await table.commit(complete(moved.group, 0, now))
  else
    await table.commit({
      change: clockKey(groupId),
      drop: ['list', 'listAt', ...duePlace],
      when: 'present',
      orElse: () => 'mine',
    })
}

/** Apart from the group, so that taking a seat costs nothing for the indexes. */
function windUp({ groupId, dealId, endsAt }: GroupItem): Write {
  const listed = { list: groupsOf(dealId), listAt: `${endsAt}#${groupId}` }
  const clock: ClockItem = { ...clockKey(groupId), groupId, ...listed, ...dueAt(groupId, endsAt, 'group.over') }
  return { put: clock, when: 'absent', orElse: () => 'mine' }
}

function complete({ groupId, size }: GroupItem, sponsored: number, now: Date): Write {
  return {
    change: groupKey(groupId),
    set: { state: 'complete', decidedAt: now.toISOString(), ...(sponsored > 0 && { sponsored }) },
    when: {
      all: [
        { field: 'state', is: 'open' },
        { field: 'paid', atLeast: size - sponsored },
      ],
    },
    orElse: () => 'mine',
  }
}

/**
 * The clock of a group has run out. While a seat is being paid it waits for that order's own end, and the next run meets it again; then
 * it is decided under the condition that nobody has moved since it was looked at. What follows is derived from that (groupMoved).
 */
export async function groupOver(table: Table, clock: Item, now: Date): Promise<void> {
  const group = await findGroup(table, (clock as ClockItem).groupId)
  if (group?.state !== 'open') return
  const outcome = outcomeOf(group, now)
  if (outcome.state === 'wait') return
  if (outcome.state === 'complete') await table.commit(complete(group, outcome.sponsored, now))
  else await table.commit(fail(group, now))
}

function fail({ groupId, paid, left }: GroupItem, now: Date): Write {
  return {
    change: groupKey(groupId),
    set: { state: 'failed', decidedAt: now.toISOString() },
    when: {
      all: [
        { field: 'state', is: 'open' },
        { field: 'paid', atMost: paid },
        { field: 'left', atLeast: left },
      ],
    },
    orElse: () => 'mine',
  }
}
