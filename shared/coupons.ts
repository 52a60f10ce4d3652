import * as z from 'zod'
import { Fen, Id, Instant, words } from './contract.ts'

/**
 * What a coupon is worth: a fixed amount off, from a minimum spend; so many percent off (20 is 八折), never more than a ceiling;
 * or something handed over for nothing.
 */
export const Benefit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), offFen: Fen.min(1), minSpendFen: Fen }),
  z.strictObject({
    kind: z.literal('percent'),
    percentOff: z.int().min(1).max(99),
    ceilingFen: Fen.min(1),
    minSpendFen: Fen,
  }),
  z.strictObject({ kind: z.literal('gift'), item: words(40), valueFen: Fen }),
])
export type Benefit = z.infer<typeof Benefit>

const ScopeWords = z.array(words(60)).min(1).max(50)
const asOnBill = 'as the lines of a bill say it; case, width and outer spaces do not matter'

/** Where a coupon is good, and for what: without categories and items for everything; what is excluded never counts. */
export const Scope = z.strictObject({
  storeIds: z.array(Id).min(1).max(100).optional(),
  storeSetId: Id.optional().meta({ description: 'instead of storeIds; what the set holds at that time' }),
  categories: ScopeWords.optional().meta({ description: asOnBill }),
  items: ScopeWords.optional().meta({ description: asOnBill }),
  excludeItems: ScopeWords.optional().meta({ description: `items or categories, ${asOnBill}` }),
})
/** The part of it that is judged on the lines of a bill. */
export const LineScope = Scope.pick({ categories: true, items: true, excludeItems: true })
export type LineScope = z.infer<typeof LineScope>

/** Apart from what guests and counters speak of, which is loaded with every function. */
export type { BatchForm, Validity } from './batch-form.ts'
export type { Coupon } from './coupon-contracts.ts'

/** `given`: out as a gift, or taken by a friend; it cannot be used by its giver. */
export const couponStates = ['valid', 'redeemed', 'expired', 'given'] as const
export type CouponState = (typeof couponStates)[number]
/** Beside those: money for what is left of it is on its way back, so it cannot be used; or it has arrived. `redeemed`: all of its uses are. */
export const voucherStates = [...couponStates, 'refunding', 'refunded'] as const

/** `open`: can be claimed now. */
export const offerStates = ['open', 'not_started', 'ended', 'paused', 'sold_out'] as const

/** The use of a coupon, as its holder and the counter see it. */
export const Use = z.object({
  redemptionId: Id,
  at: Instant,
  storeId: Id,
  storeName: z.string(),
  /** Who did it, as staff are shown. */
  by: z.string(),
  dueFen: Fen.optional(),
  /** What of it the coupon counts for, where its scope asked for lines. */
  countedFen: Fen.optional(),
  discountFen: Fen,
  payFen: Fen.optional(),
  receiptNo: z.string().optional(),
})
export type Use = z.infer<typeof Use>

/** `came_back`: the giver has it again, taken back or not taken in time; `expired`: so too, and its own time was over by then. */
export const giftStates = ['open', 'taken', 'came_back', 'expired'] as const
export type GiftState = (typeof giftStates)[number]

/** The last giving of a coupon, as its giver sees it. */
export const Giving = z.object({
  giftToken: Id,
  state: z.enum(giftStates),
  givenAt: Instant,
  expiresAt: Instant,
  /** The giver took it back. */
  withdrawn: z.literal(true).optional(),
  /** Who took it, masked, and when. */
  takenBy: z.string().optional(),
  takenAt: Instant.optional(),
})
export type Giving = z.infer<typeof Giving>

/** `received`: from a friend, in place of a claim; `gifted`: it went out; `taken`: a friend has it. */
export const pastKinds = ['claimed', 'received', 'redeemed', 'undone', 'gifted', 'came_back', 'taken'] as const

/** One thing that happened to a coupon, as its holder reads it. */
export const CouponPast = z.object({
  kind: z.enum(pastKinds),
  at: Instant,
  storeName: z.string().optional(),
  /** Who did it, as staff are shown. */
  by: z.string().optional(),
  /** Why it was undone, or why a manager redeemed it without a code. */
  reason: z.string().optional(),
  discountFen: Fen.optional(),
  payFen: Fen.optional(),
})
export type CouponPast = z.infer<typeof CouponPast>
