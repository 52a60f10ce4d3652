import * as z from 'zod'
import { type Contract, Day, Fen, Id, Instant, listInput, listOf, words } from './contract.ts'
import type { Code } from './problems.ts'

/**
 * Money that waits for a person. payment.held: it came and does not fit; payment.orphan: it came and nobody asked for it; payment.missing: we
 * have it as paid, and the channel's bill of the day does not know it; refund.abnormal: the channel cannot pay it out; refund.stuck: the channel refuses it, or says nothing for a day; order.overdue: the channel does not say
 * how an order stands that is long over.
 */
export const moneyKinds = [
  'payment.held',
  'payment.orphan',
  'payment.missing',
  'refund.abnormal',
  'refund.stuck',
  'order.overdue',
] as const
export type MoneyKind = (typeof moneyKinds)[number]

/**
 * What somebody has to look at. undo.repeated: a coupon undone three times or more, somebody with five undos or more on a day.
 * offline.conflict: a counter without network handed something over, and it could not be redeemed afterwards.
 */
export const exceptionKinds = ['undo.repeated', 'offline.conflict', ...moneyKinds] as const
export type ExceptionKind = (typeof exceptionKinds)[number]

/**
 * What may be said of each kind, or done about it with one tap. `explained`: it had a good reason; `misused`: it had none, and was talked
 * about. `give_back`: all that came goes back where it came from; `to_merchant`: the channel pays it to the merchant's own card, who pays
 * the guest; `look_again`: the channel is asked now; `noted`: it was settled outside, and nothing is left to do. `collected`: the
 * guest has paid for it; `borne`: the merchant bears it.
 */
export const exceptionActions = {
  'undo.repeated': ['explained', 'misused'],
  'offline.conflict': ['explained', 'collected', 'borne'],
  'payment.held': ['give_back', 'noted'],
  'payment.orphan': ['noted'],
  'payment.missing': ['look_again', 'noted'],
  'refund.abnormal': ['to_merchant', 'look_again', 'noted'],
  'refund.stuck': ['look_again', 'noted'],
  'order.overdue': ['look_again', 'noted'],
} as const satisfies { [kind in ExceptionKind]: readonly string[] }
export const allActions = [...new Set(Object.values(exceptionActions).flat())] as const
export type ExceptionAction = (typeof allActions)[number]

/** Why something that was handed over without network could not be redeemed afterwards. */
export const conflictCodes = [
  'code.invalid',
  'code.expired',
  'coupon.already_redeemed',
  'coupon.not_found',
  'coupon.not_usable',
  'coupon.expired',
  'coupon.not_started',
  'coupon.wrong_store',
  'coupon.outside_hours',
  'coupon.bill_needed',
  'coupon.min_spend',
  'coupon.out_of_scope',
  'coupon.cycles_over',
  'coupon.refund_open',
  'voucher.uses_exceeded',
  'store.closed',
  'input.invalid',
  'idempotency.mismatch',
  'device.cap_reached',
  'device.grant_over',
  'device.other_amount',
] as const satisfies Code[]
export type ConflictCode = (typeof conflictCodes)[number]

export const exceptionStates = ['open', 'resolved'] as const

export const Exception = z.object({
  exceptionId: Id,
  kind: z.enum(exceptionKinds),
  /** A resolved one opens again when it happens again. */
  state: z.enum(exceptionStates),
  about: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('coupon'), title: z.string(), member: z.string() }),
    z.object({ kind: z.literal('staff'), name: z.string(), day: Day }),
    z.object({
      kind: z.literal('offline'),
      /** What it was, and whose, masked; absent where the code was none of the merchant's. */
      title: z.string().optional(),
      member: z.string().optional(),
      storeName: z.string(),
      /** Who handed it over, and when. */
      by: z.string(),
      madeAt: Instant,
      /** What the guest was told it is worth. */
      fen: Fen,
      uses: z.int().optional(),
      receiptNo: z.string().optional(),
      why: z.object({ code: z.enum(conflictCodes), message: z.string() }),
      /** Who had redeemed it already. */
      use: z.object({ by: z.string(), at: Instant, storeName: z.string() }).optional(),
    }),
    z.object({
      kind: z.literal('money'),
      /** Of the deal, where an order is known. */
      title: z.string().optional(),
      /** Who paid, masked. */
      member: z.string().optional(),
      orderId: Id.optional(),
      refundId: Id.optional(),
      outTradeNo: z.string().optional(),
      transactionId: z.string().optional(),
      /** What came, or is to go back, and what was asked for. */
      amountFen: Fen.optional(),
      expectedFen: Fen.optional(),
      /** What does not fit (amount, currency, appid, mchid, channel, transaction), what the channel said last, or the day of the bill. */
      why: z.array(z.string()),
    }),
  ]),
  merchantName: z.string(),
  /** How often it happened, and when last. */
  count: z.int(),
  at: Instant,
  /** What happened, newest first, the last ten. */
  undos: z.array(
    z.object({
      redemptionId: Id,
      at: Instant,
      by: z.string(),
      storeName: z.string(),
      title: z.string(),
      member: z.string(),
      reason: z.string(),
      discountFen: Fen,
    }),
  ),
  /** What can be said of it. */
  actions: z.array(z.enum(allActions)),
  /** What was said of it, oldest first. */
  resolutions: z.array(z.object({ action: z.enum(allActions), by: z.string(), at: Instant, note: z.string().optional() })),
})
export type Exception = z.infer<typeof Exception>

/** Operators see everybody's, a merchant's marketers all of the merchant's, its managers those of their stores. */
const role = ['operator', 'manager', 'marketer'] as const

export const exceptionContracts = {
  listExceptions: {
    role,
    summary: 'What somebody has to look at, latest first; those that are open when no state is named.',
    input: z.strictObject({
      kind: z.enum(exceptionKinds).optional(),
      state: z.enum(exceptionStates).optional(),
      ...listInput,
    }),
    output: listOf(Exception),
    refuses: [],
  },
  resolveException: {
    role,
    audit: ['action'],
    summary:
      'Says what it was, or does about it what its kind allows. Whom it is about cannot; the same again changes nothing.',
    input: z.strictObject({ exceptionId: Id, action: z.enum(allActions), note: words(200).optional() }),
    output: Exception,
    refuses: ['exception.not_found', 'exception.resolved', 'channel.busy', 'table.busy'],
  },
} as const satisfies Record<string, Contract>
