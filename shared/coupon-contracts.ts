import * as z from 'zod'
import { type Contract, Id, Instant, Latitude, Longitude, listInput, listOf, Trace, words } from './contract.ts'
import { Benefit, CouponPast, couponStates, Giving, offerStates, Use } from './coupons.ts'
import { DealCard } from './deals.ts'
import { ClosedStore, Store } from './stores.ts'

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
  /** It is earned by checking in, and not claimed. */
  rewardOnly: z.literal(true).optional(),
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
    output: listOf(z.discriminatedUnion('kind', [OfferCard, DealCard])),
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
      'batch.reward_only',
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
