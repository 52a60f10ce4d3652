import * as z from 'zod'
import { type Contract, Id, Instant, listInput, listOf, staffRoles, words } from './contract.ts'
import { StaffRoleAt } from './members.ts'

/** At most so many invitations in one call. */
export const mostInvited = 50

export const Staff = z.object({
  memberId: Id,
  name: z.string(),
  roles: z.array(StaffRoleAt),
  /** `waiting`: took an invitation and may do nothing until somebody who knows them confirms it. */
  state: z.enum(['active', 'waiting', 'revoked']),
  /** Where they are on duty now. */
  duty: z.object({ storeId: Id, since: Instant }).optional(),
  /** Of those who wait: what to confirm, and how a counter calls this member, for comparing with their screen. */
  invitationId: Id.optional(),
  member: z.string().optional(),
  /** Of those who wait to be the first marketer of a merchant that the caller's platform admitted: of which. */
  merchantName: z.string().optional(),
})
export type Staff = z.infer<typeof Staff>

/** What goes to the person who is to become staff. Its code alone makes nobody staff. */
export const Invitation = z.object({
  invitationId: Id,
  code: z.string(),
  /** The mini-program's path for a share card or a QR. */
  path: z.string(),
  role: z.enum(staffRoles),
  storeIds: z.array(Id),
  /** Whom it is meant for, as the inviter calls them. */
  name: z.string().optional(),
  expiresAt: Instant,
})
export type Invitation = z.infer<typeof Invitation>

/** What somebody sees who opens an invitation. */
export const InvitationSeen = z.object({
  merchantName: z.string(),
  role: z.enum(staffRoles),
  stores: z.array(z.object({ storeId: Id, name: z.string() })),
  invitedBy: z.string(),
  name: z.string().optional(),
  expiresAt: Instant,
  /** `waiting` and `confirmed` are told only to who accepted it. */
  state: z.enum(['open', 'waiting', 'confirmed']),
})
export type InvitationSeen = z.infer<typeof InvitationSeen>

/** Who is on duty at a store. */
export const OnDuty = z.object({
  storeId: Id,
  onDuty: z.array(z.object({ memberId: Id, name: z.string(), since: Instant })),
  /** Where the caller is on duty now. */
  mine: z.object({ storeId: Id, since: Instant }).optional(),
})
export type OnDuty = z.infer<typeof OnDuty>

/** What a member of staff did. */
export const AuditLine = z.object({
  auditId: Id,
  at: Instant,
  by: z.object({ memberId: Id, name: z.string() }),
  role: z.string(),
  /** The name of an operation. */
  operation: z.string(),
  /** Ids of what it was done to. */
  on: z.array(z.string()),
  /** What changed, in short. */
  told: z.record(z.string(), z.unknown()),
})
export type AuditLine = z.infer<typeof AuditLine>

/** As long as any code of ours, so that a wrong one is not found instead of not filled in. */
const InvitationCode = z.string().min(1).max(400)

export const staffContracts = {
  inviteStaff: {
    role: ['manager', 'marketer', 'operator'],
    audit: ['role'],
    summary:
      'Invitations for people to become staff: a manager invites clerks and managers of the own stores, a marketer also marketers, an operator operators. One, or `count`, or one for each of `people`.',
    input: z
      .strictObject({
        role: z.enum(staffRoles),
        storeIds: z.array(Id).max(100).optional().meta({ description: 'none for marketers and operators' }),
        count: z.int().min(1).max(mostInvited).optional(),
        people: z
          .array(z.strictObject({ name: words(20) }))
          .min(1)
          .max(mostInvited)
          .optional(),
      })
      .refine(({ count, people }) => count === undefined || people === undefined, { path: ['count'] }),
    output: Invitation.extend({ invitations: z.array(Invitation) }),
    status: 201,
    idempotent: true,
    refuses: ['store.not_found', 'table.busy'],
  },
  getInvitation: {
    role: 'guest',
    summary: 'What an invitation is for, before it is accepted.',
    input: z.strictObject({ code: InvitationCode }),
    output: InvitationSeen,
    refuses: ['invitation.not_found', 'invitation.used', 'invitation.expired'],
  },
  acceptInvitation: {
    role: 'member',
    summary: 'Takes an invitation; it gives no right until somebody who may invite for those stores has confirmed the person.',
    input: z.strictObject({ code: InvitationCode, name: words(20).optional() }),
    output: Staff,
    refuses: [
      'invitation.not_found',
      'invitation.used',
      'invitation.expired',
      'staff.elsewhere',
      'input.refused_text',
      'input.unchecked_text',
      'channel.busy',
    ],
  },
  confirmStaff: {
    role: ['manager', 'marketer', 'operator'],
    audit: ['name'],
    summary: 'Makes the person who took an invitation staff. Not one’s own to do; confirming again changes nothing.',
    input: z.strictObject({ memberId: Id, invitationId: Id }),
    output: Staff,
    refuses: ['invitation.not_found', 'staff.elsewhere', 'table.busy'],
  },
  cancelInvitation: {
    role: ['manager', 'marketer', 'operator'],
    audit: ['state'],
    summary: 'Takes an invitation back, also from a person who waits for its confirmation.',
    input: z.strictObject({ invitationId: Id }),
    output: z.object({ invitationId: Id, state: z.literal('cancelled') }),
    refuses: ['invitation.not_found', 'invitation.used'],
  },
  listStaff: {
    role: ['manager', 'marketer', 'operator'],
    summary: "The merchant's staff; those who wait for confirmation first.",
    input: z.strictObject({ ...listInput }),
    output: listOf(Staff),
    refuses: [],
  },
  revokeStaff: {
    role: ['manager', 'marketer', 'operator'],
    audit: ['state'],
    summary: 'Ends the roles of a member of staff; it takes effect within a minute. Revoking again changes nothing.',
    input: z.strictObject({ memberId: Id }),
    output: Staff,
    refuses: ['staff.not_found'],
  },
  startDuty: {
    role: 'clerk',
    audit: [],
    summary: 'Begins duty at a store, or moves there from another: from then on codes are redeemed there only.',
    input: z.strictObject({ storeId: Id }),
    output: OnDuty,
    refuses: ['table.busy'],
  },
  endDuty: {
    role: 'clerk',
    audit: [],
    summary: 'Ends duty at a store. Ending it again changes nothing.',
    input: z.strictObject({ storeId: Id }),
    output: OnDuty,
    refuses: ['table.busy'],
  },
  listAudit: {
    role: ['manager', 'marketer', 'operator'],
    summary: "What the merchant's staff did, newest first.",
    input: z.strictObject({
      memberId: Id.optional().meta({ description: 'only what this person did' }),
      operation: z
        .string()
        .regex(/^[a-zA-Z]{1,40}$/)
        .optional()
        .meta({ description: 'only operations of this name' }),
      ...listInput,
    }),
    output: listOf(AuditLine),
    refuses: ['staff.not_found'],
  },
} as const satisfies Record<string, Contract>
