import { forgeries } from '../sandbox/faults.ts'
import { sealedNotice } from '../sandbox/pay/notice-body.ts'
import { signOff } from '../sandbox/pay/sign-off.ts'
import type { FrontDoor } from './front-door.ts'

/** A cut-over is signed by WeChat Pay's other key: no forgery. */
const ways = forgeries.filter((one) => one !== 'cut-over')

/**
 * A callback that says an order is paid, and is forged in the nth way. All that a thief cannot know is right in it but the signature: the
 * number, the amount, the seal. `honest`: the same, signed as WeChat Pay signs.
 */
export function forgery(door: FrontDoor, outTradeNo: string, nth: number, honest = false) {
  const { keys, book } = door.sandbox.pay
  const { appid, mchid, totalFen } = book.orders.get(outTradeNo) ?? {}
  const content = {
    ...{ appid, mchid, out_trade_no: outTradeNo, transaction_id: `42000${nth}`, trade_type: 'JSAPI', trade_state: 'SUCCESS' },
    ...{ trade_state_desc: '支付成功', success_time: door.clock.now().toISOString() },
    amount: { total: totalFen, payer_total: totalFen, currency: 'CNY', payer_currency: 'CNY' },
  }
  const notice = {
    ...{
      id: `forged-${nth}`,
      channel: 'wechat-pay' as const,
      url: '',
      event: 'TRANSACTION.SUCCESS',
      about: outTradeNo,
      content,
    },
    ...{ createdAt: door.clock.now().getTime(), tries: 0, state: 'waiting' as const, dueAt: 0 },
  }
  const { body } = sealedNotice(notice, keys, undefined)
  const way = honest ? undefined : ways[nth % ways.length]
  const signed = signOff(body, keys.wechatPay.pinned.serial, keys, door.clock.now(), way)
  const lower = Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value])
  return { headers: { 'content-type': 'application/json', ...Object.fromEntries(lower) }, body: signed.body }
}
