import { randomInt } from 'node:crypto'
import { Refused } from '../reply.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Book, Order } from './book.ts'
import { announce } from './notices.ts'
import { isOpen, transactionOf } from './order-view.ts'
import { isFresh } from './prepay.ts'
import { beijing } from './wire.ts'

export interface HowPaid {
  /** Who holds the phone; only the payer the order names can pay it. */
  openid?: string
  /** What a coupon of WeChat's own pays of it. */
  couponFen?: number
}

/** The guest pays the order on the phone; the callback is on its way. Refuses as the phone would. */
export function payOrder(sandbox: Sandbox, outTradeNo: string, { openid, couponFen = 0 }: HowPaid = {}): Order {
  const { pay, clock } = sandbox
  const now = clock.now().getTime()
  const order = orderOf(pay.book, outTradeNo)
  const payer = Object.values(order.payer)[0] as string
  if (openid !== undefined && openid !== payer)
    throw new Refused(409, 'payments.other_payer', 'The order names another payer', 'openid')
  if (order.state === 'SUCCESS') throw new Refused(409, 'payments.paid', 'The order is paid')
  if (!isOpen(order, now)) throw new Refused(409, 'payments.closed', 'The order is closed')
  if (order.payUntil !== undefined && now >= order.payUntil) throw new Refused(409, 'payments.over', 'The time to pay is over')
  if (!isFresh(order, order.prepays.at(-1)?.id ?? '', now))
    throw new Refused(409, 'payments.stale', 'The prepay_id is older than two hours')
  if (couponFen >= order.totalFen) throw new Refused(422, 'control.invalid', 'couponFen is less than the amount', 'couponFen')
  const paid = pay.book.orders.put(outTradeNo, {
    ...order,
    state: 'SUCCESS',
    transactionId: `4200${beijing(now).replace(/\D/g, '').slice(0, 8)}${Array.from({ length: 16 }, () => randomInt(10)).join('')}`,
    paidAt: now,
    ...(couponFen > 0 && { couponFen }),
  })
  announce(sandbox, {
    channel: 'wechat-pay',
    url: paid.notifyUrl,
    event: 'TRANSACTION.SUCCESS',
    about: outTradeNo,
    content: transactionOf(paid, 'SUCCESS'),
  })
  return paid
}

/** The order of this number; refused where there is none. */
export function orderOf(book: Book, outTradeNo: string): Order {
  const order = book.orders.get(outTradeNo)
  if (!order) throw new Refused(404, 'payments.not_found', `There is no order ${outTradeNo}`)
  return order
}
