import * as z from 'zod'
import type { Next, PaymentFact, RefundFact } from '../channel.ts'
import { fenIn } from '../wording.ts'

/** What Alipay says, as far as we read it. Its amounts are yuan. */

const yuan = z.string().transform((said, context) => {
  const fen = fenIn(said)
  if (fen === undefined) context.addIssue({ code: 'custom', message: 'no amount in yuan' })
  return fen ?? 0
})
/** `2026-11-21 13:07:29`, Beijing's wall clock -> RFC 3339. */
const wallClock = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/)
  .transform((said) => `${said.slice(0, 10)}T${said.slice(11, 19)}+08:00`)

const status = z.enum(['WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_FINISHED', 'TRADE_CLOSED'])
const trade = {
  out_trade_no: z.string().min(1).max(64),
  trade_no: z.string().min(1).max(64),
  trade_status: status,
  total_amount: yuan,
}

export const Trade = z.looseObject({ ...trade, send_pay_date: wallClock.optional() })
/** A notice: a form. One of a refund of a part comes with the state that the trade has anyway. */
export const TradeNotice = z.looseObject({
  ...trade,
  notify_id: z.string().min(1).max(128),
  app_id: z.string(),
  seller_id: z.string().optional(),
  gmt_payment: wallClock.optional(),
})
export const Refunded = z.looseObject({
  out_trade_no: z.string(),
  fund_change: z.string().optional(),
  refund_fee: yuan.optional(),
})
export const RefundAsked = z.looseObject({
  out_trade_no: z.string().optional(),
  out_request_no: z.string().optional(),
  refund_amount: yuan.optional(),
  refund_status: z.string().optional(),
  gmt_refund_pay: wallClock.optional(),
})
/** What every answer has. 10000: done; 20000: unknown; 40004: refused, and sub_code says why. */
export const Verdict = z.looseObject({ code: z.string(), sub_code: z.string().optional() })

/** `paidAt` of a closed trade tells a fully refunded one from one that nobody paid. */
export function stateOf(said: z.infer<typeof status>, paidAt: string | undefined): PaymentFact['state'] {
  if (said === 'WAIT_BUYER_PAY') return 'unpaid'
  if (said === 'TRADE_CLOSED' && paidAt === undefined) return 'closed'
  return 'paid'
}

export function refundStateOf(said: z.infer<typeof RefundAsked>): RefundFact['state'] {
  if (said.refund_status === 'REFUND_SUCCESS') return 'done'
  // Nothing of a refund in the answer: it was never accepted.
  return said.refund_amount === undefined && said.refund_status === undefined ? 'absent' : 'processing'
}

export type Api = 'query' | 'close' | 'refund' | 'queryRefund'

/** By the sub_code. Source: ../shared/facts/wechatpay.md, 5. */
const byApi: { [A in Api]: { [code: string]: 'absent' | 'unknown' | Next } } = {
  // Normal until the guest has entered the cashier.
  query: { 'ACQ.TRADE_NOT_EXIST': 'absent' },
  close: {
    'ACQ.TRADE_NOT_EXIST': 'absent',
    'ACQ.TRADE_STATUS_ERROR': 'query',
    'ACQ.REASON_TRADE_STATUS_INVALID': 'query',
    'ACQ.REASON_ILLEGAL_STATUS': 'query',
  },
  refund: { 'ACQ.SELLER_BALANCE_NOT_ENOUGH': 'top_up' },
  queryRefund: { 'ACQ.TRADE_NOT_EXIST': 'absent' },
}

export function meaningOf(api: Api, code: string, subCode: string | undefined): 'absent' | 'unknown' | Next {
  // isp.*: a fault over there. 10003: the guest is at it.
  if (code === '20000' || code === '10003' || subCode === undefined) return 'unknown'
  if (subCode === 'ACQ.SYSTEM_ERROR' || subCode.startsWith('isp.') || subCode.startsWith('aop.')) return 'unknown'
  return new Map(Object.entries(byApi[api])).get(subCode) ?? 'human'
}
