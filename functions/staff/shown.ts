import type { Staff } from '../../shared/staff.ts'
import { dutyOf, type StaffItem } from '../kernel/staff.ts'
import type { InvitationItem } from './items.ts'

export function staffShown(staff: StaffItem, now: Date): Staff {
  const { memberId, name, roles, state } = staff
  const duty = state === 'active' ? dutyOf(staff, now) : undefined
  return { memberId, name, roles, state, duty: duty && { storeId: duty.storeId, since: duty.since } }
}

/** Somebody who took an invitation; `member` is how a counter calls them, for comparing with their screen. */
export function waitingShown(
  { invitationId, memberId = '', name = '', role, storeIds, hostId, merchantName }: InvitationItem,
  member: string,
): Staff {
  const elsewhere = hostId === undefined ? undefined : merchantName
  return { memberId, name, roles: [{ role, storeIds }], state: 'waiting', invitationId, member, merchantName: elsewhere }
}
