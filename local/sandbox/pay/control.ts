import { payTrade } from '../alipay/trades.ts'
import type { Command } from '../control.ts'
import { invalid, onlyFields, wholeNumber } from '../control-body.ts'
import { isOpenid } from '../people.ts'
import type { Sandbox } from '../sandbox.ts'
import { cancelPayment, type HowPaid, payOrder } from './paying.ts'

/** What the guest's phone does, asked for by people and tests. */
export const paymentCommands: { [route: string]: Command } = {
  'GET /payments/{out_trade_no}': ({ pay }, _body, { out_trade_no = '' }) => {
    const order = cancelPayment({ pay }, out_trade_no)
    const notices = Array.from(pay.book.notices.values()).filter(({ about }) => about === out_trade_no)
    return {
      ...{ out_trade_no, state: order.state, totalFen: order.totalFen, transaction_id: order.transactionId },
      refunds: order.refunds.map((number) => {
        const refund = pay.book.refunds.get(number)
        return { out_refund_no: number, status: refund?.status, refundFen: refund?.refundFen }
      }),
      callbacks: notices.map(({ event, state, tries }) => ({ event, state, tries })),
    }
  },
  'POST /payments/{out_trade_no}/pay': async (sandbox, body, { out_trade_no = '' }) => {
    onlyFields(body, ['openid', 'couponFen'])
    if (body.openid !== undefined && !isOpenid(body.openid))
      throw invalid('openid', 'openid is 1 to 64 letters, digits, - or _')
    const how: HowPaid = {
      ...(body.openid !== undefined && { openid: body.openid }),
      ...(body.couponFen !== undefined && { couponFen: wholeNumber(body.couponFen, 'couponFen', 10_000_000_000) }),
    }
    const paid = guestPays(sandbox, out_trade_no, how)
    // The phone hears of it when the callback was sent; a fault makes the callback late or lose its way.
    await sandbox.pay.courier.run()
    return { out_trade_no, ...paid }
  },
  'POST /payments/{out_trade_no}/cancel': (sandbox, body, { out_trade_no = '' }) => {
    onlyFields(body, [])
    return { out_trade_no, state: cancelPayment(sandbox, out_trade_no).state }
  },
}

/** The guest pays what this number is at either channel; refuses as the phone would. */
export function guestPays(sandbox: Sandbox, outTradeNo: string, how: HowPaid): { transaction_id: string; totalFen: number } {
  if (sandbox.pay.book.trades.get(outTradeNo)) {
    const { tradeNo, totalFen } = payTrade(sandbox, outTradeNo)
    return { transaction_id: tradeNo, totalFen }
  }
  const { transactionId = '', totalFen } = payOrder(sandbox, outTradeNo, how)
  return { transaction_id: transactionId, totalFen }
}
