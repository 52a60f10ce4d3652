import { log } from '../../../functions/kernel/log.ts'
import { alipay } from '../../../functions/payments/alipay/client.ts'
import type { Channel, PaymentAsked } from '../../../functions/payments/channel.ts'
import { type Merchant, merchantAtSandbox } from '../../testing/merchant.ts'
import { merchantSide } from '../pay/keys.ts'

/** The product's own client and the gateway, which share no line: what one says the other takes, and no forgery. */
let shop: Merchant
let channel: Channel
let nth = 0

beforeEach(async () => {
  shop = await merchantAtSandbox()
  Object.assign(shop.answers, { status: 200, body: 'success' })
  log.sink = () => {}
  channel = alipay(merchantSide(shop.keys).alipay, {
    ...{ gateway: `${shop.front}/gateway.do`, notifyUrl: shop.notifyUrl, fetch: globalThis.fetch, now: shop.clock.now },
  })
})
afterEach(() => shop.end())

/** The guest has come to the cashier. */
async function entered(): Promise<PaymentAsked> {
  const order = {
    ...{ outTradeNo: `OURALI${String(nth++).padStart(6, '0')}`, amountFen: 9905, title: '双人/火锅&套餐' },
    ...{ payBy: new Date(shop.clock.now().getTime() + 900_000).toISOString(), returnUrl: 'http://127.0.0.1:4100/paid' },
  }
  const outcome = await channel.prepay(order)
  if (outcome.kind !== 'known' || outcome.fact.kind !== 'alipay') throw new Error('no address')
  const page = await fetch(outcome.fact.url)
  expect([page.status, (await page.text()).includes('¥99.05')]).toEqual([200, true])
  return order
}
const noticed = () => channel.notice({}, Buffer.from(shop.heard.at(-1)?.body ?? ''))

test('a trade is entered, paid, told, asked for and refunded', async () => {
  const { outTradeNo } = await entered()
  expect(await channel.query(outTradeNo)).toMatchObject({ kind: 'known', fact: { state: 'unpaid' } })
  await shop.command(`/payments/${outTradeNo}/pay`)
  const { appId, sellerId } = shop.keys.alipay
  const fact = { outTradeNo, state: 'paid', amountFen: 9905, account: { appid: appId, mchid: sellerId } }
  expect(noticed()).toMatchObject({ kind: 'payment', fact })
  expect(await channel.query(outTradeNo)).toMatchObject({ kind: 'known', fact })
  const refund = { outTradeNo, refundNo: `${outTradeNo}R1`, amountFen: 105, totalFen: 9905, reason: '没有用过' }
  expect(await channel.queryRefund(refund)).toMatchObject({ fact: { state: 'absent' } })
  expect(await channel.refund(refund)).toMatchObject({ kind: 'known', fact: { state: 'done' } })
  expect(await channel.refund(refund)).toMatchObject({ kind: 'known', fact: { state: 'processing' } })
  expect(await channel.queryRefund(refund)).toMatchObject({ fact: { state: 'done', amountFen: 105 } })
  await shop.command('/clock', { advanceSeconds: 1 })
  expect(noticed()).toMatchObject({ kind: 'payment', fact })
})

test('a trade is closed; one that nobody entered is absent, one that is paid is to be asked for', async () => {
  const { outTradeNo } = await entered()
  expect(await channel.close(outTradeNo)).toEqual({ kind: 'known', fact: 'closed' })
  expect(await channel.query(outTradeNo)).toMatchObject({ fact: { state: 'closed' } })
  expect(await channel.close('NOTHING1')).toEqual({ kind: 'known', fact: 'absent' })
  const other = await entered()
  await shop.command(`/payments/${other.outTradeNo}/pay`)
  expect(await channel.close(other.outTradeNo)).toMatchObject({ kind: 'refused', next: 'query' })
})

test.each([
  ['corrupted', 'signature.wrong'],
  ['other-body', 'signature.wrong'],
  ['unsigned', 'signature.missing'],
  ['sha1', 'sign_type'],
])('a notice that is %s is refused for %s', async (fault, reason) => {
  const { outTradeNo } = await entered()
  await shop.command('/faults', { callback: { fault } })
  await shop.command(`/payments/${outTradeNo}/pay`)
  expect(noticed()).toEqual({ kind: 'refused', reason })
})

test.each(['corrupted', 'other-body', 'unsigned', 'error-500', 'error-after', 'html', 'drop-before', 'drop-after'])(
  'an answer to a refund that is %s leaves it unknown, and the same number settles it once',
  async (fault) => {
    const { outTradeNo } = await entered()
    await shop.command(`/payments/${outTradeNo}/pay`)
    const refund = { outTradeNo, refundNo: `${outTradeNo}R1`, amountFen: 105, totalFen: 9905, reason: '没有用过' }
    await shop.command('/faults', { pay: { fault } })
    expect(await channel.refund(refund)).toMatchObject({ kind: 'unknown' })
    expect(await channel.refund(refund)).toMatchObject({ kind: 'known' })
    expect(shop.sandbox().pay.book.trades.get(outTradeNo)?.refunds).toHaveLength(1)
  },
)
