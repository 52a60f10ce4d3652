import { staffContracts } from '../../shared/staff.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { mustPassCheck } from '../members/members.ts'
import { listAudit } from './audit.ts'
import { endDuty, startDuty } from './duty.ts'
import * as invitations from './invitations.ts'
import { listStaff, revokeStaff } from './staff.ts'

export const handler = serve(table, staffContracts, {
  inviteStaff: ({ table, staff, input, key, now }) => invitations.inviteStaff(table, staff, input, key, now),
  getInvitation: ({ memberId, input, now }) => invitations.getInvitation(table, memberId, input.code, now),
  acceptInvitation: async ({ memberId, input, language, now }) => {
    // Guests read the name of whoever redeemed for them.
    await mustPassCheck(table, memberId, { name: input.name }, 'profile', now)
    return invitations.acceptInvitation(table, memberId, input, language, now)
  },
  confirmStaff: ({ table, staff, input, now }) => invitations.confirmStaff(table, staff, input, now),
  cancelInvitation: ({ table, staff, input }) => invitations.cancelInvitation(table, staff, input.invitationId),
  listStaff: ({ staff, input, language, now }) => listStaff(table, staff, input, language, now),
  revokeStaff: ({ table, staff, input, now }) => revokeStaff(table, staff, input.memberId, now),
  startDuty: ({ table, staff, input, now }) => startDuty(table, staff, input.storeId, now),
  endDuty: ({ table, staff, input, now }) => endDuty(table, staff, input.storeId, now),
  listAudit: ({ staff, input }) => listAudit(table, staff, input),
})
