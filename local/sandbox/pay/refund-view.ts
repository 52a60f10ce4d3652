import type { Sandbox } from '../sandbox.ts'
import type { Book, Order, Refund } from './book.ts'
import { announce } from './notices.ts'
import { beijing } from './wire.ts'

/** What is refunded of an order or on its way back; only a closed refund gives its part free again. */
export const mostAside = (order: Order, book: Book): number =>
  order.refunds
    .map((number) => book.refunds.get(number) as Refund)
    .reduce((sum, { status, refundFen }) => sum + (status === 'CLOSED' ? 0 : refundFen), 0)

/** The guest gets back as much of it as the guest paid. */
function amounts({ totalFen, couponFen = 0 }: Order, { refundFen }: Refund) {
  const payerTotal = totalFen - couponFen
  return {
    total: totalFen,
    refund: refundFen,
    payer_total: payerTotal,
    payer_refund: Math.round((refundFen * payerTotal) / totalFen),
  }
}

/** How create and query tell it: `status`, and whose money went where. */
export function refundAnswer(order: Order, refund: Refund) {
  const amount = amounts(order, refund)
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    channel: refund.account === '支付用户零钱' ? 'ORIGINAL' : 'OTHER_BANKCARD',
    user_received_account: refund.account,
    ...(refund.successAt !== undefined && { success_time: beijing(refund.successAt) }),
    create_time: beijing(refund.createdAt),
    status: refund.status,
    funds_account: 'AVAILABLE',
    amount: {
      ...amount,
      ...{ settlement_total: order.totalFen, settlement_refund: refund.refundFen },
      ...{ discount_refund: amount.refund - amount.payer_refund, currency: 'CNY', from: [], refund_fee: 0 },
    },
    promotion_detail: [],
  }
}

/** How the callback tells it: `refund_status`, and less beside it. */
function refundTold(order: Order, refund: Refund) {
  const whose = order.mode === 'plain' ? { mchid: order.mchid } : { sp_mchid: order.mchid, sub_mchid: order.subMchid }
  return {
    ...whose,
    out_trade_no: order.outTradeNo,
    transaction_id: order.transactionId,
    out_refund_no: refund.outRefundNo,
    refund_id: refund.refundId,
    refund_status: refund.status,
    ...(refund.successAt !== undefined && { success_time: beijing(refund.successAt) }),
    user_received_account: refund.account,
    amount: amounts(order, refund),
  }
}

/** Refunds whose time has come get where they go, and their callbacks set out. Answers when the next one does. */
export function settleRefunds(sandbox: Sandbox, processing: Set<string>): number | undefined {
  const { pay, clock } = sandbox
  const now = clock.now().getTime()
  let next: number | undefined
  for (const number of processing) {
    const refund = pay.book.refunds.get(number) as Refund
    const { settles } = refund
    if (refund.status !== 'PROCESSING' || !settles) {
      processing.delete(number)
    } else if (settles.at > now) {
      next = Math.min(next ?? settles.at, settles.at)
    } else {
      processing.delete(number)
      const done = pay.book.refunds.put(number, {
        ...{ ...refund, status: settles.as },
        ...(settles.as === 'SUCCESS' && { successAt: settles.at }),
      })
      tell(sandbox, done)
    }
  }
  return next
}

function tell(sandbox: Sandbox, refund: Refund): void {
  // Without an address of its own it would come in the older API's form, where the merchant's console has one.
  if (refund.notifyUrl === undefined) return
  announce(sandbox, {
    channel: 'wechat-pay',
    url: refund.notifyUrl,
    event: `REFUND.${refund.status}`,
    about: refund.outTradeNo,
    content: refundTold(sandbox.pay.book.orders.get(refund.outTradeNo) as Order, refund),
  })
}
