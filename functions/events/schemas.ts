import * as z from 'zod'

/**
 * The forms of an event, one for each version that was ever written: what stands in the log is never rewritten, so whoever reads it
 * (replay.ts) reads every form, and upgrade.ts makes the present one of it. A new field that may be absent is no new version.
 */

/** What can happen. A coupon that was taken as a gift is none that was claimed: the batch gave it once. */
export const kinds = [
  ...['opened', 'claimed', 'issued', 'redeemed', 'undone', 'gifted', 'taken', 'came_back', 'refunding', 'kept', 'refunded'],
  ...['ordered', 'freed', 'paid', 'late', 'back', 'refund-asked', 'refund-closed', 'delivered', 'given-up'],
  ...['group-opened', 'group-complete', 'group-failed', 'visited', 'reward-granted', 'reward-waiting', 'reward-lost'],
] as const

const Text = z.string()
const Count = z.int().min(0)
const Fen = z.int()

/** Which things it is about. Which of them there are follows from the kind. */
const about = {
  batchId: Text.optional(),
  couponId: Text.optional(),
  dealId: Text.optional(),
  voucherId: Text.optional(),
  orderId: Text.optional(),
  refundId: Text.optional(),
  groupId: Text.optional(),
  streakId: Text.optional(),
  visitId: Text.optional(),
  redemptionId: Text.optional(),
  storeId: Text.optional(),
  memberId: Text.optional(),
  /** Of one that was taken: what it was before. */
  fromCouponId: Text.optional(),
  fromVoucherId: Text.optional(),
}

const money = {
  dueFen: Fen.optional(),
  discountFen: Fen.optional(),
  /** What it cost who bears it: the discount, the value of a gift, what a reward's points stand for. */
  costFen: Fen.optional(),
  payFen: Fen.optional(),
  /** Of a voucher: how many of its uses, and what was paid for them; of a refund what goes back. */
  uses: Count.optional(),
  valueFen: Fen.optional(),
  /** What was paid, or given back. */
  amountFen: Fen.optional(),
  sponsoredFen: Fen.optional(),
}

const rest = {
  /** A manager redeemed it without a code. */
  assisted: z.boolean().optional(),
  why: Text.optional(),
  round: Count.optional(),
  /** Of a visit: when the member was there; `at` is when it came to count. */
  visitedAt: Text.optional(),
}

/** As it was written before there were touchpoints: what is about money alone names no promotion, and nothing names its day but a visit. */
export const EventV1 = z.strictObject({
  v: z.literal(1),
  eventId: Text,
  kind: Text,
  at: Text,
  merchantId: Text.optional(),
  promotionId: Text.optional(),
  day: Text.optional(),
  ...about,
  ...money,
  ...rest,
})
export type EventV1 = z.infer<typeof EventV1>

/** What happened, said once and for good, with everything that is counted of it: nothing has to be looked up to count it again. */
export const EventV2 = z.strictObject({
  v: z.literal(2),
  eventId: Text,
  kind: z.enum(kinds),
  at: Text,
  /** Where its store is, or its merchant: the calendar day, and the hour of that day. */
  day: z.iso.date(),
  hour: z.int().min(0).max(23),
  merchantId: Text,
  /** Absent for a visit of nobody's promotion: the log has it, and no report counts it. */
  promotionId: Text.optional(),
  ...about,
  /** How its member came, as facts keep it (kernel/trace.ts). */
  trace: Text.optional(),
  /** The first thing that its member ever did with this merchant was in this promotion. */
  isNew: z.boolean().optional(),
  /** Where its cells are spread: which of the parts counts it. */
  part: Count.optional(),
  ...money,
  /** What the goods cost that were handed over, or would be again after an undo; absent: nobody said what one costs. */
  goodsFen: Fen.optional(),
  /** Of a payment what the platform takes, of a refund what it gives back. */
  commissionFen: Fen.optional(),
  ...rest,
})
export type Event = z.infer<typeof EventV2>
