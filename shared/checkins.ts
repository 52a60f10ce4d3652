import * as z from 'zod'
import { Day, Id, Instant } from './contract.ts'

/** What of a check-in proves the presence. `phone`: what a phone signed while it had no network. */
export const proofKinds = ['qr', 'code', 'sign', 'place', 'phone'] as const
export type ProofKind = (typeof proofKinds)[number]

/** counted: it counts. review: somebody of the merchant looks at it. rejected: somebody did, and it does not count. */
export const visitStates = ['counted', 'review', 'rejected'] as const
export type VisitState = (typeof visitStates)[number]

/** Why a check-in was judged as it was: the closed list. What each is worth stands in functions/checkins/rules.ts. */
export const visitReasons = [
  'qr.live',
  'code.typed',
  'sign.printed',
  'proof.place_only',
  'place.near',
  'place.vague',
  'place.unsure',
  'place.outside',
  'place.far',
  'place.mocked',
  'travel.fast',
  'travel.impossible',
  'phone.shared',
  'late.signed',
  'late.time_unproven',
  'sign.not_taken',
  'score.too_low',
] as const
export type VisitReason = (typeof visitReasons)[number]

/** A reason as a person reads it, and what it added to the score or took from it. */
export const SaidReason = z.object({ code: z.enum(visitReasons), words: z.string(), points: z.int() })
export type SaidReason = z.infer<typeof SaidReason>

/** A member's proven presence in a store on one of its business days: there is one for each. */
export const Visit = z.object({
  visitId: Id,
  storeId: Id,
  storeName: z.string(),
  merchantName: z.string(),
  /** In the time zone of the store. */
  at: Instant,
  /** The business day, which ends at the store's own hour. */
  day: Day,
  state: z.enum(visitStates),
  decision: z.enum(['allow', 'review']),
  /** 0 to 100. */
  score: z.int().min(0).max(100),
  reasons: z.array(SaidReason),
  proofs: z.array(z.enum(proofKinds)),
  /** It was signed on the phone without network, and came in then. */
  late: z.object({ receivedAt: Instant }).optional(),
  /** What somebody of the merchant decided. */
  reviewed: z.object({ decision: z.enum(['counted', 'rejected']), at: Instant, reason: z.string() }).optional(),
})
export type Visit = z.infer<typeof Visit>

/** What the counter shows: a QR for half a minute, digits for those who cannot scan, and what may be printed. */
export const StoreCode = z.object({
  storeId: Id,
  storeName: z.string(),
  /** Good until `expiresAt` and half a minute after it. */
  qr: z.string(),
  expiresAt: Instant,
  /** Ask again after so many seconds. */
  refreshSeconds: z.int(),
  /** Eight digits, as people read them. */
  storeCode: z.string(),
  storeCodeUntil: Instant,
  /** Never expires; the weaker proof. For a printed sign. */
  signQr: z.string(),
})
export type StoreCode = z.infer<typeof StoreCode>
