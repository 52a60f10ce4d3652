import * as z from 'zod'
import type { Sandbox } from '../sandbox.ts'
import { bytes, checked, fen, instant, notifyUrl, outTradeNo, spelling, text } from './asked.ts'
import type { Order } from './book.ts'
import { isOpen } from './order-view.ts'
import { badRequest, PayRefusal } from './pay-refusal.ts'
import type { PayAnswer, PayRequest } from './v3-routes.ts'
import { beijing, newNonce } from './wire.ts'

const prepayLifeMs = 2 * 3_600_000
const minuteMs = 60_000
/** The docs say 7, 15 and 90 days on different pages: the shortest holds here. */
const longestMs = 7 * 86_400_000

const common = {
  description: text(127),
  out_trade_no: outTradeNo,
  time_expire: instant.optional(),
  attach: bytes(128).optional(),
  notify_url: notifyUrl(255),
  goods_tag: text(32).optional(),
  support_fapiao: z.boolean().optional(),
  limit_pay: z.array(z.literal('no_credit')).optional(),
  detail: z.looseObject({}).optional(),
  settle_info: z.strictObject({ profit_sharing: z.boolean().optional() }).optional(),
  scene_info: z
    .strictObject({ payer_client_ip: text(45), device_id: text(32).optional(), store_info: z.looseObject({}).optional() })
    .optional(),
  amount: z.strictObject({ total: fen, currency: z.literal('CNY').optional() }),
}
const plain = z.strictObject({ ...common, appid: text(32), mchid: text(32), payer: z.strictObject({ openid: text(128) }) })
const partner = z.strictObject({
  ...common,
  ...{ sp_appid: text(32), sp_mchid: text(32), sub_appid: text(32).optional(), sub_mchid: text(32) },
  payer: z.union([z.strictObject({ sp_openid: text(128) }), z.strictObject({ sub_openid: text(128) })]),
})

/** `POST /v3/pay/transactions/jsapi`: asked again with the same parameters it gives the same prepay_id while that lives, else a fresh one. */
export function prepay(sandbox: Sandbox, request: PayRequest): PayAnswer {
  const asked = checked(plain, request.body)
  return order(sandbox, request, asked, {
    ...{ mode: 'plain', appid: asked.appid, mchid: asked.mchid, payer: asked.payer },
  })
}

/** `POST /v3/pay/partner/transactions/jsapi`: the service provider orders for its sub-merchant. */
export function partnerPrepay(sandbox: Sandbox, request: PayRequest): PayAnswer {
  const asked = checked(partner, request.body)
  if ('sub_openid' in asked.payer && asked.sub_appid === undefined) throw badRequest('传了sub_openid就必须传sub_appid')
  return order(sandbox, request, asked, {
    ...{ mode: 'partner', appid: asked.sp_appid, mchid: asked.sp_mchid, payer: asked.payer, subMchid: asked.sub_mchid },
    ...(asked.sub_appid !== undefined && { subAppid: asked.sub_appid }),
  })
}

type Whose = Pick<Order, 'mode' | 'appid' | 'mchid' | 'subAppid' | 'subMchid' | 'payer'>

function order(
  { pay, app, clock }: Sandbox,
  request: PayRequest,
  asked: z.output<typeof plain | typeof partner>,
  whose: Whose,
): PayAnswer {
  if (whose.mchid !== request.mchid) throw badRequest('商户号与签名的商户号不一致')
  if (whose.appid !== app.appid) throw new PayRefusal(400, 'APPID_MCHID_NOT_MATCH', 'appid和mchid不匹配，请检查后再试')
  const now = clock.now().getTime()
  const known = pay.book.orders.get(asked.out_trade_no)
  const payUntil = asked.time_expire === undefined ? undefined : deadline(asked.time_expire, now, known)
  const found = known ?? {
    ...whose,
    outTradeNo: asked.out_trade_no,
    asked: spelling(asked),
    description: asked.description,
    ...(asked.attach !== undefined && { attach: asked.attach }),
    notifyUrl: asked.notify_url,
    totalFen: asked.amount.total,
    createdAt: now,
    ...(payUntil !== undefined && { payUntil }),
    prepays: [],
    state: 'NOTPAY' as const,
    refunds: [],
  }
  if (found.asked !== spelling(asked))
    throw new PayRefusal(403, 'OUT_TRADE_NO_USED', '商户订单号重复：请求参数与首次请求时不一致')
  if (found.state === 'SUCCESS') throw new PayRefusal(400, 'ORDER_PAID', '该订单已支付')
  if (!isOpen(found, now)) throw new PayRefusal(400, 'ORDER_CLOSED', '该订单已关闭')
  const alive = found.prepays.find(({ at }) => now < at + prepayLifeMs)
  if (alive) return { status: 200, body: { prepay_id: alive.id } }
  const id = `wx${beijing(now).replace(/\D/g, '').slice(0, 14)}${newNonce(20).toLowerCase()}`
  pay.book.orders.put(found.outTradeNo, { ...found, prepays: [...found.prepays, { id, at: now }] })
  return { status: 200, body: { prepay_id: id } }
}

/** Fixed by the first request; less than a minute is raised to one. */
function deadline(said: string, now: number, known: Order | undefined): number {
  const at = Date.parse(said)
  if (Number.isNaN(at)) throw new PayRefusal(400, 'PARAM_ERROR', 'time_expire不是有效的时间', { field: '/time_expire' })
  if (known) return known.payUntil ?? at
  if (at > now + longestMs) throw new PayRefusal(400, 'PARAM_ERROR', 'time_expire超过最长时间', { field: '/time_expire' })
  return Math.max(at, now + minuteMs)
}

/** Whether the sheet of this prepay_id can still be opened. */
export const isFresh = ({ prepays }: Order, id: string, now: number): boolean =>
  prepays.some((prepay) => prepay.id === id && now < prepay.at + prepayLifeMs)
