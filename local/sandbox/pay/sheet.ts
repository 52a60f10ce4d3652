import { invalid } from '../control-body.ts'
import { Refused } from '../reply.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Order } from './book.ts'
import { isSignatureOf } from './wire.ts'

/** What `wx.requestPayment` is given. */
export const sheetFields = ['timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const

/** The order behind it, once WeChat has held the signature against the merchant's key and its own app; refused as the phone would. */
export function orderBehind({ app, pay }: Sandbox, given: { [field: string]: unknown }): Order {
  const said = Object.fromEntries(
    sheetFields.map((name): [string, string] => {
      const value = given[name]
      if (typeof value !== 'string' || value === '') throw invalid(name, `${name} is text`)
      return [name, value]
    }),
  )
  const { timeStamp = '', nonceStr = '', package: prepay = '', signType, paySign = '' } = said
  if (!/^\d{10}$/.test(timeStamp)) throw invalid('timeStamp', 'timeStamp is in seconds, as text')
  if (nonceStr.length > 32) throw invalid('nonceStr', 'nonceStr has at most 32 characters')
  if (signType !== 'RSA') throw invalid('signType', 'signType is RSA')
  if (!prepay.startsWith('prepay_id=')) throw invalid('package', 'package is prepay_id=…')
  const message = Buffer.from(`${app.appid}\n${timeStamp}\n${nonceStr}\n${prepay}\n`)
  if (!isSignatureOf(message, paySign, pay.keys.wechatPay.merchant.publicKey))
    throw new Refused(422, 'payments.sign', '支付验证签名失败', 'paySign')
  const order = pay.book.orders.find(prepay.slice('prepay_id='.length))
  if (!order) throw new Refused(404, 'payments.not_found', 'There is no such prepay_id')
  return order
}
