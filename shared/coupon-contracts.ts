import * as z from 'zod'
import { type Contract, Id, Latitude, Longitude, listInput, listOf, Trace, words } from './contract.ts'
import { Code, Coupon, couponStates, Offer, OfferCard } from './coupons.ts'
import { DealCard } from './deals.ts'

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
    summary: 'A short-lived signed code for the counter.',
    input: z.strictObject({ couponId: Id }),
    output: Code,
    refuses: ['coupon.not_found', 'coupon.not_usable'],
  },
} as const satisfies Record<string, Contract>
