import { randomInt } from 'node:crypto'
import * as z from 'zod'
import type { Sandbox } from '../sandbox.ts'
import { bytes, checked, fen, notifyUrl, outTradeNo, spelling, text } from './asked.ts'
import type { Order, Refund } from './book.ts'
import { badRequest, PayRefusal } from './pay-refusal.ts'
import { mostAside, refundAnswer } from './refund-view.ts'
import type { PayAnswer, PayRequest } from './v3-routes.ts'
import { beijing, openedField } from './wire.ts'

const yearMs = 365 * 86_400_000
const mostRefunds = 50
const apartMs = 60_000

const outRefundNo = z.string().regex(/^[0-9A-Za-z_\-|*@]{1,64}$/)
const asked = z
  .strictObject({
    sub_mchid: text(32).optional(),
    transaction_id: text(32).optional(),
    out_trade_no: outTradeNo.optional(),
    out_refund_no: outRefundNo,
    reason: bytes(80).optional(),
    notify_url: notifyUrl(256).optional(),
    funds_account: z.literal('AVAILABLE').optional(),
    amount: z.strictObject({
      ...{ refund: fen, total: fen, currency: z.literal('CNY') },
      from: z.array(z.strictObject({ account: z.enum(['AVAILABLE', 'UNAVAILABLE']), amount: fen })).optional(),
    }),
    goods_detail: z.array(z.looseObject({})).optional(),
  })
  .refine(
    (body) => body.transaction_id !== undefined || body.out_trade_no !== undefined,
    'transaction_id和out_trade_no必须传一个',
  )

/** `POST /v3/refund/domestic/refunds`: the answer says that it is accepted, not that it is done; one number is one refund for ever. */
export function createRefund(sandbox: Sandbox, request: PayRequest): PayAnswer {
  const body = checked(asked, request.body)
  const { book } = sandbox.pay
  const now = sandbox.clock.now().getTime()
  const order = orderOf(sandbox, body)
  const known = book.refunds.get(body.out_refund_no)
  if (known) {
    if (known.asked !== spelling(body)) throw badRequest('退款单号已存在，且请求参数与首次请求时不一致')
    return answered(sandbox, known)
  }
  mayRefund(order, body.amount, book.refunds.get(order.refunds.at(-1) ?? ''), now)
  if (mostAside(order, book) + body.amount.refund > order.totalFen) throw badRequest('申请退款金额大于订单可退金额')
  const rule = sandbox.faults.strike('refund', {
    ...{ operation: 'refund', outTradeNo: order.outTradeNo, outRefundNo: body.out_refund_no },
  })
  const refund = book.refunds.put(body.out_refund_no, {
    outRefundNo: body.out_refund_no,
    refundId: newRefundId(now),
    outTradeNo: order.outTradeNo,
    asked: spelling(body),
    ...(body.reason !== undefined && { reason: body.reason }),
    ...(body.notify_url !== undefined && { notifyUrl: body.notify_url }),
    refundFen: body.amount.refund,
    createdAt: now,
    status: 'PROCESSING',
    settles: { at: now + (rule?.fault === 'late' ? rule.seconds * 1000 : 0), as: ends[rule?.fault ?? ''] ?? 'SUCCESS' },
    account: '支付用户零钱',
  })
  book.orders.put(order.outTradeNo, { ...order, refunds: [...order.refunds, refund.outRefundNo] })
  sandbox.pay.processing.add(refund.outRefundNo)
  return answered(sandbox, refund)
}

const ends: { [fault: string]: Refund['status'] } = { abnormal: 'ABNORMAL', closed: 'CLOSED' }

function mayRefund(order: Order, amount: { total: number }, last: Refund | undefined, now: number): void {
  if (order.paidAt === undefined) throw badRequest('订单未支付，不能退款')
  if (amount.total !== order.totalFen) throw badRequest('订单金额与原订单金额不一致')
  if (now >= order.paidAt + yearMs) throw badRequest('订单已超过一年，不能退款')
  if (order.refunds.length >= mostRefunds) throw badRequest('一笔订单最多支持50次部分退款')
  if (last && now < last.createdAt + apartMs)
    throw new PayRefusal(429, 'FREQUENCY_LIMITED', '同一笔订单的多次退款请间隔1分钟后再试')
}

function orderOf({ pay }: Sandbox, body: z.output<typeof asked>): Order {
  const order =
    body.out_trade_no === undefined ? pay.book.orders.find(body.transaction_id ?? '') : pay.book.orders.get(body.out_trade_no)
  const sameNumber = body.transaction_id === undefined || body.transaction_id === order?.transactionId
  if (!order || !sameNumber || order.subMchid !== body.sub_mchid) throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '订单不存在')
  return order
}

/** `GET /v3/refund/domestic/refunds/{out_refund_no}` */
export function queryRefund(sandbox: Sandbox, request: PayRequest): PayAnswer {
  const refund = sandbox.pay.book.refunds.get(request.path.out_refund_no ?? '')
  const order = sandbox.pay.book.orders.get(refund?.outTradeNo ?? '')
  if (!refund || (order?.subMchid ?? null) !== request.query.get('sub_mchid'))
    throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
  return answered(sandbox, refund)
}

const abnormal = z.strictObject({
  sub_mchid: text(32).optional(),
  out_refund_no: outRefundNo,
  type: z.enum(['USER_BANK_CARD', 'MERCHANT_BANK_CARD']),
  bank_type: text(16).optional(),
  bank_account: text(1024).optional(),
  real_name: text(1024).optional(),
})

/** `POST …/{refund_id}/apply-abnormal-refund`: the way out of ABNORMAL; the card and the name come encrypted for a key of ours. */
export function abnormalRefund(sandbox: Sandbox, request: PayRequest): PayAnswer {
  const body = checked(abnormal, request.body)
  const refund = sandbox.pay.book.refunds.find(request.path.refund_id ?? '')
  if (!refund || refund.outRefundNo !== body.out_refund_no) throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
  if (body.type === 'USER_BANK_CARD') {
    if (!request.encryptedFor) throw badRequest('有加密字段时必须传Http头Wechatpay-Serial')
    const { platform, pinned } = sandbox.pay.keys.wechatPay
    const key = request.encryptedFor === platform.serial ? platform : pinned
    if (body.bank_type === undefined) throw badRequest('退款至用户银行卡时bank_type必填')
    for (const field of [body.bank_account, body.real_name]) mustOpen(field, key.privateKey)
  }
  if (refund.status !== 'ABNORMAL') throw badRequest('退款单不是异常状态')
  const now = sandbox.clock.now().getTime()
  sandbox.pay.processing.add(refund.outRefundNo)
  const account = body.type === 'USER_BANK_CARD' ? `${body.bank_type}借记卡` : '商户结算银行卡'
  return answered(
    sandbox,
    sandbox.pay.book.refunds.put(refund.outRefundNo, {
      ...{ ...refund, status: 'PROCESSING', account },
      settles: { at: now, as: 'SUCCESS' },
    }),
  )
}

function mustOpen(field: string | undefined, privateKey: string): void {
  try {
    if (openedField(field ?? '', privateKey) !== '') return
  } catch {
    // Told below, whatever was wrong with it.
  }
  throw new PayRefusal(400, 'PARAM_ERROR', '敏感信息解密失败，请使用Wechatpay-Serial对应的公钥加密')
}

function answered({ pay }: Sandbox, refund: Refund): PayAnswer {
  return { status: 200, body: refundAnswer(pay.book.orders.get(refund.outTradeNo) as Order, refund) }
}

const newRefundId = (now: number) =>
  `5030${beijing(now).replace(/\D/g, '').slice(0, 8)}${Array.from({ length: 16 }, () => randomInt(10)).join('')}`
