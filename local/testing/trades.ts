import { log } from '../../functions/kernel/log.ts'
import type { PaymentAsked } from '../../functions/payments/channel.ts'
import { weChatPay } from '../../functions/payments/wechat-pay/client.ts'
import { signingChannel } from './signing-channel.ts'

/** A merchant's client and what WeChat Pay says of one trade, for tests. */

/** What was logged. */
export const lines: string[] = []
log.sink = (line) => lines.push(line)

export const now = () => new Date('2026-11-22T05:00:00Z')
export const there = signingChannel(now)
export const keys = {
  mchid: '1900007291',
  serial: '408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB',
  privateKey: there.merchantKey,
  apiV3Key: 'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb',
  platformKeys: there.platformKeys,
}
export const notifyUrl = 'https://api.example/callbacks/wechat-pay'
const world = { api: 'https://wechat.example', notifyUrl, fetch: there.fetch, now, nonce: () => 'n0nce' }
export const pay = weChatPay('wx2421b1c4370ec43b', keys, world)
export const provided = weChatPay(
  'wx2421b1c4370ec43b',
  { ...keys, sub: { mchid: '1900000109', appid: 'wx8888888888888888' } },
  world,
)
export const providedUnderOurApp = weChatPay('wx2421b1c4370ec43b', { ...keys, sub: { mchid: '1900000109' } }, world)

export const asked: PaymentAsked = {
  outTradeNo: '01JD8Z0000000000000000001',
  amountFen: 12800,
  title: '双人下午茶 3 人团',
  payBy: '2026-11-22T05:15:00.000Z',
  openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
}
export const paid = {
  appid: 'wx2421b1c4370ec43b',
  mchid: '1900007291',
  out_trade_no: asked.outTradeNo,
  transaction_id: '4200001234202611220000000001',
  trade_type: 'JSAPI',
  trade_state: 'SUCCESS',
  trade_state_desc: '支付成功',
  success_time: '2026-11-22T13:01:02+08:00',
  payer: { openid: asked.openid },
  amount: { total: 12800, payer_total: 12300, currency: 'CNY', payer_currency: 'CNY' },
  a_field_of_next_year: true,
}
export const fact = {
  channel: 'wechat-pay',
  outTradeNo: asked.outTradeNo,
  state: 'paid',
  transactionId: paid.transaction_id,
  paidAt: paid.success_time,
  amountFen: 12800,
  currency: 'CNY',
  account: { appid: paid.appid, mchid: paid.mchid },
}
export const refunded = {
  refund_id: '50000000382019052709732678859',
  out_refund_no: `${asked.outTradeNo}R1`,
  transaction_id: paid.transaction_id,
  out_trade_no: asked.outTradeNo,
  channel: 'ORIGINAL',
  user_received_account: '招商银行信用卡0403',
  create_time: '2026-11-22T13:05:00+08:00',
  status: 'PROCESSING',
  amount: { total: 12800, refund: 6400, payer_total: 12300, payer_refund: 6150, currency: 'CNY' },
}
export const refundAsked = {
  outTradeNo: asked.outTradeNo,
  refundNo: refunded.out_refund_no,
  amountFen: 6400,
  totalFen: 12800,
  reason: '未使用',
}
export const refundFact = {
  channel: 'wechat-pay',
  outTradeNo: asked.outTradeNo,
  refundNo: refunded.out_refund_no,
  state: 'processing',
  refundId: refunded.refund_id,
  amountFen: 6400,
}
