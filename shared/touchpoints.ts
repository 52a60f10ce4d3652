import * as z from 'zod'
import { Fen, Id, Instant, InstantIn, words } from './contract.ts'

/** Where people meet a promotion. A clerk's is that person's own. */
export const touchpointKinds = ['poster', 'leaflet', 'wall', 'clerk', 'ad', 'share', 'tablet'] as const
export type TouchpointKind = (typeof touchpointKinds)[number]

/** What a touchpoint costs: once; for each day of its window; for each thousand that see it; for each claim that comes through it. */
export const MediaCost = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), fen: Fen }),
  z.strictObject({ kind: z.literal('perDay'), fen: Fen }),
  z.strictObject({ kind: z.literal('perThousand'), fen: Fen, impressions: z.int().min(0).max(1_000_000_000) }),
  z.strictObject({ kind: z.literal('perClaim'), fen: Fen }),
])
export type MediaCost = z.infer<typeof MediaCost>

/** What a code leads to: one offer, a store of the promotion, or all of the promotion. */
export const Target = z.strictObject({ kind: z.enum(['batch', 'deal', 'store', 'promotion']), id: Id })
export type Target = z.infer<typeof Target>

/** What may be sent to a friend. */
export const ShareTarget = z.strictObject({ kind: z.enum(['batch', 'deal', 'group', 'store']), id: Id })
export type ShareTarget = z.infer<typeof ShareTarget>

/** What can be changed about a touchpoint that is printed. */
export const TouchpointWords = z.strictObject({
  place: words(60).optional().meta({ description: 'where it hangs, or who it is; needed but of a clerk' }),
  creative: words(60).optional().meta({ description: 'which design' }),
  cost: MediaCost.optional().meta({ description: 'needed but of a clerk' }),
  from: InstantIn.optional(),
  to: InstantIn.optional(),
})
export type TouchpointWords = z.infer<typeof TouchpointWords>

/** What a marketer fills in. A clerk's own one is of the kind `clerk` and costs nothing. */
export const TouchpointForm = TouchpointWords.extend({
  promotionId: Id,
  kind: z.enum(touchpointKinds),
  target: Target,
  storeId: Id.optional().meta({ description: 'the store it hangs in' }),
})
export type TouchpointForm = z.infer<typeof TouchpointForm>

export const Touchpoint = z.object({
  touchpointId: Id,
  promotionId: Id,
  kind: z.enum(touchpointKinds),
  place: z.string(),
  creative: z.string().optional(),
  cost: MediaCost,
  target: Target,
  from: Instant.optional(),
  to: Instant.optional(),
  storeId: Id.optional(),
  /** Of a clerk's: whose it is. */
  staffId: Id.optional(),
  /** What its mini-program code holds: at most 32 characters, nothing personal. */
  scene: z.string(),
  /** What its QR on paper holds: the web page that its scene opens. */
  link: z.string(),
  /** When its poster was first made to be printed. */
  printedAt: Instant.optional(),
  version: z.int(),
  createdAt: Instant,
})
export type Touchpoint = z.infer<typeof Touchpoint>

/** What came by a touchpoint in the last 31 days, its shares among it: openings, claims and orders, payments, and what was used and not undone. */
export const OwnFigures = z.object({ opened: z.int(), claimed: z.int(), ordered: z.int(), paid: z.int(), redeemed: z.int() })
export type OwnFigures = z.infer<typeof OwnFigures>

/** `draft`: its promotion was not launched yet. Outside its window, or while the promotion is paused, it still leads to the offer, which says why. */
export const arrivalStates = ['open', 'not_started', 'over', 'paused', 'draft'] as const

/** An offer that a code leads to. */
export const LeadsTo = z.object({ kind: z.enum(['batch', 'deal']), id: Id, title: z.string() })
export type LeadsTo = z.infer<typeof LeadsTo>

/** Where a code leads. */
export const Arrival = z.object({
  target: Target,
  promotionId: Id,
  state: z.enum(arrivalStates),
  /** The offers of the promotion that guests may see, at most 20: what follows with any of them has come this way. */
  offers: z.array(LeadsTo),
  /** What to send along with what follows. None for a draft, which nobody can have. */
  trace: z.string().optional(),
})
export type Arrival = z.infer<typeof Arrival>
