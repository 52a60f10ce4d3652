import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Staff as StaffShown } from '../../shared/staff.ts'
import { forgetStaff, type Staff, type StaffItem, staffKey } from '../kernel/staff.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { maskedMembers } from '../members/members.ts'
import { dutyOfStore, type InvitationItem, staffOf } from './items.ts'
import { mustRevoke } from './rules.ts'
import { staffShown, waitingShown } from './shown.ts'

export { newSeed } from './codes.ts'
export { inviteMarketerTo, marketersInvitation } from './hosted.ts'

/** Those who wait for confirmation first, then everybody by name. */
export async function listStaff(
  table: Table,
  by: Staff,
  question: { limit?: number | undefined; cursor?: string | undefined },
  language: Language,
  now: Date,
) {
  const page = await table.query({ index: 'list', pk: staffOf(by.merchantId), ...question })
  const waiting = page.items.filter((item) => item.sk === 'INVITATION') as InvitationItem[]
  const masked =
    waiting.length > 0
      ? await maskedMembers(
          table,
          waiting.flatMap(({ memberId }) => memberId ?? []),
          language,
        )
      : new Map()
  const items = page.items.map((item): StaffShown => {
    if (item.sk !== 'INVITATION') return staffShown(item as StaffItem, now)
    const invitation = item as InvitationItem
    return waitingShown(invitation, masked.get(invitation.memberId) ?? '')
  })
  return { items, nextCursor: page.cursor }
}

/** Ends every role of one of the merchant's staff, and their duty; not one's own, and not those above. */
export async function revokeStaff(table: Table, by: Staff, memberId: string, now: Date): Promise<StaffShown> {
  const unknown = new Problem('staff.not_found')
  const found = (await table.get(staffKey(memberId))) as StaffItem | undefined
  if (found?.merchantId !== by.merchantId) throw unknown
  mustRevoke(by, found)
  const revoke: Write = {
    change: staffKey(memberId),
    set: { state: 'revoked' },
    drop: ['duty', 'dutyAt'],
    when: { field: 'merchantId', is: by.merchantId },
    orElse: () => unknown,
  }
  const leave: Write[] = found.duty ? [{ remove: { pk: dutyOfStore(found.duty.storeId), sk: memberId }, when: 'always' }] : []
  await table.commit(revoke, ...leave)
  forgetStaff(memberId)
  const { duty: _over, ...rest } = found
  return staffShown({ ...rest, state: 'revoked' } as StaffItem, now)
}
