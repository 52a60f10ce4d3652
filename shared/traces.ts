import * as z from 'zod'
import { type Contract, Id, Instant, listInput } from './contract.ts'

/** What a step of a way can be: how somebody came, what they got, and what became of it and of its money. */
export const traceKinds = [
  ...(['touchpoint', 'opened', 'shared'] as const),
  ...(['claimed', 'ordered', 'visited', 'paid', 'issued', 'gifted', 'received', 'came_back', 'redeemed', 'undone'] as const),
  ...(['refunding', 'refunded', 'closed', 'late'] as const),
] as const
export type TraceKind = (typeof traceKinds)[number]

export const TraceStep = z.object({
  kind: z.enum(traceKinds),
  at: Instant,
  /** The thing itself: its own way can be asked for. */
  id: Id.optional(),
  /** A guest, masked, or somebody of the staff by name. */
  who: z.string().optional(),
  storeName: z.string().optional(),
  /** What was paid at that step, or goes back. */
  fen: z.int().optional(),
  discountFen: z.int().optional(),
  /** The place of a touchpoint, the title of what was claimed or bought, why it was undone. */
  words: z.string().optional(),
  /** Of a share: how many lie between it and where it began, itself among them. */
  depth: z.int().optional(),
  /** What was asked for. */
  isHere: z.literal(true).optional(),
})
export type TraceStep = z.infer<typeof TraceStep>

export const TraceWay = z.object({
  id: Id,
  /** Absent for a visit that nobody's promotion brought. */
  promotionId: Id.optional(),
  promotionName: z.string().optional(),
  /** What was sent along was none of ours, or of another promotion: it counts for nothing, and leads nowhere back. */
  badTrace: z.enum(['forged', 'foreign']).optional(),
  /** From where it began to the opening, in order; empty where nobody knows. */
  came: z.array(TraceStep),
  /** What followed, in order of time. */
  followed: z.array(TraceStep),
  /** Of a touchpoint or a share: there is more. */
  nextCursor: z.string().optional(),
})
export type TraceWay = z.infer<typeof TraceWay>

export const traceContracts = {
  getTrace: {
    role: 'marketer',
    summary:
      'The way of a coupon, voucher, order, refund, redemption, visit, gift, share or touchpoint, both ways: from the poster through each share to the opening, and on to payment, redemption, undo, gift and refund. Of a touchpoint or a share: who shared, claimed, bought or came by it, page by page.',
    input: z.strictObject({ id: Id, ...listInput }),
    output: TraceWay,
    refuses: ['trace.not_found'],
  },
} as const satisfies Record<string, Contract>
