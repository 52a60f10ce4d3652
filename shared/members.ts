import * as z from 'zod'
import { type Contract, Id, Instant, staffRoles, Trace, words } from './contract.ts'

/** What a member may do beside being a guest. storeIds is empty where the role is not bound to stores. */
export const StaffRoleAt = z.object({ role: z.enum(staffRoles), storeIds: z.array(Id) })
export type StaffRoleAt = z.infer<typeof StaffRoleAt>

export const Session = z.object({
  token: z.string(),
  memberId: Id,
  roles: z.array(StaffRoleAt),
  expiresAt: Instant,
})
export type Session = z.infer<typeof Session>

export const Me = z.object({
  memberId: Id,
  /** How a counter calls this member, such as `会员 ··4821`. */
  maskedName: z.string(),
  /** What the member chose to tell, under the consent `profile`. */
  nickname: z.string().optional(),
  phone: z.string().optional(),
  /** For staff: the name colleagues and guests see. */
  staffName: z.string().optional(),
  merchantName: z.string().optional(),
  roles: z.array(StaffRoleAt),
  /** Where the caller is on duty. */
  duty: z.object({ storeId: Id, since: Instant }).optional(),
  since: Instant,
})
export type Me = z.infer<typeof Me>

export const memberContracts = {
  login: {
    role: 'guest',
    summary: 'Exchanges a wx.login code (or, on the web, an OAuth code) for a session. A new openid becomes a new member.',
    input: z.strictObject({
      code: z.string().min(1).max(128),
      channel: z.enum(['weapp', 'web']).optional().meta({ description: 'where the code is from; weapp when absent' }),
      device: words(60).optional().meta({ description: 'in words, for the list of sessions' }),
      trace: Trace.optional(),
    }),
    output: Session,
    refuses: ['login.code_invalid', 'login.refused', 'login.busy', 'limit.slow_down'],
  },
  getMe: { role: 'member', summary: 'Who the caller is.', input: z.strictObject({}), output: Me, refuses: [] },
} as const satisfies Record<string, Contract>
