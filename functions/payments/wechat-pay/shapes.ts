import * as z from 'zod'
import type { Account, PaymentFact, RefundFact } from '../channel.ts'

/** What WeChat Pay says, held against its documents as far as we read it; a new field is no fault. Amounts are fen. */

/** RFC 3339 with its offset. */
const instant = z.iso.datetime({ offset: true })
const fen = z.int().nonnegative()

export const Transaction = z.looseObject({
  appid: z.string().optional(),
  mchid: z.string().optional(),
  sp_appid: z.string().optional(),
  sp_mchid: z.string().optional(),
  sub_appid: z.string().optional(),
  sub_mchid: z.string().optional(),
  out_trade_no: z.string().min(1).max(64),
  transaction_id: z.string().min(1).max(64).optional(),
  trade_state: z.enum(['SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR', 'ACCEPT']),
  success_time: instant.optional(),
  amount: z.looseObject({ total: fen, currency: z.string().optional() }).optional(),
})

const paymentStates: { [S in z.infer<typeof Transaction>['trade_state']]: PaymentFact['state'] } = {
  SUCCESS: 'paid',
  // It was paid: after any refund, even of a part, a query answers this.
  REFUND: 'paid',
  NOTPAY: 'unpaid',
  ACCEPT: 'unpaid',
  PAYERROR: 'unpaid',
  USERPAYING: 'paying',
  CLOSED: 'closed',
  REVOKED: 'closed',
}

/** A callback and a query say a transaction in the same words. */
export function paymentOf(said: z.infer<typeof Transaction>): PaymentFact {
  const { out_trade_no: outTradeNo, transaction_id: transactionId, success_time: paidAt, amount } = said
  return {
    channel: 'wechat-pay',
    outTradeNo,
    state: paymentStates[said.trade_state],
    ...definedOf({ transactionId, paidAt, amountFen: amount?.total, currency: amount?.currency }),
    ...(said.appid !== undefined || said.sp_appid !== undefined ? { account: accountOf(said) } : {}),
  }
}

export function accountOf(
  said: Pick<z.infer<typeof Transaction>, 'appid' | 'mchid' | 'sp_appid' | 'sp_mchid' | 'sub_appid' | 'sub_mchid'>,
): Account {
  const joined = (...parts: (string | undefined)[]) => parts.filter((part) => part !== undefined).join('/')
  return {
    appid: joined(said.appid ?? said.sp_appid, said.sub_appid),
    mchid: joined(said.mchid ?? said.sp_mchid, said.sub_mchid),
  }
}

const refundNames = {
  out_trade_no: z.string().min(1).max(64),
  out_refund_no: z.string().min(1).max(64),
  refund_id: z.string().min(1).max(64),
  success_time: instant.optional(),
  amount: z.looseObject({ refund: fen, total: fen }),
}

/** The answer to asking for a refund, and to asking about one. */
export const Refund = z.looseObject({ ...refundNames, status: z.enum(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL']) })

/** What the callback carries: other names, and no PROCESSING. */
export const RefundNotice = z.looseObject({ ...refundNames, refund_status: z.enum(['SUCCESS', 'CLOSED', 'ABNORMAL']) })

const refundStates: { [S in z.infer<typeof Refund>['status']]: RefundFact['state'] } = {
  SUCCESS: 'done',
  PROCESSING: 'processing',
  ABNORMAL: 'abnormal',
  CLOSED: 'closed',
}

export function refundOf(said: z.infer<typeof Refund> | z.infer<typeof RefundNotice>): RefundFact {
  const status = 'status' in said && said.status !== undefined ? said.status : said.refund_status
  return {
    channel: 'wechat-pay',
    outTradeNo: said.out_trade_no,
    refundNo: said.out_refund_no,
    state: refundStates[status as z.infer<typeof Refund>['status']],
    refundId: said.refund_id,
    amountFen: said.amount.refund,
    ...definedOf({ doneAt: said.success_time }),
  }
}

/** The envelope of a callback. */
export const Envelope = z.looseObject({
  id: z.string().min(1).max(64),
  event_type: z.string().min(1).max(64),
  resource: z.looseObject({
    algorithm: z.string(),
    ciphertext: z.string(),
    nonce: z.string(),
    associated_data: z.string().nullish(),
    original_type: z.string().optional(),
  }),
})

function definedOf<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>
}
