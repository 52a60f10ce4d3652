import * as z from 'zod'
import {
  type Contract,
  Day,
  Fen,
  Id,
  Instant,
  InstantIn,
  Latitude,
  Longitude,
  listInput,
  listOf,
  Trace,
  words,
} from './contract.ts'
import { Hours, Weekdays } from './hours.ts'
import { ClosedStore, Store } from './stores.ts'

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

/** When a held coupon may be used: from first to last instant, or so many days from the claim, ending at the store's midnight. */
export const Validity = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dates'), from: InstantIn, to: InstantIn }),
  z.strictObject({
    kind: z.literal('days'),
    days: z.int().min(1).max(365),
    startsInDays: z.int().min(0).max(365).optional(),
  }),
])
export type Validity = z.infer<typeof Validity>

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

/** What a marketer fills in. */
export const BatchForm = z.strictObject({
  title: words(40),
  picture: Id.optional().meta({ description: 'from uploadPicture' }),
  total: z.int().min(1).max(10_000_000),
  perMember: z.int().min(1).max(20),
  perMemberPerDay: z.int().min(1).max(20).optional(),
  perDay: z.int().min(1).max(10_000_000).optional(),
  expectedPerSecond: z.int().min(1).max(10_000).optional().meta({
    description:
      'claims a second that are expected at the start: from 50 on the batch is made for a rush, and takes no caps of a day',
  }),
  benefit: Benefit,
  unitCostFen: Fen.optional(),
  scope: Scope.optional(),
  claim: z.strictObject({ from: InstantIn, to: InstantIn }).optional(),
  validity: Validity,
  weekdays: Weekdays.optional().meta({ description: '1 is Monday; absent: every day' }),
  hours: z.array(Hours).min(1).max(6).optional().meta({ description: 'absent: all day' }),
  blackout: z.array(Day).min(1).max(100).optional().meta({ description: 'days on which it cannot be used' }),
  holidays: z.enum(['included', 'excluded']).optional().meta({
    description:
      'excluded: not on public holidays and days off in lieu of mainland China; a weekend day made a working day is one. Absent: included',
  }),
})
export type BatchForm = z.infer<typeof BatchForm>

/** `given`: out as a gift, or taken by a friend; it cannot be used by its giver. */
export const couponStates = ['valid', 'redeemed', 'expired', 'given'] as const
export type CouponState = (typeof couponStates)[number]

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

/** One held by a member. `state` is computed at the time of the answer. */
export const Coupon = z.object({
  couponId: Id,
  batchId: Id,
  title: z.string(),
  merchantName: z.string(),
  benefit: Benefit,
  /** The rules it was claimed under, in words. */
  rules: z.array(z.string()),
  state: z.enum(couponStates),
  claimedAt: Instant,
  usableFrom: Instant,
  usableTo: Instant,
  use: Use.optional(),
  /** Set when the last use was undone; `undone` says where and why. */
  undoneAt: Instant.optional(),
  /** While it is valid: which of its stores are closed now, at most 5, and the nearest other one that honours it. */
  closedStores: z.array(ClosedStore).optional(),
  undone: z.object({ at: Instant, storeName: z.string(), by: z.string(), reason: z.string() }).optional(),
  /** What became of it so far, oldest first; only where one coupon was asked for. */
  history: z.array(CouponPast).optional(),
  /** It can be given to a friend now. */
  givable: z.boolean(),
  giving: Giving.optional(),
  /** Set on one that was a gift: from whom, masked. `claimedAt` is when it was taken. */
  from: z.string().optional(),
})
export type Coupon = z.infer<typeof Coupon>

/** What a guest sees of a batch. */
export const Offer = z.object({
  batchId: Id,
  promotionId: Id,
  title: z.string(),
  picture: Id.optional(),
  merchantName: z.string(),
  benefit: Benefit,
  rules: z.array(z.string()),
  claim: z.object({ from: Instant, to: Instant }),
  /** Coarse: exact up to 20, then rounded down to two digits; may be some seconds old. */
  left: z.int().min(0),
  state: z.enum(offerStates),
  /** Why claiming is paused, in the marketer's words. */
  pausedFor: z.string().optional(),
  perMember: z.int(),
  /** The nearest 20, nearest first when the question carried a place. */
  stores: z.array(Store),
  storeCount: z.int(),
  /** Which of them are closed now, at most 5. */
  closedStores: z.array(ClosedStore).optional(),
  /** What the caller holds of it already. */
  held: z.array(z.object({ couponId: Id, state: z.enum(couponStates) })).optional(),
})
export type Offer = z.infer<typeof Offer>

/** One card of the home page. */
export const OfferCard = Offer.pick({
  batchId: true,
  title: true,
  picture: true,
  merchantName: true,
  benefit: true,
  left: true,
  state: true,
}).extend({
  kind: z.literal('batch'),
  claimTo: Instant,
  storeCount: z.int(),
  nearest: Store.optional(),
})
export type OfferCard = z.infer<typeof OfferCard>

/** A code for the counter: `code` goes into the QR, `typedCode` is read out. */
export const Code = z.object({
  code: z.string(),
  /** 16 digits, in groups of four. */
  typedCode: z.string(),
  /** When `code` is worth nothing any more; ask for the next one before. */
  expiresAt: Instant,
  /** The typed code is good until then: long enough for a phone call. */
  typedUntil: Instant,
  /** 12 digits in groups of four, the same for good: what to tell a manager when the phone is dead. */
  couponNo: z.string(),
})
export type Code = z.infer<typeof Code>

/** Names a coupon or a voucher. */
export const oneOfTwo = { couponId: Id.optional(), voucherId: Id.optional() }
export const isOneOfTwo = ({ couponId, voucherId }: { couponId?: string | undefined; voucherId?: string | undefined }) =>
  (couponId === undefined) !== (voucherId === undefined)
export const isOneOfTwoWords = { path: ['couponId'], message: 'send either couponId or voucherId' }

const here = { lat: Latitude.optional(), lng: Longitude.optional() }

export const couponContracts = {
  listOffers: {
    role: 'guest',
    summary: 'What can be claimed now, soonest ending first; with distances when a place is given.',
    input: z.strictObject({ ...here, city: words(30).optional(), ...listInput }),
    output: listOf(OfferCard),
    refuses: [],
  },
  getBatch: {
    role: 'guest',
    summary: 'One coupon offer; with a token also what the caller holds of it.',
    input: z.strictObject({ batchId: Id, ...here }),
    output: Offer,
    refuses: ['batch.not_found'],
  },
  claimCoupon: {
    role: 'member',
    summary:
      "Claims a coupon. Without a key it always answers the member's first coupon of the batch; a new key is the next one.",
    input: z.strictObject({ batchId: Id, trace: Trace.optional() }),
    output: Coupon,
    status: 201,
    idempotent: true,
    refuses: [
      'batch.not_found',
      'batch.sold_out',
      'batch.not_started',
      'batch.ended',
      'batch.paused',
      'batch.limit_reached',
      'batch.daily_limit_reached',
      'promotion.budget_spent',
      'limit.slow_down',
      'table.busy',
    ],
  },
  listMyCoupons: {
    role: 'member',
    summary: "The member's coupons, newest first.",
    input: z.strictObject({ state: z.enum(couponStates).optional(), ...listInput }),
    output: listOf(Coupon),
    refuses: [],
  },
  getCoupon: {
    role: 'member',
    summary: "One of the member's coupons.",
    input: z.strictObject({ couponId: Id }),
    output: Coupon,
    refuses: ['coupon.not_found'],
  },
  showCode: {
    role: 'member',
    summary: 'A short-lived signed code for the counter, of a coupon or a voucher.',
    input: z.strictObject(oneOfTwo).refine(isOneOfTwo, isOneOfTwoWords),
    output: Code,
    refuses: ['coupon.not_found', 'voucher.not_found', 'coupon.not_usable', 'coupon.refund_open', 'group.not_complete'],
  },
} as const satisfies Record<string, Contract>
