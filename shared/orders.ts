import * as z from 'zod'
import { type Contract, Fen, Id, Instant, words } from './contract.ts'
import { orderModes } from './order-modes.ts'

/** `wechat` in the mini-program and in WeChat's browser, `alipay` in any other browser. */
export const payChannels = ['wechat', 'alipay'] as const
export type PayChannel = (typeof payChannels)[number]

/**
 * What an order is for its buyer, computed at the time of the answer. `closing`: no longer to be paid, the channel has not confirmed it
 * yet. `in_group`: paid, and its group is not complete. `ready`: its vouchers are there. `held`: money came that does not fit, and a
 * person decides.
 */
export const orderStates = [
  'to_pay',
  'closing',
  'in_group',
  'ready',
  'refunding',
  'part_refunded',
  'refunded',
  'closed',
  'held',
] as const
export type OrderState = (typeof orderStates)[number]

/** `waiting`: asked of the channel or about to be; `abnormal`: the channel could not pay it out, and a person looks after it. */
export const refundStates = ['waiting', 'done', 'abnormal', 'replaced'] as const
export type RefundState = (typeof refundStates)[number]

/**
 * Why money goes back. `late`: it was paid when the order was closed; `duplicate`: it was paid twice; `group_failed`: the group's clock
 * ran out; `expired`: vouchers nobody used; `store_closed`: their store closed for good; `operator`: the platform decided it.
 */
export const refundCauses = ['member', 'group_failed', 'late', 'duplicate', 'expired', 'store_closed', 'operator'] as const
export type RefundCause = (typeof refundCauses)[number]

/** What a member may say; what they write themselves goes to the channel and back to them alone. */
export const OrderRefund = z.object({
  refundId: Id,
  state: z.enum(refundStates),
  cause: z.enum(refundCauses),
  amountFen: Fen,
  reason: z.string().optional(),
  askedAt: Instant,
  doneAt: Instant.optional(),
})
export type OrderRefund = z.infer<typeof OrderRefund>

/** What happened to an order, oldest first. */
export const pastKinds = [
  'placed',
  'paid',
  'group_complete',
  'group_failed',
  'held',
  'closed',
  'paid_late',
  'paid_twice',
  'refund_asked',
  'refund_done',
  'refund_abnormal',
] as const
export const OrderPast = z.object({ kind: z.enum(pastKinds), at: Instant, amountFen: Fen.optional() })
export type OrderPast = z.infer<typeof OrderPast>

export const Order = z.object({
  orderId: Id,
  dealId: Id,
  title: z.string(),
  picture: Id.optional(),
  merchantName: z.string(),
  mode: z.enum(orderModes),
  groupId: Id.optional(),
  /** How many vouchers it is for, and what one costs. */
  quantity: z.int(),
  priceFen: Fen,
  amountFen: Fen,
  state: z.enum(orderStates),
  placedAt: Instant,
  /** It can be paid until then. */
  payBy: Instant,
  /** The number of its last attempt to pay, as the channel knows it. */
  outTradeNo: z.string().optional(),
  channel: z.enum(payChannels).optional(),
  paidAt: Instant.optional(),
  closedAt: Instant.optional(),
  /** What went back so far. */
  refundedFen: Fen,
  /** Something of it can still be given back: ask for a quote. */
  refundable: z.boolean(),
  /** Where one order was asked for. */
  refunds: z.array(OrderRefund).optional(),
  timeline: z.array(OrderPast).optional(),
})
export type Order = z.infer<typeof Order>

/** What paying takes: for `wechat` the argument of wx.requestPayment, for `alipay` the address of its cashier. */
export const Payment = z.object({
  orderId: Id,
  outTradeNo: z.string(),
  channel: z.enum(payChannels),
  amountFen: Fen,
  payBy: Instant,
  timeStamp: z.string().optional(),
  nonceStr: z.string().optional(),
  package: z.string().optional(),
  signType: z.literal('RSA').optional(),
  paySign: z.string().optional(),
  url: z.string().optional(),
})
export type Payment = z.infer<typeof Payment>

/** One voucher in a quote: what was paid for it, and what of that would go back. `why` says why nothing would. */
export const QuotePart = z.object({
  voucherId: Id,
  uses: z.int(),
  used: z.int(),
  paidFen: Fen,
  backFen: Fen,
  why: z.enum(['used', 'given', 'refunded', 'rule']).optional(),
})
export type QuotePart = z.infer<typeof QuotePart>

export const Quote = z.object({ orderId: Id, amountFen: Fen, parts: z.array(QuotePart) })
export type Quote = z.infer<typeof Quote>

const byOrder = { orderId: Id }
const parts = z.array(Id).min(1).max(100).optional().meta({ description: 'absent: all that can be given back' })

/** What needs the channel: its answer may be late, and a repeat is harmless. */
export const paymentContracts = {
  payOrder: {
    role: 'member',
    summary: 'Begins to pay, or goes on with it: the same channel answers the same attempt.',
    input: z.strictObject({
      ...byOrder,
      channel: z.enum(payChannels).default('wechat'),
      returnUrl: z
        .httpUrl()
        .max(200)
        .optional()
        .meta({ description: 'alipay: where its cashier sends the guest back; it proves nothing' }),
    }),
    output: Payment,
    refuses: ['order.not_found', 'order.closed', 'order.paid', 'channel.busy'],
  },
  cancelOrder: {
    role: 'member',
    summary: 'Gives the order up before it is paid. It is closed once the channel has confirmed that it cannot be paid.',
    input: z.strictObject(byOrder),
    output: Order,
    refuses: ['order.not_found', 'order.paid'],
  },
} as const satisfies Record<string, Contract>

export const refundContracts = {
  quoteRefund: {
    role: 'member',
    summary: 'What would go back, part by part, by the rule of the deal. Changes nothing.',
    input: z.strictObject({ ...byOrder, voucherIds: parts }),
    output: Quote,
    refuses: ['order.not_found', 'refund.not_allowed'],
  },
  requestRefund: {
    role: 'member',
    summary: 'Gives back what the quote says. The channel pays it out; that can take days.',
    input: z.strictObject({
      ...byOrder,
      voucherIds: parts,
      reason: words(25).meta({ description: 'the channel shows it to the payer' }),
    }),
    output: OrderRefund,
    status: 201,
    idempotent: true,
    refuses: ['order.not_found', 'refund.not_allowed', 'refund.too_much', 'refund.used', 'table.busy'],
  },
} as const satisfies Record<string, Contract>
