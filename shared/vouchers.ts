import * as z from 'zod'
import { type Contract, Fen, Id, Instant, listInput, listOf } from './contract.ts'
import { Giving, Use, voucherStates } from './coupons.ts'
import { ClosedStore } from './stores.ts'

export type VoucherState = (typeof voucherStates)[number]

/** `issued`: paid, and its group complete; `received`: from a friend, in place of that. `kept`: a refund that was begun came to nothing. */
export const voucherPastKinds = [
  'issued',
  'received',
  'redeemed',
  'undone',
  'gifted',
  'came_back',
  'taken',
  'refunding',
  'kept',
  'refunded',
] as const

/** One thing that happened to a voucher, as its holder reads it. */
export const VoucherPast = z.object({
  kind: z.enum(voucherPastKinds),
  at: Instant,
  storeName: z.string().optional(),
  /** Who did it, as staff are shown. */
  by: z.string().optional(),
  /** Why it was undone, or why a manager redeemed it without a code. */
  reason: z.string().optional(),
  /** How many of its uses were used, or taken back. */
  uses: z.int().optional(),
})
export type VoucherPast = z.infer<typeof VoucherPast>

/** A paid right to something in a store, usable once or several times. `state` is computed at the time of the answer. */
export const Voucher = z.object({
  voucherId: Id,
  dealId: Id,
  /** For its buyer alone: what was paid, and the order it was bought with. */
  orderId: Id.optional(),
  paidFen: Fen.optional(),
  title: z.string(),
  merchantName: z.string(),
  /** The terms it was bought under, in words. */
  rules: z.array(z.string()),
  state: z.enum(voucherStates),
  /** How often it can be used in all, and how often it has been. */
  uses: z.int(),
  used: z.int(),
  issuedAt: Instant,
  usableTo: Instant,
  /** The last use that was not taken back. */
  use: Use.extend({ uses: z.int() }).optional(),
  /** Set when the last thing done at a counter was to take a use back. */
  undone: z.object({ at: Instant, storeName: z.string(), by: z.string(), reason: z.string(), uses: z.int() }).optional(),
  /** While it is valid: which of its stores are closed now, at most 5, and the nearest other one that honours it. */
  closedStores: z.array(ClosedStore).optional(),
  /** Its buyer can have the money for what is left of it: by the terms, or because every one of its stores closed for good. */
  refundable: z.boolean(),
  /** What became of it so far, oldest first; only where one voucher was asked for. */
  history: z.array(VoucherPast).optional(),
  /** It can be given to a friend now. */
  givable: z.boolean(),
  giving: Giving.optional(),
  /** Set on one that was a gift: from whom, masked. `issuedAt` is when it was taken. */
  from: z.string().optional(),
})
export type Voucher = z.infer<typeof Voucher>

export const voucherContracts = {
  listMyVouchers: {
    role: 'member',
    summary: "The member's vouchers, newest first.",
    input: z.strictObject({ state: z.enum(voucherStates).optional(), ...listInput }),
    output: listOf(Voucher),
    refuses: [],
  },
  getVoucher: {
    role: 'member',
    summary: "One of the member's vouchers, with all that happened to it.",
    input: z.strictObject({ voucherId: Id }),
    output: Voucher,
    refuses: ['voucher.not_found'],
  },
} as const satisfies Record<string, Contract>
