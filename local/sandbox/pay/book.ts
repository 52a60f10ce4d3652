import { Refusal } from '../../refusal.ts'
import { Kept, LineFile } from './kept.ts'

export type Payer = { openid: string } | { sp_openid: string } | { sub_openid: string }

/** An order as WeChat Pay knows it; out_trade_no is its name. Instants are milliseconds. */
export interface Order {
  outTradeNo: string
  mode: 'plain' | 'partner'
  appid: string
  mchid: string
  subAppid?: string
  subMchid?: string
  /** The parameters of the first request, in one spelling. */
  asked: string
  description: string
  attach?: string
  notifyUrl: string
  totalFen: number
  payer: Payer
  createdAt: number
  /** The guest can pay until then. */
  payUntil?: number
  prepays: { id: string; at: number }[]
  state: 'NOTPAY' | 'SUCCESS' | 'CLOSED'
  transactionId?: string
  paidAt?: number
  /** What a coupon of WeChat's own paid of it. */
  couponFen?: number
  /** The numbers of its refunds, oldest first. */
  refunds: string[]
  /** When its shipping was reported, and how often. */
  shipped?: { at: number; times: number }
}

export type RefundStatus = 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL'

export interface Refund {
  outRefundNo: string
  refundId: string
  outTradeNo: string
  asked: string
  reason?: string
  notifyUrl?: string
  refundFen: number
  createdAt: number
  status: RefundStatus
  /** While it is PROCESSING: when it becomes what. */
  settles?: { at: number; as: RefundStatus }
  successAt?: number
  account: string
}

/** A callback on its way. */
export interface Notice {
  id: string
  channel: 'wechat-pay' | 'alipay'
  url: string
  event: string
  about: string
  createdAt: number
  /** What is sealed into it; of Alipay, the fields of the form. */
  content: { [field: string]: unknown }
  tries: number
  state: 'waiting' | 'held' | 'taken' | 'given_up' | 'dropped'
  dueAt: number
}

/** A trade at Alipay, which exists once its buyer came to the cashier. */
export interface Trade {
  outTradeNo: string
  tradeNo: string
  asked: string
  appId: string
  subject: string
  totalFen: number
  notifyUrl?: string
  returnUrl?: string
  passback?: string
  createdAt: number
  payUntil?: number
  state: 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_CLOSED' | 'TRADE_FINISHED'
  paidAt?: number
  closedAt?: number
  refunds: { requestNo: string; refundFen: number; at: number }[]
}

/** A guest who let a template's messages through: so many, each once. */
export interface Grant {
  left: number
}

/** What the gateway remembers; with a file it survives the end of the process, however that comes. */
export interface Book {
  orders: Kept<Order>
  refunds: Kept<Refund>
  notices: Kept<Notice>
  trades: Kept<Trade>
  grants: Kept<Grant>
}

export function openBook(path?: string): Book {
  const file = new LineFile(path)
  const kept = <T>(kind: keyof Book, knownBy: (thing: T) => (string | undefined)[]) =>
    new Kept<T>(knownBy, (id, thing) => file.append(kind, id, thing))
  const book: Book = {
    orders: kept<Order>('orders', ({ transactionId, prepays }) => [transactionId, ...prepays.map(({ id }) => id)]),
    refunds: kept<Refund>('refunds', ({ refundId }) => [refundId]),
    notices: kept<Notice>('notices', () => []),
    trades: kept<Trade>('trades', ({ tradeNo }) => [tradeNo]),
    grants: kept<Grant>('grants', () => []),
  }
  try {
    for (const [kind, id, thing] of file.read()) (book[kind as keyof Book] as Kept<unknown>).remember(id, thing)
  } catch (error) {
    throw new Refusal(`What the payment sandbox remembers cannot be read: ${path} (${(error as Error).message}).`, error)
  }
  const all = Object.entries(book).flatMap(([kind, things]: [string, Kept<unknown>]) =>
    Array.from(things.entries(), ([id, thing]): [string, string, unknown] => [kind, id, thing]),
  )
  file.rewrite(all)
  return book
}
