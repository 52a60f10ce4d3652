import { createHash } from 'node:crypto'
import type { StaffRole } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'
import { type Duty, type StaffItem, staffKey } from '../kernel/staff.ts'
import type { Condition, Item, Key, Write } from '../kernel/table/table.ts'

/** One person's way to become staff. The code itself is not kept: its hash is the id. */
export interface InvitationItem extends Item {
  invitationId: string
  merchantId: string
  merchantName: string
  role: StaffRole
  storeIds: string[]
  /** Whom the inviter meant. */
  meant?: string
  byId: string
  by: string
  /** Of an operator's invitation to another merchant: whose operators confirm it, and find who waits among their own staff. */
  hostId?: string
  state: 'open' | 'waiting' | 'confirmed' | 'cancelled'
  expiresAt: string
  /** Who took it, and the name they gave. */
  memberId?: string
  name?: string
  confirmedBy?: string
}

/** Who is on duty at a store: one of a store's partition, so that it is read at once. */
export interface DutyItem extends Item {
  memberId: string
  name: string
  since: string
  until: string
}

const day = 86_400

export const staffOf = (merchantId: string) => `STAFF#${merchantId}`
export const invitationKey = (invitationId: string): Key => ({ pk: `INVITATION#${invitationId}`, sk: 'INVITATION' })
export const dutyOfStore = (storeId: string) => `STORE#${storeId}#DUTY`

/** Who reads the table, or a list of staff, learns no code. */
export const invitationIdOf = (code: string) =>
  `inv_${createHash('sha256').update(`invitation#${code}`).digest('base64url').slice(0, 22)}`

/** Nobody took it for a month after its time: the table may forget it. */
export function putInvitation(item: Omit<InvitationItem, 'pk' | 'sk'>): Write {
  const { invitationId, expiresAt } = item as InvitationItem
  const expires = Math.floor(Date.parse(expiresAt) / 1000) + 30 * day
  const put = { ...(item as InvitationItem), ...invitationKey(invitationId), expires }
  return { put, when: 'absent', orElse: () => new Problem('table.busy') }
}

/** Once: whoever comes second finds it taken. Those who wait stand first in the list of staff. */
export function takeInvitation(
  { invitationId, merchantId, hostId = merchantId }: InvitationItem,
  by: { memberId: string; name: string },
  now: Date,
  refused: (there: InvitationItem | undefined) => Problem | 'mine',
): Write {
  const at = now.toISOString()
  return {
    change: invitationKey(invitationId),
    set: { state: 'waiting', ...by, takenAt: at, list: staffOf(hostId), listAt: ` ${at}#${by.memberId}` },
    drop: ['expires'],
    when: {
      all: [
        { field: 'state', is: 'open' },
        { field: 'expiresAt', above: at },
      ],
    },
    orElse: (old) => refused(old as InvitationItem | undefined),
  }
}

/** Only for the person who was seen waiting. */
export function confirmInvitation(invitationId: string, memberId: string, confirmedBy: string, now: Date): Write {
  return {
    change: invitationKey(invitationId),
    set: { state: 'confirmed', confirmedBy, confirmedAt: now.toISOString() },
    drop: ['list', 'listAt'],
    when: {
      all: [
        { field: 'state', is: 'waiting' },
        { field: 'memberId', is: memberId },
      ],
    },
    orElse: (old) => (old?.state === 'confirmed' && old.memberId === memberId ? 'mine' : new Problem('invitation.not_found')),
  }
}

/** The person as staff, over what was read before: who changed it meanwhile wins, and this is judged again (`moved`). */
export function putStaff(old: StaffItem | undefined, next: Omit<StaffItem, 'pk' | 'sk'>, moved: Problem): Write {
  const staff = next as StaffItem
  const key = staffKey(staff.memberId)
  const item = {
    ...staff,
    version: (old?.version ?? 0) + 1,
    list: staffOf(staff.merchantId),
    listAt: `${staff.name}#${staff.memberId}`,
  }
  if (!old) return { put: { ...item, ...key }, when: 'absent', orElse: () => moved }
  const asRead: Condition = {
    all: [{ field: 'merchantId', is: old.merchantId }, { field: 'state', is: old.state }, sameOr('version', old.version)],
  }
  return { change: key, set: item, when: asRead, orElse: () => moved }
}

/** Begins, moves or ends a duty, over the one that was read. */
export function moveDuty(staff: StaffItem, next: Duty | undefined, moved: Problem): Write[] {
  const { memberId, name, duty: old } = staff
  const asRead: Condition = { all: [{ field: 'state', is: 'active' }, sameOr('dutyAt', old?.storeId)] }
  const change = { change: staffKey(memberId), when: asRead, orElse: () => moved }
  const leave: Write[] =
    old && old.storeId !== next?.storeId ? [{ remove: { pk: dutyOfStore(old.storeId), sk: memberId }, when: 'always' }] : []
  if (!next) return [{ ...change, drop: ['duty', 'dutyAt'] }, ...leave]
  const { storeId, since, until } = next
  const expires = Math.floor(Date.parse(until) / 1000) + day
  const here: DutyItem = { pk: dutyOfStore(storeId), sk: memberId, memberId, name, since, until, expires }
  return [{ ...change, set: { duty: next, dutyAt: storeId } }, { put: here, when: 'always' }, ...leave]
}

const sameOr = (field: string, value: string | number | undefined): Condition =>
  value === undefined ? { field, has: false } : { field, is: value }
