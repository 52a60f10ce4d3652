import * as z from 'zod'
import { type Contract, Id, Instant, listInput, listOf, words } from './contract.ts'
import { Session } from './members.ts'

const Ticket = z.string().min(1).max(200)

/** What a desktop shows while it waits for a phone. */
export const DesktopLogin = z.object({
  /** A secret of the desktop: with it, and only with it, the session is fetched. */
  ticket: z.string(),
  /** What the QR holds: the page on which a phone looks and approves. */
  path: z.string(),
  /** The ticket inside `path`, for approveDesktopLogin. */
  scanTicket: z.string(),
  /** Four digits on both screens, for comparing. */
  match: z.string(),
  expiresAt: Instant,
})
export type DesktopLogin = z.infer<typeof DesktopLogin>

/** What the phone sees of the desktop that asks. */
export const DesktopAsking = z.object({
  device: z.string().optional(),
  match: z.string(),
  askedAt: Instant,
  expiresAt: Instant,
  /** `approved`: by the caller already. */
  state: z.enum(['waiting', 'approved']),
})
export type DesktopAsking = z.infer<typeof DesktopAsking>

export const DesktopPolled = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), expiresAt: Instant }),
  Session.extend({ state: z.literal('approved') }),
])
export type DesktopPolled = z.infer<typeof DesktopPolled>

/** One way somebody is logged in. */
export const OpenSession = z.object({
  sessionId: Id,
  channel: z.enum(['weapp', 'web', 'desktop']),
  device: z.string().optional(),
  since: Instant,
  /** When the app was last opened with it, to the hour. */
  last: Instant,
  /** The session that asks. */
  current: z.boolean(),
})
export type OpenSession = z.infer<typeof OpenSession>

const anyStaff = { role: ['clerk', 'manager', 'marketer', 'operator'] } as const

export const sessionContracts = {
  startDesktopLogin: {
    role: 'guest',
    summary: 'Begins a login of staff on a desktop: a QR for their phone, good for two minutes, and a ticket to ask with.',
    input: z.strictObject({ device: words(60).optional() }),
    output: DesktopLogin,
    status: 201,
    refuses: ['limit.slow_down'],
  },
  pollDesktopLogin: {
    role: 'guest',
    summary: 'Whether the phone has approved. The session is handed out once.',
    input: z.strictObject({ ticket: Ticket }),
    output: DesktopPolled,
    refuses: ['login.ticket_expired'],
  },
  getDesktopLogin: {
    ...anyStaff,
    audit: 'nothing',
    summary: 'What device asks, before it is approved.',
    input: z.strictObject({ ticket: Ticket }),
    output: DesktopAsking,
    refuses: ['login.ticket_expired'],
  },
  approveDesktopLogin: {
    ...anyStaff,
    audit: ['device'],
    summary: 'Logs the caller in on the desktop that shows the QR.',
    input: z.strictObject({ ticket: Ticket }),
    output: DesktopAsking,
    refuses: ['login.ticket_expired'],
  },
  listSessions: {
    role: 'member',
    summary: 'Where the caller is logged in, newest first.',
    input: z.strictObject({ ...listInput }),
    output: listOf(OpenSession),
    refuses: [],
  },
  endSession: {
    role: 'member',
    summary: 'Ends one of the caller’s sessions; it stops working within half a minute. Ending it again changes nothing.',
    input: z.strictObject({ sessionId: Id }),
    output: z.object({ sessionId: Id }),
    refuses: ['session.not_found'],
  },
  logout: {
    role: 'member',
    summary: 'Ends the session that the token names.',
    input: z.strictObject({}),
    output: z.object({ ended: z.boolean() }),
    refuses: [],
  },
} as const satisfies Record<string, Contract>
