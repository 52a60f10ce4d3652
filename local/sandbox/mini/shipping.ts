import type { Book, Order } from '../pay/book.ts'
import { type Refusal, refusal } from '../reply.ts'

type Asked = { [field: string]: unknown }
const object = (value: unknown): Asked => (typeof value === 'object' && value !== null ? (value as Asked) : {})

/** `POST /wxa/sec/order/upload_shipping_info`: once for an order, and once again. 4 is what the guest fetches or uses in the store. */
export function uploadShipping(asked: Asked, book: Book, now: number): Refusal | { errcode: 0; errmsg: 'ok' } {
  const { order_key, logistics_type: kind, delivery_mode: mode, shipping_list: list, upload_time: at, payer } = asked
  if (![1, 2, 3, 4].includes(kind as number)) return refusal(10060005, '物流类型有误')
  if (![1, 2].includes(mode as number)) return refusal(268485224, '发货模式非法')
  if (mode === 2 && kind !== 1) return refusal(10060006, '非快递发货时不允许分拆发货')
  if (mode === 2 && typeof asked.is_all_delivered !== 'boolean')
    return refusal(10060007, '分拆发货模式下必须填写 is_all_delivered')
  if (!Array.isArray(list) || list.length < 1 || list.length > (mode === 1 ? 1 : 15))
    return refusal(10060024, '物流信息列表太长')
  for (const one of list.map(object)) {
    if (typeof one.item_desc !== 'string' || one.item_desc === '') return refusal(10060008, '商品描述 item_desc 字段不能为空')
    if ([...one.item_desc].length > 120) return refusal(10060009, '商品描述太长')
    if (kind === 1 && (!one.tracking_no || !one.express_company)) return refusal(10060014, '参数错误')
  }
  if (
    typeof at !== 'string' ||
    !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(at) ||
    Number.isNaN(Date.parse(at))
  )
    return refusal(268485216, '上传时间非法，请按照 RFC 3339 格式填写')
  const order = orderOf(object(order_key), book)
  if (order === 'malformed') return refusal(10060014, '参数错误')
  if (!order || order.paidAt === undefined) return refusal(10060001, '支付单不存在')
  if (object(payer).openid !== Object.values(order.payer)[0]) return refusal(10060031, '该笔支付单不属于 openid 所指定的用户')
  const times = order.shipped?.times ?? 0
  if (times >= 2) return refusal(10060003, '支付单已使用重新发货机会')
  book.orders.put(order.outTradeNo, { ...order, shipped: { at: now, times: times + 1 } })
  return { errcode: 0, errmsg: 'ok' }
}

function orderOf(key: Asked, book: Book): Order | undefined | 'malformed' {
  if (key.order_number_type === 1 && typeof key.out_trade_no === 'string') {
    const order = book.orders.get(key.out_trade_no)
    return order && [order.mchid, order.subMchid].includes(key.mchid as string) ? order : undefined
  }
  if (key.order_number_type === 2 && typeof key.transaction_id === 'string') {
    const order = book.orders.find(key.transaction_id)
    return order?.transactionId === key.transaction_id ? order : undefined
  }
  return 'malformed'
}
