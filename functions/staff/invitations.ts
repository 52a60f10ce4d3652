import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Invitation, InvitationSeen, Staff as StaffShown } from '../../shared/staff.ts'
import { guard, madeBefore } from '../kernel/guard.ts'
import { forgetStaff, type Staff, type StaffItem, staffKey } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { maskedMembers } from '../members/members.ts'
import { findMerchant } from '../merchants/merchants.ts'
import { findStores, mustOwn } from '../stores/stores.ts'
import { answered, codesOf, type InvitationForm, newSeed } from './codes.ts'
import {
  confirmInvitation,
  type InvitationItem,
  invitationIdOf,
  invitationKey,
  putInvitation,
  putStaff,
  takeInvitation,
} from './items.ts'
import { untilStill } from './races.ts'
import { invitationDays, mustGrant, mustSettle, whyNot, withRole } from './rules.ts'
import { staffShown, waitingShown } from './shown.ts'

/**
 * One invitation, or many, in one commit. The codes are made of a seed that a repeat under the same key finds again, so the same
 * answer needs no code in the table.
 */
export async function inviteStaff(
  table: Table,
  inviter: Staff,
  form: InvitationForm,
  key: string | undefined,
  now: Date,
): Promise<Invitation & { invitations: Invitation[] }> {
  const { merchantId, merchantName, memberId } = inviter
  const before = await madeBefore(table, memberId, 'inviteStaff', key, form)
  if (before !== undefined) return answered(table, before, form)
  const { role } = form
  const storeIds = [...new Set(form.storeIds ?? [])]
  mustGrant(inviter, { role, storeIds })
  await mustOwn(table, merchantId, storeIds, 'storeIds', now)
  const seed = newSeed()
  const expiresAt = new Date(now.getTime() + invitationDays * 86_400_000).toISOString()
  const who = { merchantId, merchantName, role, storeIds, byId: memberId, by: inviter.name, expiresAt }
  const items = codesOf(seed, form).map(({ code, meant }) => ({ ...who, invitationId: invitationIdOf(code), meant }))
  const puts = items.map((item) => putInvitation({ ...item, state: 'open' }))
  if (key === undefined) await table.commit(...puts)
  const guarded = key === undefined ? undefined : guard(memberId, 'inviteStaff', key, form, seed)
  const [kept] = guarded ? await table.commit(guarded, ...puts) : []
  return answered(table, kept ? String(kept.madeId) : seed, form)
}

/** What an invitation is for; who took it already is told only to themselves. */
export async function getInvitation(
  table: Table,
  memberId: string | undefined,
  code: string,
  now: Date,
): Promise<InvitationSeen> {
  const invitation = await mustFind(table, memberId, code, now)
  const { merchantName, merchantId, role, storeIds, by: invitedBy, meant: name, expiresAt } = invitation
  const stores = await findStores(table, merchantId, storeIds, now)
  const named = stores.map((store) => ({ storeId: store.storeId, name: store.name }))
  const state = invitation.state as InvitationSeen['state']
  return { merchantName, role, stores: named, invitedBy, name, expiresAt, state }
}

/** Takes the invitation: one person, once. Taking one's own again answers the same. */
export async function acceptInvitation(
  table: Table,
  memberId: string,
  { code, name }: { code: string; name?: string | undefined },
  language: Language,
  now: Date,
): Promise<StaffShown> {
  const [invitation, staff] = await Promise.all([mustFind(table, memberId, code, now), findStaff(table, memberId)])
  if (staff?.state === 'active' && staff.merchantId !== invitation.merchantId) throw new Problem('staff.elsewhere')
  const masked = (await maskedMembers(table, [memberId], language)).get(memberId) ?? ''
  if (invitation.state === 'confirmed') return staffShown(staff ?? mustBeThere(), now)
  if (invitation.state === 'waiting') return waitingShown(invitation, masked)
  const by = { memberId, name: name ?? invitation.meant ?? masked }
  const refused = (there: InvitationItem | undefined) => whyNot(there, memberId, now) ?? 'mine'
  const [taken] = await table.commit(takeInvitation(invitation, by, now, refused))
  return waitingShown(taken as InvitationItem, masked)
}

/** Makes the person who waits staff, with the roles they may have already. Not for oneself, and only what one could give. */
export async function confirmStaff(
  table: Table,
  by: Staff,
  { memberId, invitationId }: { memberId: string; invitationId: string },
  now: Date,
): Promise<StaffShown> {
  const invitation = await ownInvitation(table, by, invitationId)
  mustSettle(by, invitation)
  if (memberId === by.memberId) throw new Problem('role.forbidden', { field: 'memberId' })
  const { merchantId, merchantName } = invitation
  // It may have another one since the invitation was made.
  const { name: present } = await findMerchant(table, merchantId)
  await untilStill(async (moved) => {
    const old = await findStaff(table, memberId)
    const active = old?.state === 'active' ? old : undefined
    if (active && active.merchantId !== merchantId) throw new Problem('staff.elsewhere')
    const roles = withRole(active?.roles ?? [], invitation)
    const name = active?.name ?? invitation.name ?? ''
    const next = { memberId, merchantId, merchantName: present || merchantName, name, roles, state: 'active' as const }
    await table.commit(confirmInvitation(invitationId, memberId, by.memberId, now), putStaff(old, next, moved))
  })
  forgetStaff(memberId)
  return staffShown((await findStaff(table, memberId)) ?? mustBeThere(), now)
}

/** An invitation that was taken by mistake, or went to the wrong person. Whoever is staff by it already stays so: revoke them. */
export async function cancelInvitation(
  table: Table,
  by: Staff,
  invitationId: string,
): Promise<{ invitationId: string; state: 'cancelled' }> {
  mustSettle(by, await ownInvitation(table, by, invitationId))
  await table.commit({
    change: invitationKey(invitationId),
    set: { state: 'cancelled', cancelledBy: by.memberId },
    drop: ['list', 'listAt'],
    when: { field: 'state', in: ['open', 'waiting'] },
    orElse: (old) => (old?.state === 'cancelled' ? 'mine' : new Problem('invitation.used')),
  })
  return { invitationId, state: 'cancelled' }
}

/** Somebody else's invitation is answered like one that is not there. */
async function ownInvitation(table: Table, by: Staff, invitationId: string): Promise<InvitationItem> {
  const invitation = (await table.get(invitationKey(invitationId))) as InvitationItem | undefined
  if (!invitation || (invitation.hostId ?? invitation.merchantId) !== by.merchantId)
    throw new Problem('invitation.not_found', { field: 'invitationId' })
  return invitation
}

async function mustFind(table: Table, memberId: string | undefined, code: string, now: Date): Promise<InvitationItem> {
  const found = (await table.get(invitationKey(invitationIdOf(code)))) as InvitationItem | undefined
  const why = whyNot(found, memberId, now)
  if (why) throw why
  return found as InvitationItem
}

async function findStaff(table: Table, memberId: string): Promise<StaffItem | undefined> {
  return (await table.get(staffKey(memberId))) as StaffItem | undefined
}

function mustBeThere(): never {
  throw new Error('an invitation was confirmed and nobody became staff by it')
}
