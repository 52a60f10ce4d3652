import { payTrade } from '../alipay/trades.ts'
import type { Command } from '../control.ts'
import { invalid, onlyFields, wholeNumber } from '../control-body.ts'
import { isOpenid } from '../people.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Book } from './book.ts'
import { type HowPaid, orderOf, payOrder } from './paying.ts'
import { orderBehind, sheetFields } from './sheet.ts'

/** What the guest's phone does, asked for by people and tests. */
export const paymentCommands: { [route: string]: Command } = {
  'GET /payments/{out_trade_no}': ({ pay }, _body, { out_trade_no = '' }) => {
    const notices = Array.from(pay.book.notices.values()).filter(({ about }) => about === out_trade_no)
    return { ...told(pay.book, out_trade_no), callbacks: notices.map(({ event, state, tries }) => ({ event, state, tries })) }
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
    await sandbox.pay.courier.run(out_trade_no)
    return { out_trade_no, ...paid }
  },
  'POST /sheets': async (sandbox, body) => {
    onlyFields(body, [...sheetFields, 'openid'])
    const { outTradeNo } = orderBehind(sandbox, body)
    const paid = guestPays(sandbox, outTradeNo, body.openid === undefined ? {} : { openid: String(body.openid) })
    await sandbox.pay.courier.run(outTradeNo)
    return { out_trade_no: outTradeNo, ...paid }
  },
  // The guest closes the sheet: at the channel nothing changes.
  'POST /payments/{out_trade_no}/cancel': (sandbox, body, { out_trade_no = '' }) => {
    onlyFields(body, [])
    const { book } = sandbox.pay
    return { out_trade_no, state: (book.trades.get(out_trade_no) ?? orderOf(book, out_trade_no)).state }
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

/** What this number is at either channel; nothing of the person. */
function told(book: Book, outTradeNo: string): object {
  const trade = book.trades.get(outTradeNo)
  if (trade) {
    const { state, totalFen, tradeNo, refunds } = trade
    const back = refunds.map(({ requestNo, refundFen }) => ({ out_refund_no: requestNo, status: 'SUCCESS', refundFen }))
    return { out_trade_no: outTradeNo, state, totalFen, transaction_id: tradeNo, refunds: back }
  }
  const { state, totalFen, transactionId, refunds } = orderOf(book, outTradeNo)
  const back = refunds.map((number) => {
    const refund = book.refunds.get(number)
    return { out_refund_no: number, status: refund?.status, refundFen: refund?.refundFen }
  })
  return { out_trade_no: outTradeNo, state, totalFen, transaction_id: transactionId, refunds: back }
}
