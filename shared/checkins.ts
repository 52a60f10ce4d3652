import * as z from 'zod'
import { checkInLimits } from './checkin-limits.ts'
import { Day, Id, Instant, InstantIn } from './contract.ts'
import { MyStreak, Reward } from './streaks.ts'

/** What of a check-in proves the presence. `phone`: what a phone signed while it had no network. */
export const proofKinds = ['qr', 'code', 'sign', 'place', 'phone'] as const
export type ProofKind = (typeof proofKinds)[number]

/** counted: it counts. review: somebody of the merchant looks at it. rejected: somebody did, and it does not count. */
export const visitStates = ['counted', 'review', 'rejected'] as const
export type VisitState = (typeof visitStates)[number]

export const reviewDecisions = ['approved', 'refused'] as const

/** Why a check-in was judged as it was: the closed list. What each is worth stands in functions/checkins/rules.ts. */
export const visitReasons = [
  'qr.live',
  'qr.foreign',
  'qr.expired',
  'qr.wrong_store',
  'code.wrong',
  'code.expired',
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
  'late.too_late',
  'late.unknown_phone',
  'late.signature_wrong',
  'sign.not_taken',
  'score.too_low',
  'visit.erased',
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
  reviewed: z.object({ decision: z.enum(reviewDecisions), at: Instant, reason: z.string() }).optional(),
  /** Of checkIn and getVisit: of the streaks of its store the one that is nearest to its reward, as it stands now. */
  streak: MyStreak.optional(),
  /** Of checkIn and getVisit: what the visit earned. `coming` until the feed has granted it. */
  rewards: z.array(Reward).optional(),
})
export type Visit = z.infer<typeof Visit>

/** A visit that waits, or waited, for the merchant: who it was is told in four digits. */
export const Review = Visit.extend({ member: z.string() })
export type Review = z.infer<typeof Review>

/** What was not enough: nothing was written, and the day is not used up. */
export const RefusedCheckIn = z.object({
  decision: z.literal('refuse'),
  /** 0 to 100. */
  score: z.int().min(0).max(100),
  reasons: z.array(SaidReason),
})
export type RefusedCheckIn = z.infer<typeof RefusedCheckIn>

/** By `decision`: allow and review are a visit, refuse is none. */
export const CheckInAnswer = z.discriminatedUnion('decision', [Visit, RefusedCheckIn])
export type CheckInAnswer = z.infer<typeof CheckInAnswer>

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

/** A place as the phone says it, GCJ-02; `accuracy` in metres. */
export const toldPlace = {
  lat: z.number().min(-90).max(90).optional(),
  lng: z.number().min(-180).max(180).optional(),
  accuracy: z.number().min(0).max(1_000_000).optional(),
  /** The platform says that the place was made up. */
  mock: z.boolean().optional(),
}

/** What names the store: `storeId` alone proves nothing. */
export const toldStore = {
  /** Needed where no QR names the store. */
  storeId: Id.optional(),
  qr: z.string().max(600).optional(),
  /** The digits on the screen of the store. */
  storeCode: z.string().max(20).optional(),
}

/** Our own name of a phone: chance, made and kept on it. */
export const PhoneId = z.string().regex(/^[\w-]{16,64}$/)
/** base64url, without padding. */
export const PublicKey = z.string().regex(/^[\w-]{43}$/)
const Signature = z.string().regex(/^[\w-]{86}$/)

/** What a phone without network signs, as the JSON text that it keeps and sends later. */
export const ProofText = z.strictObject({
  v: z.literal(1),
  memberId: Id,
  at: InstantIn,
  nonce: z.string().min(8).max(64),
  ...toldStore,
  ...toldPlace,
})

/** `text`: a ProofText as it was signed, byte for byte (Ed25519 over its UTF-8). */
export const SignedProof = z.strictObject({ text: z.string().max(2000), signature: Signature })
export type SignedProof = z.infer<typeof SignedProof>

const within = (name: keyof typeof checkInLimits) => z.int().min(checkInLimits[name][0]).max(checkInLimits[name][1])

/** What a merchant sets about check-ins at its stores. */
export const CheckInRules = z.object({
  /** Metres around a store that count as there. */
  fenceMetres: within('fenceMetres'),
  /** From so many metres on, for sure, nobody is there. */
  farMetres: within('farMetres'),
  /** From this score on a visit counts at once; below, somebody looks. */
  allowFrom: within('allowFrom'),
  /** Below this score it is refused. */
  reviewFrom: within('reviewFrom'),
  /** Nobody is faster between two check-ins; from half of it on somebody looks. */
  speedKmh: within('speedKmh'),
  /** With more accounts on one phone somebody looks. */
  accountsPerPhone: within('accountsPerPhone'),
  /** Whether a printed sign is taken at all. */
  printedSign: z.boolean(),
})
export type CheckInRules = z.infer<typeof CheckInRules>
