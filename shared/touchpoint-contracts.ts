import * as z from 'zod'
import { type Contract, Id, listInput, listOf, Trace } from './contract.ts'
import {
  Arrival,
  LeadsTo,
  OwnFigures,
  ShareTarget,
  Target,
  Touchpoint,
  TouchpointForm,
  TouchpointWords,
} from './touchpoints.ts'

const what = ['promotion.not_found', 'batch.not_found', 'deal.not_found', 'store.not_found'] as const

export const touchpointContracts = {
  createTouchpoint: {
    role: ['marketer', 'clerk'],
    audit: ['kind', 'place', 'creative'],
    summary:
      'A place where guests meet a promotion, with its cost and what it leads to: answers the scene for its mini-program code and the link for its QR. A clerk makes the own one of the kind `clerk`; asking again for the same gives the same.',
    input: TouchpointForm,
    output: Touchpoint,
    status: 201,
    idempotent: true,
    refuses: what,
  },
  updateTouchpoint: {
    role: 'marketer',
    audit: ['place', 'creative', 'from', 'to', 'version'],
    summary: 'Changes all that can be changed about what is printed: what is left out is taken away. The code stays.',
    input: TouchpointWords.extend({ touchpointId: Id, version: z.int().min(1) }),
    output: Touchpoint,
    refuses: ['touchpoint.not_found', 'version.stale'],
  },
  listTouchpoints: {
    role: ['marketer', 'clerk'],
    summary:
      'The touchpoints of a promotion, newest first; a clerk sees the own ones, with what came by them in the last 31 days.',
    input: z.strictObject({ promotionId: Id, ...listInput }),
    output: listOf(Touchpoint.extend({ figures: OwnFigures.optional() })),
    refuses: ['promotion.not_found'],
  },
  openTouchpoint: {
    role: 'guest',
    summary:
      'What a scanned code leads to, and the trace to send along with what follows. Counts one opening; with the same key only once.',
    input: z.strictObject({ scene: z.string().regex(/^[\w!#$&'()*+,/:;=?@\-.~]{1,32}$/) }),
    output: Arrival,
    idempotent: true,
    refuses: ['touchpoint.not_found', 'limit.slow_down', 'idempotency.mismatch'],
  },
  recordOpen: {
    role: 'guest',
    summary:
      'A shared card was opened: answers the trace to send along with what follows. A trace that came from an opening is that opening, and counts nothing more. One that is none of ours, or of another promotion than `target`, is ignored, and counted where `target` says of what.',
    input: z.strictObject({ trace: Trace, target: z.union([ShareTarget, Target]).optional() }),
    output: z.object({ trace: z.string().optional(), offers: z.array(LeadsTo) }),
    idempotent: true,
    refuses: ['limit.slow_down', 'idempotency.mismatch'],
  },
  createShare: {
    role: 'member',
    summary:
      "The path and link of a card with the caller's own trace, which goes on where `trace` came from. Sharing the same again is the same share. Nothing is earned by it.",
    input: z.strictObject({ target: ShareTarget, trace: Trace.optional() }),
    output: z.object({
      path: z.string(),
      link: z.string(),
      /** Absent for a store that nobody came to through a promotion. */
      trace: z.string().optional(),
    }),
    refuses: ['batch.not_found', 'deal.not_found', 'group.not_found', 'store.not_found', 'limit.slow_down'],
  },
} as const satisfies Record<string, Contract>
