import { merchantSide } from '../../../local/sandbox/pay/keys.ts'
import { type Merchant, merchantAtSandbox } from '../../../local/testing/merchant.ts'
import { log } from '../../kernel/log.ts'
import type { Headers, Notice } from '../channel.ts'
import { tradeBill } from './bill.ts'
import { type WeChatPay, weChatPay } from './client.ts'

/** Our client and somebody else's WeChat Pay: the sandbox shares no line with it. */
let there: Merchant
let pay: WeChatPay
let nth = 0
beforeAll(async () => {
  log.sink = () => undefined
  there = await merchantAtSandbox()
  let nonces = 0
  const nonce = () => `${Date.now()}x${nonces++}`
  const { now } = there.clock
  const world = { api: there.front, notifyUrl: there.notifyUrl, fetch, now, nonce }
  pay = weChatPay(there.app.appid, merchantSide(there.keys).wechatPay, world)
})
beforeEach(() => there.command('/faults', { callback: [], pay: [], refund: [], bill: [] }))
afterAll(() => there.end())

const newNumber = () => `SANDBOX${String(nth++).padStart(8, '0')}`
async function opened(outTradeNo = newNumber()): Promise<string> {
  const payBy = new Date(there.clock.now().getTime() + 900_000).toISOString()
  const asked = { outTradeNo, amountFen: 9900, title: '双人火锅套餐', payBy, openid: 'guest-1' }
  expect(await pay.prepay(asked)).toMatchObject({ kind: 'known', fact: { kind: 'wechat-pay' } })
  return outTradeNo
}
const guestPays = (outTradeNo: string) => there.command(`/payments/${outTradeNo}/pay`)
function lastNotice(): Notice {
  const { headers, body } = there.heard.at(-1) as (typeof there.heard)[number]
  return pay.notice(headers as Headers, Buffer.from(body))
}

it('is asked, paid, queried, refunded and called back', async () => {
  const outTradeNo = await opened()
  expect(await pay.query(outTradeNo)).toMatchObject({ kind: 'known', fact: { state: 'unpaid' } })
  await guestPays(outTradeNo)
  const paid = await pay.query(outTradeNo)
  expect(paid).toMatchObject({ kind: 'known', fact: { state: 'paid', amountFen: 9900, currency: 'CNY', account: pay.account } })
  const notice = lastNotice()
  if (paid.kind !== 'known' || notice.kind !== 'payment') throw new Error('nothing was paid')
  // Callback and query say the same fact.
  expect(notice.fact).toEqual(paid.fact)
  expect(await pay.queryTransaction(paid.fact.transactionId as string)).toEqual(paid)

  const refund = { outTradeNo, refundNo: `${outTradeNo}R1`, amountFen: 4000, totalFen: 9900, reason: '没有用过' }
  expect(await pay.queryRefund(refund)).toMatchObject({ kind: 'known', fact: { state: 'absent' } })
  expect(await pay.refund(refund)).toMatchObject({ kind: 'known', fact: { state: 'processing', amountFen: 4000 } })
  await there.command('/clock', { advanceSeconds: 60 })
  const refunded = await pay.queryRefund(refund)
  expect(refunded).toMatchObject({ kind: 'known', fact: { state: 'done', amountFen: 4000 } })
  const told = lastNotice()
  expect(told.kind === 'refund' && refunded.kind === 'known' && told.fact).toEqual(refunded.kind === 'known' && refunded.fact)
  // Still the one refund, and the trade was paid, whatever came back of it.
  expect(await pay.refund(refund)).toMatchObject({ kind: 'known', fact: { state: 'done' } })
  expect(await pay.query(outTradeNo)).toMatchObject({ kind: 'known', fact: { state: 'paid' } })
})

it('closes what nobody paid, and learns that what was paid cannot be closed', async () => {
  const left = await opened()
  expect(await pay.close(left)).toEqual({ kind: 'known', fact: 'closed' })
  expect(await pay.close(left)).toMatchObject({ kind: 'known', fact: 'closed' })
  expect(await pay.query(left)).toMatchObject({ kind: 'known', fact: { state: 'closed' } })
  const paid = await opened()
  await guestPays(paid)
  expect(await pay.close(paid)).toEqual({ kind: 'refused', code: 'ORDER_PAID', next: 'query' })
  expect(await pay.query('SANDBOXABSENT')).toMatchObject({ kind: 'known', fact: { state: 'absent' } })
})

it('gets back the money of a refund that its guest’s card refused, to another card', async () => {
  const outTradeNo = await opened()
  await guestPays(outTradeNo)
  await there.command('/faults', { refund: { fault: 'abnormal' } })
  const refund = { outTradeNo, refundNo: `${outTradeNo}R1`, amountFen: 9900, totalFen: 9900, reason: '没有用过' }
  await pay.refund(refund)
  await there.command('/clock', { advanceSeconds: 60 })
  const stuck = await pay.queryRefund(refund)
  if (stuck.kind !== 'known' || !stuck.fact.refundId) throw new Error('no refund')
  expect(stuck.fact.state).toBe('abnormal')
  const to = { refundId: stuck.fact.refundId, refundNo: refund.refundNo }
  const guest = { to: 'guest' as const, bankType: 'ICBC_DEBIT', bankAccount: '6222020200001', realName: '王小明' }
  expect(await pay.refundAbnormal({ ...to, ...guest })).toMatchObject({ kind: 'known', fact: { state: 'processing' } })
  await there.command('/clock', { advanceSeconds: 3600 })
  expect(await pay.queryRefund(refund)).toMatchObject({ kind: 'known', fact: { state: 'done' } })
})

it.each([
  ['corrupted', 'signature.'],
  ['signtest', 'signature.'],
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
  ['tampered-ciphertext', 'sealed.wrong'],
  ['tampered-tag', 'sealed.wrong'],
  ['tampered-aad', 'sealed.wrong'],
  ['wrong-key', 'sealed.wrong'],
  ['xml', ''],
])('opens no callback that is %s', async (fault, reason) => {
  const outTradeNo = await opened()
  await there.command('/faults', { callback: { fault } })
  await guestPays(outTradeNo)
  expect(lastNotice()).toEqual({ kind: 'refused', reason: expect.stringContaining(reason) })
})

it.each([
  'cut-over',
  'no-aad',
  'extra-fields',
  'unknown-order',
  'wrong-amount',
  'wrong-appid',
  'wrong-mchid',
  'wrong-currency',
])('opens a callback that is %s: it is WeChat Pay’s own', async (fault) => {
  const outTradeNo = await opened()
  await there.command('/faults', { callback: { fault } })
  await guestPays(outTradeNo)
  const notice = lastNotice()
  expect(notice).toMatchObject({ kind: 'payment', fact: { state: 'paid' } })
  if (notice.kind !== 'payment') throw new Error('no payment')
  const { amountFen, currency, account } = notice.fact
  const isOurs = notice.fact.outTradeNo === outTradeNo && amountFen === 9900 && currency === 'CNY'
  const isAsAsked = isOurs && account?.appid === pay.account.appid && account.mchid === pay.account.mchid
  expect(isAsAsked).toBe(['cut-over', 'no-aad', 'extra-fields'].includes(fault))
})

const answers = [
  'corrupted',
  'signtest',
  'unknown-serial',
  'proto-serial',
  'stale',
  'future',
  'not-a-number',
  'no-serial',
  'unsigned',
]
const broken = [
  'drop-before',
  'drop-after',
  'reset',
  'error-500',
  'error-502',
  'error-503',
  'rate-429',
  'accepted-202',
  'error-after',
]
it.each([...answers, ...broken, 'reserialised', 'other-body', 'empty-404', 'html'])(
  'stays in doubt after an answer that is %s, and learns the truth by asking again under the same number',
  async (fault) => {
    const outTradeNo = await opened()
    await guestPays(outTradeNo)
    await there.command('/faults', { pay: { fault, match: { operation: 'refund' } } })
    const refund = { outTradeNo, refundNo: `${outTradeNo}R1`, amountFen: 100, totalFen: 9900, reason: '没有用过' }
    expect((await pay.refund(refund)).kind).toBe('unknown')
    expect((await pay.queryRefund(refund)).kind).toBe('known')
    expect(await pay.refund(refund)).toMatchObject({ kind: 'known', fact: { amountFen: 100 } })
    await there.command('/clock', { advanceSeconds: 60 })
    // One refund, however often it was asked for.
    const order = await fetch(`${there.back}/payments/${outTradeNo}`)
    expect(((await order.json()) as { refunds: unknown[] }).refunds).toHaveLength(1)
  },
)

it('reads yesterday’s bill, and none whose hash does not fit', async () => {
  const outTradeNo = await opened()
  await guestPays(outTradeNo)
  const day = new Date(there.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  await there.command('/clock', { advanceSeconds: 2 * 86_400 })
  const bill = await tradeBill(pay, day)
  if (bill.kind !== 'known') throw new Error(`no bill: ${JSON.stringify(bill)}`)
  const row = bill.fact.find((one) => 'payment' in one && one.payment.outTradeNo === outTradeNo)
  expect(row).toMatchObject({ payment: { state: 'paid', amountFen: 9900, account: pay.account } })
  await there.command('/faults', { bill: { fault: 'hash' } })
  expect(await tradeBill(pay, day)).toEqual({ kind: 'unknown', why: 'bill.other_hash' })
  await there.command('/faults', { bill: { fault: 'none' } })
  expect(await tradeBill(pay, day)).toEqual({ kind: 'known', fact: [] })
  await there.command('/faults', { bill: { fault: 'creating' } })
  expect(await tradeBill(pay, day)).toEqual({ kind: 'unknown', why: 'STATEMENT_CREATING' })
})
