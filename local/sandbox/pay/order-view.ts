import type { Book, Order } from './book.ts'
import { beijing } from './wire.ts'

const autoCloseMs = 7 * 86_400_000

export type TradeState = 'SUCCESS' | 'REFUND' | 'NOTPAY' | 'CLOSED' | 'USERPAYING' | 'PAYERROR'

const inWords: { [state in TradeState]: string } = {
  SUCCESS: '支付成功',
  REFUND: '订单发生过退款，退款详情请查询退款单',
  NOTPAY: '订单未支付',
  CLOSED: '订单已关闭',
  USERPAYING: '用户支付中',
  PAYERROR: '支付失败(其他原因，如银行返回失败)',
}

/** Nobody pays an order after seven days. */
export const isOpen = (order: Order, now: number): boolean => order.state === 'NOTPAY' && now < order.createdAt + autoCloseMs

/** After any refund, even of a part, an order that was paid says REFUND. */
export function stateOf(order: Order, book: Book, now: number): TradeState {
  if (order.state === 'SUCCESS')
    return order.refunds.some((number) => book.refunds.get(number)?.status !== 'CLOSED') ? 'REFUND' : 'SUCCESS'
  return isOpen(order, now) ? 'NOTPAY' : 'CLOSED'
}

/** What a query and a callback tell of an order. */
export function transactionOf(order: Order, state: TradeState) {
  const { appid, mchid, subAppid, subMchid, totalFen, couponFen = 0 } = order
  const whose =
    order.mode === 'plain'
      ? { appid, mchid }
      : { sp_appid: appid, sp_mchid: mchid, ...(subAppid && { sub_appid: subAppid }), sub_mchid: subMchid }
  const paid = order.paidAt !== undefined && {
    transaction_id: order.transactionId,
    trade_type: 'JSAPI',
    bank_type: 'OTHERS',
    success_time: beijing(order.paidAt),
    payer: order.payer,
    amount: { total: totalFen, payer_total: totalFen - couponFen, currency: 'CNY', payer_currency: 'CNY' },
    ...(couponFen > 0 && { promotion_detail: [promotion(couponFen)] }),
  }
  return {
    ...whose,
    out_trade_no: order.outTradeNo,
    trade_state: state,
    trade_state_desc: inWords[state],
    ...(order.attach !== undefined && { attach: order.attach }),
    ...(paid || { amount: { total: totalFen, currency: 'CNY' } }),
  }
}

/** A coupon of WeChat's own, which the merchant does not pay. */
const promotion = (fen: number) => ({
  coupon_id: '109519',
  name: '微信支付立减',
  scope: 'GLOBAL',
  type: 'CASH',
  amount: fen,
  stock_id: '931386',
  wechatpay_contribute: fen,
  merchant_contribute: 0,
  other_contribute: 0,
  currency: 'CNY',
})
