import { createPublicKey, createVerify, randomBytes } from 'node:crypto'
import { log } from '../../../functions/kernel/log.ts'
import type { Channel, PaymentAsked } from '../../../functions/payments/channel.ts'
import { weChatPay } from '../../../functions/payments/wechat-pay/client.ts'
import { type Merchant, merchantAtSandbox } from '../../testing/merchant.ts'
import { merchantSide } from './keys.ts'

/** The product's own client and the gateway, which share no line: what one says the other takes, and no forgery. */
let shop: Merchant
let channel: Channel
let nth = 0

beforeEach(async () => {
  shop = await merchantAtSandbox()
  log.sink = () => {}
  channel = weChatPay(shop.app.appid, merchantSide(shop.keys).wechatPay, {
    ...{ fetch: globalThis.fetch, now: shop.clock.now, notifyUrl: shop.notifyUrl, api: shop.front },
    nonce: () => randomBytes(16).toString('hex'),
  })
})
afterEach(() => shop.end())

const asked = (): PaymentAsked => ({
  ...{ outTradeNo: `OURS${String(nth++).padStart(8, '0')}`, amountFen: 9900, title: '双人火锅套餐', openid: 'guest-1' },
  payBy: new Date(shop.clock.now().getTime() + 900_000).toISOString(),
})
const noticed = (at = -1) => {
  const { headers, body } = shop.heard.at(at) as (typeof shop.heard)[number]
  return channel.notice(headers as { [name: string]: string }, Buffer.from(body))
}
async function paid(faults: object = {}): Promise<PaymentAsked> {
  const order = asked()
  await channel.prepay(order)
  await shop.command('/faults', { ...faults })
  await shop.command(`/payments/${order.outTradeNo}/pay`)
  return order
}

test('an order is handed to the guest, paid, told, asked for and refunded', async () => {
  const order = asked()
  const outcome = await channel.prepay(order)
  if (outcome.kind !== 'known' || outcome.fact.kind !== 'wechat-pay') throw new Error('nothing to pay with')
  const { timeStamp, nonceStr, package: prepay, paySign } = outcome.fact
  const message = `${shop.app.appid}\n${timeStamp}\n${nonceStr}\n${prepay}\n`
  const { publicKey } = shop.keys.wechatPay.merchant
  expect(createVerify('RSA-SHA256').update(message).verify(createPublicKey(publicKey), paySign, 'base64')).toBe(true)
  await shop.command(`/payments/${order.outTradeNo}/pay`, { openid: 'guest-1', couponFen: 100 })
  const fact = {
    outTradeNo: order.outTradeNo,
    state: 'paid',
    amountFen: 9900,
    currency: 'CNY',
    transactionId: expect.any(String),
  }
  expect(noticed()).toMatchObject({ kind: 'payment', fact })
  expect(await channel.query(order.outTradeNo)).toMatchObject({ kind: 'known', fact })
  const refund = {
    outTradeNo: order.outTradeNo,
    refundNo: `${order.outTradeNo}R1`,
    amountFen: 100,
    totalFen: 9900,
    reason: '没有用过',
  }
  expect(await channel.refund(refund)).toMatchObject({ kind: 'known', fact: { state: 'processing' } })
  await shop.command('/clock', { advanceSeconds: 1 })
  expect(noticed()).toMatchObject({ kind: 'refund', fact: { state: 'done', refundNo: refund.refundNo, amountFen: 100 } })
  expect(await channel.queryRefund(refund)).toMatchObject({ kind: 'known', fact: { state: 'done' } })
  expect(await channel.query(order.outTradeNo)).toMatchObject({ kind: 'known', fact: { state: 'paid' } })
})

test('the sheet of the phone takes what our client signed, and nothing else', async () => {
  const order = asked()
  const outcome = await channel.prepay(order)
  if (outcome.kind !== 'known' || outcome.fact.kind !== 'wechat-pay') throw new Error('nothing to pay with')
  const { kind: _, ...sheet } = outcome.fact
  const odds: [change: object, field: string][] = [
    [{ paySign: sheet.paySign.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) }, 'paySign'],
    [{ nonceStr: 'another' }, 'paySign'],
    [{ package: 'prepay_id=wx1' }, 'paySign'],
    [{ timeStamp: Number(sheet.timeStamp) }, 'timeStamp'],
    [{ signType: 'MD5' }, 'signType'],
  ]
  for (const [change, field] of odds)
    expect(await shop.command('/sheets', { ...sheet, ...change })).toMatchObject({ status: 422, field })
  expect(await shop.command('/sheets', { ...sheet, openid: 'guest-2' })).toMatchObject({
    status: 409,
    code: 'payments.other_payer',
  })
  expect(await shop.command('/sheets', { ...sheet, openid: 'guest-1' })).toMatchObject({
    out_trade_no: order.outTradeNo,
    totalFen: 9900,
  })
  expect(noticed()).toMatchObject({ kind: 'payment' })
})

test('an order is closed; one that is paid is not, and one that is not there is absent', async () => {
  const order = asked()
  await channel.prepay(order)
  expect(await channel.close(order.outTradeNo)).toEqual({ kind: 'known', fact: 'closed' })
  expect(await channel.query(order.outTradeNo)).toMatchObject({ fact: { state: 'closed' } })
  expect(await channel.close((await paid()).outTradeNo)).toMatchObject({ kind: 'refused', next: 'query' })
  expect(await channel.query('NOTHING1')).toMatchObject({ kind: 'known', fact: { state: 'absent' } })
})

const forgeries: [fault: string, reason: string][] = [
  ['corrupted', 'signature.wrong'],
  ['signtest', 'signature.wrong'],
  ['unknown-serial', 'serial.unknown'],
  ['proto-serial', 'serial.unknown'],
  ['stale', 'timestamp.stale'],
  ['future', 'timestamp.future'],
  ['not-a-number', 'timestamp.malformed'],
  ['no-timestamp', 'header.missing'],
  ['no-nonce', 'header.missing'],
  ['no-signature', 'header.missing'],
  ['no-serial', 'header.missing'],
  ['unsigned', 'header.missing'],
  ['reserialised', 'signature.wrong'],
  ['other-body', 'signature.wrong'],
]

test.each(forgeries)('a callback that is %s is refused for %s, and the next one is taken', async (fault, reason) => {
  shop.answers.status = 401
  await paid({ callback: { fault } })
  expect(noticed()).toEqual({ kind: 'refused', reason })
  await shop.command('/clock', { advanceSeconds: 15 })
  expect(noticed()).toMatchObject({ kind: 'payment' })
})

test.each(forgeries)(
  'an answer that is %s leaves the order unknown for %s, and asked again it is known',
  async (fault, reason) => {
    const order = asked()
    await shop.command('/faults', { pay: { fault } })
    expect(await channel.prepay(order)).toEqual({ kind: 'unknown', why: reason })
    expect(await channel.prepay(order)).toMatchObject({ kind: 'known' })
  },
)

test.each(['tampered-ciphertext', 'tampered-tag', 'tampered-aad', 'wrong-key', 'xml'])(
  'a callback that is %s is not opened',
  async (fault) => {
    await paid({ callback: { fault } })
    expect(noticed()).toMatchObject({ kind: 'refused' })
  },
)

test.each<[string, object]>([
  ['wrong-amount', { amountFen: 9901 }],
  ['wrong-appid', { account: { appid: 'wxother' } }],
  ['wrong-mchid', { account: { mchid: '1' } }],
  ['wrong-currency', { currency: 'USD' }],
  ['unknown-order', { outTradeNo: expect.stringMatching(/^XURS/) }],
  ['cut-over', { state: 'paid', amountFen: 9900 }],
  ['no-aad', { state: 'paid', amountFen: 9900 }],
  ['extra-fields', { state: 'paid', amountFen: 9900 }],
])('a callback that is %s is genuine, and tells it', async (fault, fact) => {
  await paid({ callback: { fault } })
  expect(noticed()).toMatchObject({ kind: 'payment', fact })
})

test.each([
  'error-500',
  'error-502',
  'error-503',
  'rate-429',
  'accepted-202',
  'drop-before',
  'drop-after',
  'reset',
  'error-after',
  'html',
])('a refund that meets %s is unknown, and the same number settles it once', async (fault) => {
  const order = await paid()
  const refund = {
    outTradeNo: order.outTradeNo,
    refundNo: `${order.outTradeNo}R1`,
    amountFen: 100,
    totalFen: 9900,
    reason: 'x',
  }
  await shop.command('/faults', { pay: { fault } })
  expect(await channel.refund(refund)).toMatchObject({ kind: 'unknown' })
  expect(await channel.refund(refund)).toMatchObject({ kind: 'known' })
  expect(shop.sandbox().pay.book.orders.get(order.outTradeNo)?.refunds).toHaveLength(1)
})
