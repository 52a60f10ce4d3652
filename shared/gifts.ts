import * as z from 'zod'
import { type Contract, Id, Instant } from './contract.ts'
import { Coupon, isOneOfTwo, isOneOfTwoWords, oneOfTwo } from './coupon-contracts.ts'
import { Benefit, giftStates } from './coupons.ts'
import { Voucher } from './vouchers.ts'

/** A gift as everybody sees it who has its card. It never holds a code, nor anything that leads to one. */
export const Gift = z.object({
  giftToken: Id,
  kind: z.enum(['coupon', 'voucher']),
  /** Of a coupon. */
  batchId: Id.optional(),
  benefit: Benefit.optional(),
  /** Of a voucher: how often it can be used in all, and how often it has been. */
  dealId: Id.optional(),
  uses: z.int().optional(),
  used: z.int().optional(),
  title: z.string(),
  picture: Id.optional(),
  merchantName: z.string(),
  /** The rules it was claimed under, in words. */
  rules: z.array(z.string()),
  usableFrom: Instant,
  usableTo: Instant,
  /** Who gives it, masked. */
  from: z.string(),
  state: z.enum(giftStates),
  givenAt: Instant,
  /** It can be taken until then; 24 hours from the giving, and never longer than the coupon. */
  expiresAt: Instant,
  /** The giver took it back. */
  withdrawn: z.literal(true).optional(),
  /** Set where the caller gave it or took it. */
  mine: z.enum(['given', 'taken']).optional(),
  /** The caller's own: the one given, or the one taken. */
  couponId: Id.optional(),
  voucherId: Id.optional(),
  /** Who took it, masked; for the giver alone. */
  takenBy: z.string().optional(),
  takenAt: Instant.optional(),
})
export type Gift = z.infer<typeof Gift>

const byToken = z.strictObject({ giftToken: Id.meta({ description: 'as it stands in the path of the card' }) })

export const giftContracts = {
  giveGift: {
    role: 'member',
    summary:
      'Puts a coupon or a voucher out as a gift, for whoever opens its card first: for 24 hours, never longer than it lasts. Giving what is out already answers the same gift. What is refunded of a voucher goes to who paid for it.',
    input: z.strictObject(oneOfTwo).refine(isOneOfTwo, isOneOfTwoWords),
    output: Gift,
    status: 201,
    refuses: [
      'coupon.not_found',
      'voucher.not_found',
      'coupon.not_usable',
      'coupon.refund_open',
      'gift.too_often',
      'table.busy',
    ],
  },
  getGift: {
    role: 'guest',
    summary: 'What a gift is, from whom, and whether it can still be taken.',
    input: byToken,
    output: Gift,
    refuses: ['gift.not_found'],
  },
  cancelGift: {
    role: 'member',
    summary: 'The giver takes back what nobody has taken yet. Taking it back again changes nothing.',
    input: byToken,
    output: Gift,
    refuses: ['gift.not_found', 'gift.taken', 'table.busy'],
  },
  takeGift: {
    role: 'member',
    summary:
      'The first who takes it has the coupon or voucher, under the rules and dates it had. The same taker gets the same one again.',
    input: byToken,
    output: z.union([Coupon, Voucher]),
    status: 201,
    refuses: ['gift.not_found', 'gift.taken', 'gift.expired', 'gift.own', 'table.busy'],
  },
} as const satisfies Record<string, Contract>
