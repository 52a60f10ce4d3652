import * as z from 'zod'
import { type Contract, Day, Fen, Id, Instant, listInput, listOf, words } from './contract.ts'

/** What somebody has to look at. undo.repeated: a coupon undone three times or more, somebody with five undos or more on a day. */
export const exceptionKinds = ['undo.repeated'] as const
export type ExceptionKind = (typeof exceptionKinds)[number]

/** What may be said of each kind. `explained`: it had a good reason; `misused`: it had none, and was talked about. */
export const exceptionActions = {
  'undo.repeated': ['explained', 'misused'],
} as const satisfies { [kind in ExceptionKind]: readonly string[] }
export const allActions = [...new Set(Object.values(exceptionActions).flat())] as const
export type ExceptionAction = (typeof allActions)[number]

export const exceptionStates = ['open', 'resolved'] as const

export const Exception = z.object({
  exceptionId: Id,
  kind: z.enum(exceptionKinds),
  /** A resolved one opens again when it happens again. */
  state: z.enum(exceptionStates),
  about: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('coupon'), title: z.string(), member: z.string() }),
    z.object({ kind: z.literal('staff'), name: z.string(), day: Day }),
  ]),
  merchantName: z.string(),
  /** How often it happened, and when last. */
  count: z.int(),
  at: Instant,
  /** What happened, newest first, the last ten. */
  undos: z.array(
    z.object({
      redemptionId: Id,
      at: Instant,
      by: z.string(),
      storeName: z.string(),
      title: z.string(),
      member: z.string(),
      reason: z.string(),
      discountFen: Fen,
    }),
  ),
  /** What can be said of it. */
  actions: z.array(z.enum(allActions)),
  /** What was said of it, oldest first. */
  resolutions: z.array(z.object({ action: z.enum(allActions), by: z.string(), at: Instant, note: z.string().optional() })),
})
export type Exception = z.infer<typeof Exception>

/** Operators see everybody's, a merchant's marketers all of the merchant's, its managers those of their stores. */
const role = ['operator', 'manager', 'marketer'] as const

export const exceptionContracts = {
  listExceptions: {
    role,
    summary: 'What somebody has to look at, latest first; those that are open when no state is named.',
    input: z.strictObject({
      kind: z.enum(exceptionKinds).optional(),
      state: z.enum(exceptionStates).optional(),
      ...listInput,
    }),
    output: listOf(Exception),
    refuses: [],
  },
  resolveException: {
    role,
    audit: ['action'],
    summary: 'Says what it was. Whom it is about cannot; the same again changes nothing.',
    input: z.strictObject({ exceptionId: Id, action: z.enum(allActions), note: words(200).optional() }),
    output: Exception,
    refuses: ['exception.not_found', 'exception.resolved', 'table.busy'],
  },
} as const satisfies Record<string, Contract>
