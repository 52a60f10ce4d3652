import * as z from 'zod'
import { type Contract, Day, Fen, Id, Instant, listInput, listOf, words } from './contract.ts'
import { Benefit, LineScope, Use, voucherStates } from './coupons.ts'
import { type Code, problems } from './problems.ts'
import { undoReasons } from './undo.ts'

/** What the guest is asked to pay for; the till or the clerk sends it. Everything about money is judged on it. */
export const Bill = z.strictObject({
  totalFen: Fen,
  lines: z
    .array(z.strictObject({ item: words(60).optional(), category: words(60).optional(), amountFen: Fen }))
    .max(200)
    .optional(),
  receiptNo: words(40).optional(),
})
export type Bill = z.infer<typeof Bill>

const uses = z
  .int()
  .min(1)
  .max(100)
  .optional()
  .meta({ description: 'of a pass, all or none of them; a coupon is used once. Absent: 1' })

const scan = {
  code: z.string().min(1).max(400).optional().meta({ description: 'what the QR holds' }),
  typedCode: z
    .string()
    .regex(/^[0-9 -]{16,24}$/)
    .optional()
    .meta({ description: '16 digits; spaces and dashes are ignored' }),
  storeId: Id,
  uses,
  bill: Bill.optional(),
}
const oneCode = (input: { code?: string | undefined; typedCode?: string | undefined }) =>
  (input.code === undefined) !== (input.typedCode === undefined)

/** What a counter redeems. */
export const redemptionKinds = ['coupon', 'voucher'] as const

/** What the counter sees before it confirms. */
export const Preview = z.object({
  kind: z.enum(redemptionKinds),
  /** One of the two, as the kind says. */
  couponId: Id.optional(),
  voucherId: Id.optional(),
  title: z.string(),
  /** Of a coupon; a voucher is paid for. */
  benefit: Benefit.optional(),
  rules: z.array(z.string()),
  /** For whom, masked. */
  member: z.string(),
  /** A coupon is never refunding or refunded. */
  state: z.enum(voucherStates),
  usableFrom: Instant,
  usableTo: Instant,
  usable: z.boolean(),
  /** Why not. */
  why: z
    .object({
      code: z.enum(Object.keys(problems) as [Code, ...Code[]]),
      message: z.string(),
      /** When it can be used next, where that is only a matter of time. */
      retryAt: Instant.optional(),
    })
    .optional(),
  /** The last use, when that is why not. */
  use: Use.optional(),
  /** A bill has to be entered before it can be redeemed. */
  billNeeded: z.boolean(),
  /** The bill has to come with lines, for the scope is judged on them. */
  linesNeeded: z.boolean(),
  /** What counts, where not everything does. */
  scope: LineScope.optional(),
  dueFen: Fen.optional(),
  /** What of the bill counts, where not everything does. */
  countedFen: Fen.optional(),
  discountFen: Fen.optional(),
  payFen: Fen.optional(),
  /** Of a voucher: how often it can be used in all and still, how many of these uses are asked for, and what was paid for them. */
  usesInAll: z.int().optional(),
  usesLeft: z.int().optional(),
  uses: z.int().optional(),
  valueFen: Fen.optional(),
})
export type Preview = z.infer<typeof Preview>

export const redemptionStates = ['done', 'undone'] as const

/** The use of a coupon or a voucher in a store. */
export const Redemption = Use.extend({
  kind: z.enum(redemptionKinds),
  /** One of the two, as the kind says. */
  couponId: Id.optional(),
  voucherId: Id.optional(),
  title: z.string(),
  /** Of a coupon. */
  benefit: Benefit.optional(),
  /** Of a voucher: how many of its uses, and what was paid for them. */
  uses: z.int().optional(),
  valueFen: Fen.optional(),
  member: z.string(),
  state: z.enum(redemptionStates),
  undoUntil: Instant,
  undoneAt: Instant.optional(),
  undoneBy: z.string().optional(),
  /** Why it was undone, in words. */
  reason: z.string().optional(),
  /** Set where a manager redeemed for a guest who could show no code, and why. */
  assisted: z.object({ reason: z.string() }).optional(),
  /** Set where the counter had no network then, and sent it later. */
  offline: z.literal(true).optional(),
})
export type Redemption = z.infer<typeof Redemption>

/** A guest whose phone is dead: the coupon by what is known of it or of the guest. */
const unseen = {
  orderId: z
    .string()
    .regex(/^([a-z]{3}_[0-9A-Za-z_-]{1,80}|[0-9 -]{12,16})$/)
    .optional()
    .meta({
      description:
        'the number of 12 digits, as the holder reads it beside the code, or the id of the coupon or voucher, or of the order',
    }),
  phoneLast4: z
    .string()
    .regex(/^\d{4}$/)
    .optional()
    .meta({ description: 'with name, as the member told us both' }),
  name: words(40).optional(),
  storeId: Id,
  couponId: Id.optional().meta({ description: 'which one, where several were answered' }),
  voucherId: Id.optional().meta({ description: 'the same, of a voucher' }),
  uses,
  bill: Bill.optional(),
}
type Unseen = { orderId?: string | undefined; phoneLast4?: string | undefined; name?: string | undefined }
const oneWay = ({ orderId, phoneLast4, name }: Unseen) =>
  orderId === undefined ? phoneLast4 !== undefined && name !== undefined : phoneLast4 === undefined && name === undefined
const oneWayWords = { path: ['orderId'], message: 'send either orderId, or phoneLast4 and name' }

const refusesUse = [
  'code.invalid',
  'code.expired',
  'code.too_many_tries',
  'coupon.not_found',
  'store.not_found',
  'table.busy',
] as const

const refusesHere = [
  'coupon.already_redeemed',
  'coupon.not_usable',
  'coupon.expired',
  'coupon.not_started',
  'coupon.wrong_store',
  'coupon.outside_hours',
  'store.closed',
  'coupon.bill_needed',
  'coupon.min_spend',
  'coupon.out_of_scope',
  'coupon.cycles_over',
  'coupon.refund_open',
  'voucher.uses_exceeded',
] as const

export const redemptionContracts = {
  previewRedemption: {
    role: 'clerk',
    audit: 'nothing',
    summary: 'What a code stands for and whether it can be redeemed in this store; changes nothing.',
    input: z.strictObject(scan).refine(oneCode, { path: ['code'], message: 'send either code or typedCode' }),
    output: Preview,
    refuses: refusesUse,
  },
  redeem: {
    role: 'clerk',
    audit: 'fact',
    summary: 'Redeems exactly what the preview showed; of a pass so many uses, all or none.',
    input: z.strictObject(scan).refine(oneCode, { path: ['code'], message: 'send either code or typedCode' }),
    output: Redemption,
    status: 201,
    idempotent: true,
    refuses: [...refusesUse, ...refusesHere],
  },
  previewByOrder: {
    role: 'manager',
    audit: 'nothing',
    summary: 'The coupons and vouchers of a guest who can show no code, and what each would do here; changes nothing.',
    input: z.strictObject(unseen).refine(oneWay, oneWayWords),
    output: z.object({ items: z.array(Preview).max(50), more: z.boolean() }),
    refuses: ['coupon.not_found', 'code.too_many_tries', 'store.not_found', 'table.busy'],
  },
  redeemByOrder: {
    role: 'manager',
    audit: 'fact',
    summary: 'Redeems for a guest who can show no code; kept as assisted, with the reason.',
    input: z.strictObject({ ...unseen, reason: words(100) }).refine(oneWay, oneWayWords),
    output: Redemption,
    status: 201,
    idempotent: true,
    refuses: ['coupon.several', ...refusesUse, ...refusesHere],
  },
  undoRedemption: {
    role: 'clerk',
    audit: 'fact',
    summary: 'Takes a redemption back inside its window: a clerk the own ones below a sum, a manager those of the own stores.',
    input: z.strictObject({
      redemptionId: Id,
      // `other` alone says nothing.
      reason: words(100)
        .refine((reason) => reason !== 'other')
        .meta({ description: `${Object.keys(undoReasons).join(', ')}, or any other reason in words` }),
    }),
    output: Redemption,
    idempotent: true,
    refuses: [
      'redemption.not_found',
      'redemption.window_over',
      'redemption.already_undone',
      'coupon.refund_open',
      'coupon.not_usable',
      'table.busy',
    ],
  },
  listRedemptions: {
    role: 'clerk',
    summary: 'What was redeemed in a store on a day (today when absent), newest first.',
    input: z.strictObject({ storeId: Id, day: Day.optional(), ...listInput }),
    output: listOf(Redemption).extend({
      day: Day,
      totals: z.object({
        redeemed: z.int(),
        undone: z.int(),
        discountFen: z.int(),
        payFen: z.int(),
        voucherFen: z.int().optional().meta({ description: 'what was paid for the vouchers; absent where there were none' }),
      }),
    }),
    refuses: ['store.not_found'],
  },
} as const satisfies Record<string, Contract>
