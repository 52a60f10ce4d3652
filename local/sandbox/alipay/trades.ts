import { randomInt } from 'node:crypto'
import type { Trade } from '../pay/book.ts'
import { announce } from '../pay/notices.ts'
import { Refused } from '../reply.ts'
import type { Sandbox } from '../sandbox.ts'
import { fenOf, wallClock, yuan } from './signing.ts'

const yearMs = 365 * 86_400_000

/** How Alipay refuses: HTTP 200, a code, and a sub_code that says why. */
export class AlipayRefusal extends Error {
  readonly code: string
  readonly subCode: string
  constructor(code: string, subCode: string, message: string) {
    super(message)
    this.code = code
    this.subCode = subCode
  }
}

const business = (subCode: string, message: string) => new AlipayRefusal('40004', subCode, message)
const notThere = () => business('ACQ.TRADE_NOT_EXIST', '交易不存在')

/** As it stands now: a trade that nobody paid in time is closed, one that was paid a year ago finished. */
export function current(trade: Trade, now: number): Trade {
  if (trade.state === 'WAIT_BUYER_PAY' && trade.payUntil !== undefined && now >= trade.payUntil)
    return { ...trade, state: 'TRADE_CLOSED' }
  if (trade.state === 'TRADE_SUCCESS' && now >= (trade.paidAt ?? now) + yearMs) return { ...trade, state: 'TRADE_FINISHED' }
  return trade
}

type Content = { [field: string]: unknown }

function tradeOf({ pay, clock }: Sandbox, content: Content): Trade {
  const [mine, theirs] = [content.out_trade_no, content.trade_no]
  if (mine === undefined && theirs === undefined)
    throw new AlipayRefusal('40002', 'isv.invalid-parameter', '交易号和商户订单号不能同时为空')
  // Alipay's own number goes before the merchant's.
  const trade = theirs === undefined ? pay.book.trades.get(String(mine)) : pay.book.trades.find(String(theirs))
  if (!trade) throw notThere()
  return current(trade, clock.now().getTime())
}

export function query(sandbox: Sandbox, content: Content): object {
  const trade = tradeOf(sandbox, content)
  return {
    ...numbers(trade),
    ...{ trade_status: trade.state, total_amount: yuan(trade.totalFen), buyer_logon_id: '159****5620' },
    ...(trade.paidAt !== undefined && {
      ...{ send_pay_date: wallClock(trade.paidAt), buyer_user_id: buyer, buyer_pay_amount: yuan(trade.totalFen) },
      ...{
        receipt_amount: yuan(trade.totalFen),
        fund_bill_list: [{ fund_channel: 'ALIPAYACCOUNT', amount: yuan(trade.totalFen) }],
      },
    }),
  }
}

export function close(sandbox: Sandbox, content: Content): object {
  const trade = tradeOf(sandbox, content)
  if (trade.state !== 'WAIT_BUYER_PAY') throw business('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
  const closedAt = sandbox.clock.now().getTime()
  sandbox.pay.book.trades.put(trade.outTradeNo, { ...trade, state: 'TRADE_CLOSED', closedAt })
  return numbers(trade)
}

/** The same out_request_no and sum are the same refund, and `fund_change` tells that nothing more moved. */
export function refund(sandbox: Sandbox, content: Content): object {
  const trade = tradeOf(sandbox, content)
  const refundFen = fenOf(content.refund_amount)
  if (refundFen === undefined) throw new AlipayRefusal('40002', 'isv.invalid-parameter', 'refund_amount不合法')
  const requestNo = String(content.out_request_no ?? trade.outTradeNo)
  if (requestNo.length > 64) throw new AlipayRefusal('40002', 'isv.invalid-parameter', 'out_request_no最长64位')
  const known = trade.refunds.find((one) => one.requestNo === requestNo)
  if (known && known.refundFen !== refundFen) throw business('ACQ.DISCORDANT_REPEAT_REQUEST', '请求信息不一致')
  if (known) return refunded(trade, 'N')
  if (trade.state === 'TRADE_FINISHED') throw business('ACQ.TRADE_HAS_FINISHED', '交易已经完结')
  if (trade.state !== 'TRADE_SUCCESS') throw business('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
  if (refundedFen(trade) + refundFen > trade.totalFen) throw business('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限')
  if (content.out_request_no === undefined && refundFen !== trade.totalFen)
    throw business('ACQ.INVALID_PARAMETER', '部分退款必须传out_request_no')
  const at = sandbox.clock.now().getTime()
  const refunds = [...trade.refunds, { requestNo, refundFen, at }]
  const done: Trade = { ...trade, refunds }
  const whole = refundedFen(done) === trade.totalFen
  const stored = sandbox.pay.book.trades.put(trade.outTradeNo, whole ? { ...done, state: 'TRADE_CLOSED', closedAt: at } : done)
  tell(sandbox, stored, { refund_fee: yuan(refundedFen(stored)), gmt_refund: `${wallClock(at)}.000`, out_biz_no: requestNo })
  return refunded(stored, 'Y')
}

const refunded = (trade: Trade, fundChange: 'Y' | 'N') => ({
  ...numbers(trade),
  ...{ fund_change: fundChange, refund_fee: yuan(refundedFen(trade)), buyer_logon_id: '159****5620', buyer_user_id: buyer },
})

/** Of a refund that is not there nothing is told, and that is no error. */
export function queryRefund(sandbox: Sandbox, content: Content): object {
  const trade = tradeOf(sandbox, content)
  const found = trade.refunds.find(({ requestNo }) => requestNo === content.out_request_no)
  if (!found) return {}
  return {
    ...numbers(trade),
    ...{ out_request_no: found.requestNo, refund_amount: yuan(found.refundFen), total_amount: yuan(trade.totalFen) },
    ...{ refund_status: 'REFUND_SUCCESS', gmt_refund_pay: wallClock(found.at) },
  }
}

/** The guest pays at the cashier; refused as the cashier does. */
export function payTrade(sandbox: Sandbox, outTradeNo: string): Trade {
  const { pay, clock } = sandbox
  const now = clock.now().getTime()
  const known = pay.book.trades.get(outTradeNo)
  if (!known) throw new Refused(404, 'payments.not_found', `There is no trade ${outTradeNo}`)
  const { state } = current(known, now)
  if (state === 'TRADE_CLOSED') throw new Refused(409, 'payments.closed', 'The trade is closed')
  if (state !== 'WAIT_BUYER_PAY') throw new Refused(409, 'payments.paid', 'The trade is paid')
  const paid = pay.book.trades.put(outTradeNo, { ...known, state: 'TRADE_SUCCESS', paidAt: now })
  tell(sandbox, paid)
  return paid
}

/** The notice as a form's fields; `sign` comes when it is sent. */
function tell(sandbox: Sandbox, trade: Trade, more: { [field: string]: string } = {}): void {
  if (trade.notifyUrl === undefined) return
  const { appId, sellerId } = sandbox.pay.keys.alipay
  announce(sandbox, {
    ...{ channel: 'alipay', url: trade.notifyUrl, event: trade.state, about: trade.outTradeNo },
    content: {
      ...{
        notify_type: 'trade_status_sync',
        charset: 'utf-8',
        version: '1.0',
        app_id: appId,
        auth_app_id: appId,
        seller_id: sellerId,
      },
      ...{ ...numbers(trade), buyer_id: buyer, trade_status: trade.state, subject: trade.subject },
      ...{ total_amount: yuan(trade.totalFen), receipt_amount: yuan(trade.totalFen), buyer_pay_amount: yuan(trade.totalFen) },
      ...{ gmt_create: wallClock(trade.createdAt), gmt_payment: wallClock(trade.paidAt ?? trade.createdAt) },
      ...(trade.passback !== undefined && { passback_params: trade.passback }),
      ...more,
    },
  })
}

const buyer = '2088102146225135'
const refundedFen = ({ refunds }: Trade) => refunds.reduce((sum, { refundFen }) => sum + refundFen, 0)
const numbers = ({ outTradeNo, tradeNo }: Trade) => ({ out_trade_no: outTradeNo, trade_no: tradeNo })

export const newTradeNo = (now: number) =>
  `${wallClock(now).replace(/\D/g, '').slice(0, 8)}22001${Array.from({ length: 15 }, () => randomInt(10)).join('')}`
