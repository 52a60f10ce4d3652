import type { Invitation } from '../../shared/staff.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { answered, codesOf, type InvitationForm } from './codes.ts'
import { invitationIdOf, putInvitation } from './items.ts'
import { invitationDays } from './rules.ts'

const form: InvitationForm = { role: 'marketer', storeIds: [] }

/** An operator's invitation for a marketer of another merchant, still to be committed; its code follows from the seed. */
export function inviteMarketerTo(
  merchant: { merchantId: string; merchantName: string },
  operator: Staff,
  seed: string,
  now: Date,
): Write {
  const [{ code } = { code: '' }] = codesOf(seed, form)
  const expiresAt = new Date(now.getTime() + invitationDays * 86_400_000).toISOString()
  const { memberId: byId, name: by, merchantId: hostId } = operator
  const invitation = {
    ...merchant,
    invitationId: invitationIdOf(code),
    role: form.role,
    storeIds: [],
    byId,
    by,
    hostId,
    expiresAt,
  }
  return putInvitation({ ...invitation, state: 'open' })
}

/** That invitation with its code, and whose it is. Refuses with invitation.expired once the table has forgotten it. */
export async function marketersInvitation(table: Table, seed: string): Promise<Invitation> {
  const { invitations: _one, ...invitation } = await answered(table, seed, form)
  return invitation
}
