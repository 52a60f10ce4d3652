import type { StaffRole } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'

/** How long an invitation can be taken. */
export const invitationDays = 7
/** A duty that nobody ends is over after so long: a double shift fits, the next morning does not. */
export const longestDutyHours = 16

const isMarketer = ({ roles }: { roles: StaffRole[] }) => roles.includes('marketer')

type RoleAt = { role: StaffRole; storeIds: string[] }

/** Whom the holder of a role may make what. */
const grants: { [role in StaffRole]: StaffRole[] } = {
  clerk: [],
  manager: ['clerk', 'manager'],
  marketer: ['clerk', 'manager', 'marketer'],
  operator: ['operator'],
}
/** Roles that are held at stores, not over the whole merchant. */
const atStores: StaffRole[] = ['clerk', 'manager']

/** Refuses with role.forbidden or input.invalid what this granter cannot give: a role above, or a store that is not theirs. */
export function mustGrant(by: { roles: StaffRole[]; storeIds: string[] }, { role, storeIds }: RoleAt): void {
  if (!by.roles.some((held) => grants[held].includes(role))) throw new Problem('role.forbidden', { field: 'role' })
  if (atStores.includes(role) !== storeIds.length > 0) throw new Problem('input.invalid', { field: 'storeIds' })
  if (isMarketer(by)) return
  const strange = storeIds.findIndex((storeId) => !by.storeIds.includes(storeId))
  if (strange >= 0) throw new Problem('role.forbidden', { field: `storeIds.${strange}` })
}

/** Refuses with role.forbidden: an invitation to a merchant that was admitted is confirmed, and taken back, by operators alone. */
export function mustSettle(
  by: { roles: StaffRole[]; storeIds: string[] },
  invitation: { role: StaffRole; storeIds: string[]; hostId?: string },
): void {
  if (invitation.hostId === undefined) mustGrant(by, invitation)
  else if (!by.roles.includes('operator')) throw new Problem('role.forbidden', { field: 'invitationId' })
}

/** Refuses with role.forbidden: one's own roles, roles above, and people with none of the caller's stores are not theirs to end. */
export function mustRevoke(
  by: { memberId: string; roles: StaffRole[]; storeIds: string[] },
  staff: { memberId: string; roles: RoleAt[] },
): void {
  const mayEnd = (role: StaffRole) => by.roles.some((held) => grants[held].includes(role))
  const works = staff.roles.flatMap(({ storeIds }) => storeIds)
  const near = isMarketer(by) || works.length === 0 || works.some((storeId) => by.storeIds.includes(storeId))
  if (staff.memberId === by.memberId || !near || !staff.roles.every(({ role }) => mayEnd(role)))
    throw new Problem('role.forbidden')
}

/** The roles somebody has after one more was given: each role once, with all its stores. */
export function withRole(roles: RoleAt[], { role, storeIds }: RoleAt): RoleAt[] {
  const held = roles.find((one) => one.role === role)
  if (!held) return [...roles, { role, storeIds }]
  const stores = [...new Set([...held.storeIds, ...storeIds])]
  return roles.map((one) => (one === held ? { role, storeIds: stores } : one))
}

/** Why this member cannot take the invitation now; undefined when they can, or have. */
export function whyNot(
  invitation: { state: string; memberId?: string; expiresAt: string } | undefined,
  memberId: string | undefined,
  now: Date,
): Problem | undefined {
  if (!invitation || invitation.state === 'cancelled') return new Problem('invitation.not_found', { field: 'code' })
  if (invitation.state !== 'open') {
    return invitation.memberId === memberId ? undefined : new Problem('invitation.used', { field: 'code' })
  }
  return invitation.expiresAt <= now.toISOString() ? new Problem('invitation.expired', { field: 'code' }) : undefined
}
