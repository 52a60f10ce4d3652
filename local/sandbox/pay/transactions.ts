import * as z from 'zod'
import type { Sandbox } from '../sandbox.ts'
import { checked, queried } from './asked.ts'
import type { Order } from './book.ts'
import { isOpen, stateOf, transactionOf } from './order-view.ts'
import { badRequest, PayRefusal } from './pay-refusal.ts'
import type { PayAnswer, PayRequest } from './v3-routes.ts'

/** `GET …/out-trade-no/{out_trade_no}?mchid=` */
export function queryByOutTradeNo(sandbox: Sandbox, request: PayRequest): PayAnswer {
  return query(sandbox, request, sandbox.pay.book.orders.get(request.path.out_trade_no ?? ''))
}

/** `GET …/id/{transaction_id}?mchid=`: an order has that number once it is paid. */
export function queryByTransaction(sandbox: Sandbox, request: PayRequest): PayAnswer {
  const order = sandbox.pay.book.orders.find(request.path.transaction_id ?? '')
  return query(sandbox, request, order?.transactionId === request.path.transaction_id ? order : undefined)
}

function query({ pay, clock, faults }: Sandbox, request: PayRequest, order: Order | undefined): PayAnswer {
  const names = request.partner ? ['sp_mchid', 'sub_mchid'] : ['mchid']
  mine(request, Object.fromEntries(names.map((name) => [name, queried(request.query, name)])), order)
  if (!order) throw notThere()
  const now = clock.now().getTime()
  const about = { operation: 'query', outTradeNo: order.outTradeNo }
  const rule = isOpen(order, now) ? faults.strike('pay', about, ['userpaying', 'payerror']) : undefined
  const state = rule ? (rule.fault === 'userpaying' ? 'USERPAYING' : 'PAYERROR') : stateOf(order, pay.book, now)
  return { status: 200, body: transactionOf(order, state) }
}

const plainClose = z.strictObject({ mchid: z.string() })
const partnerClose = z.strictObject({ sp_mchid: z.string(), sub_mchid: z.string() })

/** `POST …/close`: 204, as often as one likes; a paid order is refused, one that is being paid is 202. */
export function close({ pay, clock, faults }: Sandbox, request: PayRequest): PayAnswer {
  const asked = checked(request.partner ? partnerClose : plainClose, request.body)
  const order = pay.book.orders.get(request.path.out_trade_no ?? '')
  mine(request, asked, order)
  if (!order) throw notThere()
  if (order.state === 'SUCCESS') throw new PayRefusal(400, 'ORDER_PAID', '该订单已支付，不能关闭')
  if (!isOpen(order, clock.now().getTime())) return { status: 204 }
  if (faults.strike('pay', { operation: 'close', outTradeNo: order.outTradeNo }, ['userpaying']))
    throw new PayRefusal(202, 'USERPAYING', '用户支付中，请稍后再试')
  pay.book.orders.put(order.outTradeNo, { ...order, state: 'CLOSED' })
  return { status: 204 }
}

/** The merchants named must be those who sign and who ordered; another's order is answered like one that is not there. */
function mine(
  request: PayRequest,
  named: { mchid?: string; sp_mchid?: string; sub_mchid?: string },
  order: Order | undefined,
): void {
  if ((named.mchid ?? named.sp_mchid) !== request.mchid) throw badRequest('商户号与签名的商户号不一致')
  if (order && (order.subMchid !== named.sub_mchid || (order.mode === 'partner') !== request.partner)) throw notThere()
}

const notThere = () => new PayRefusal(404, 'ORDER_NOT_EXIST', '订单不存在')
