import { createVerify, sign } from 'node:crypto'
import { type Json, type Merchant, merchantAtSandbox } from '../../testing/merchant.ts'
import { wallClock } from './signing.ts'

let shop: Merchant
let nth = 0
const newNumber = () => `ALI${String(nth++).padStart(8, '0')}`
const back = 'http://127.0.0.1:4100/paid?orderId=ord_1'

beforeEach(async () => {
  shop = await merchantAtSandbox()
  shop.answers.status = 200
  shop.answers.body = 'success'
})
afterEach(() => shop.end())

type Fields = { [name: string]: string }

/** A signed call, as text of a query; `odd` changes fields after they were signed. */
function signed(method: string, content: Json, more: Fields = {}, odd: Fields = {}): URLSearchParams {
  const { appId, app } = shop.keys.alipay
  const fields: Fields = {
    ...{ app_id: appId, method, format: 'JSON', charset: 'utf-8', sign_type: 'RSA2', version: '1.0' },
    ...{ timestamp: wallClock(shop.clock.now().getTime()), biz_content: JSON.stringify(content), ...more },
  }
  const text = Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')
  const signature = sign('sha256', Buffer.from(text), app.privateKey).toString('base64')
  return new URLSearchParams({ ...fields, sign: signature, ...odd })
}

/** What the gateway says; `genuine` tells whether Alipay's own key signed exactly that. */
async function ask(method: string, content: Json, odd: Fields = {}): Promise<Json & { genuine: boolean }> {
  const answer = await fetch(`${shop.front}/gateway.do`, { method: 'POST', body: signed(method, content, {}, odd) })
  expect(answer.status).toBe(200)
  const text = await answer.text()
  const [, said = '', signature = ''] = /^\{"\w*_response":(\{.*\})(?:,"sign":"([^"]*)")?\}$/.exec(text) ?? []
  const genuine = createVerify('RSA-SHA256').update(said).verify(shop.keys.alipay.own.publicKey, signature, 'base64')
  return { ...JSON.parse(said), genuine }
}

const order = (number: string, more: Json = {}) => ({
  ...{
    out_trade_no: number,
    total_amount: '99.00',
    subject: '双人火锅套餐',
    product_code: 'QUICK_WAP_WAY',
    quit_url: back,
    ...more,
  },
})
const enter = (number: string, more: Json = {}, odd: Fields = {}) =>
  fetch(
    `${shop.front}/gateway.do?${signed('alipay.trade.wap.pay', order(number, more), { notify_url: shop.notifyUrl, return_url: back }, odd)}`,
  )
const press = (number: string, what: string) =>
  fetch(`${shop.front}/cashier`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ trade: number, quit: back, do: what }),
  })
const query = (number: string) => ask('alipay.trade.query', { out_trade_no: number })
const refund = (number: string, requestNo: string, amount: string) =>
  ask('alipay.trade.refund', { out_trade_no: number, out_request_no: requestNo, refund_amount: amount })

async function paid(): Promise<string> {
  const number = newNumber()
  await enter(number)
  await shop.command(`/payments/${number}/pay`)
  return number
}

/** The fields of a notice, and whether they are truly Alipay's. */
function heard(at: number): { fields: Fields; genuine: boolean } {
  const { sign: signature = '', sign_type = '', ...fields } = Object.fromEntries(new URLSearchParams(shop.heard.at(at)?.body))
  const text = Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')
  const genuine = createVerify('RSA-SHA256').update(text).verify(shop.keys.alipay.own.publicKey, signature, 'base64')
  return { fields, genuine: genuine && sign_type === 'RSA2' }
}

test('there is no trade until the guest comes to the cashier; paid there, it is told and asked for', async () => {
  const number = newNumber()
  expect(await query(number)).toMatchObject({ code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST' })
  const page = await (await enter(number)).text()
  expect(page).toContain('¥99.00')
  expect(await query(number)).toMatchObject({
    code: '10000',
    trade_status: 'WAIT_BUYER_PAY',
    total_amount: '99.00',
    genuine: true,
  })
  const answer = await press(number, 'pay')
  const target = new URL(answer.headers.get('location') ?? '')
  expect([answer.status, target.pathname, target.searchParams.get('orderId'), target.searchParams.get('out_trade_no')]).toEqual(
    [...[303, '/paid', 'ord_1', number]],
  )
  await shop.command('/clock', { advanceSeconds: 1 })
  const trade = await query(number)
  expect(trade).toMatchObject({ trade_status: 'TRADE_SUCCESS', out_trade_no: number, send_pay_date: expect.any(String) })
  expect(heard(0)).toMatchObject({
    genuine: true,
    fields: {
      ...{ app_id: shop.keys.alipay.appId, seller_id: shop.keys.alipay.sellerId, trade_no: trade.trade_no },
      ...{ out_trade_no: number, total_amount: '99.00', trade_status: 'TRADE_SUCCESS', notify_id: expect.any(String) },
    },
  })
})

test('a notice comes again by the published schedule until it is answered with success and nothing else', async () => {
  shop.answers.body = 'success\n'
  await paid()
  let tries = 1
  for (const seconds of [240, 600, 600, 3600, 7200, 21_600, 54_000]) {
    await shop.command('/clock', { advanceSeconds: seconds - 1 })
    expect(shop.heard).toHaveLength(tries)
    await shop.command('/clock', { advanceSeconds: 1 })
    tries += 1
    expect(shop.heard).toHaveLength(tries)
  }
  await shop.command('/clock', { advanceSeconds: 86_400 })
  expect(shop.heard).toHaveLength(8)
  expect(new Set(shop.heard.map((_, at) => heard(at).fields.notify_id)).size).toBe(1)
})

test.each<[string, Fields, string]>([
  ['another app', { app_id: '1' }, 'isv.invalid-app-id'],
  ['another method', { method: 'alipay.trade.pay' }, 'isv.invalid-method'],
  ['the older RSA', { sign_type: 'RSA' }, 'isv.invalid-signature-type'],
  ['another charset', { charset: 'GBK' }, 'isv.invalid-charset'],
  ['a clock two days late', { timestamp: '2020-01-01 00:00:00' }, 'isv.invalid-timestamp'],
  ['another content than signed', { biz_content: '{}' }, 'isv.invalid-signature'],
  ['no signature', { sign: '' }, 'isv.invalid-signature'],
])('a call with %s is refused', async (_what, odd, subCode) => {
  expect(await ask('alipay.trade.query', { out_trade_no: 'X' }, odd)).toMatchObject({ code: '40002', sub_code: subCode })
})

test.each<[string, Json, string]>([
  ['no sum', { total_amount: '0.00' }, 'total_amount'],
  ['parts of a fen', { total_amount: '1.001' }, 'total_amount'],
  ['a subject with a sign it may not have', { subject: 'a&b' }, 'subject'],
  ['another product', { product_code: 'FAST_INSTANT_TRADE_PAY' }, 'QUICK_WAP_WAY'],
  ['a time that is over', { time_expire: '2020-01-01 00:00:00' }, '付款时间已过'],
])('at the cashier %s is told to the guest', async (_what, more, sentence) => {
  const number = newNumber()
  const answer = await enter(number, more)
  expect([answer.status, (await answer.text()).includes(sentence)]).toEqual([400, true])
  expect((await query(number)).sub_code).toBe('ACQ.TRADE_NOT_EXIST')
})

test('the same number with another sum is not paid; a paid and a closed trade cannot be paid again', async () => {
  const [open, closed] = [newNumber(), newNumber()]
  await enter(open)
  expect(await (await enter(open, { total_amount: '1.00' })).text()).toContain('ACQ.CONTEXT_INCONSISTENT')
  await press(open, 'pay')
  expect(await (await enter(open)).text()).toContain('ACQ.TRADE_HAS_SUCCESS')
  expect((await press(open, 'pay')).status).toBe(400)
  await enter(closed)
  expect((await press(closed, 'cancel')).headers.get('location')).toBe(back)
  expect(await ask('alipay.trade.close', { out_trade_no: closed })).toMatchObject({ code: '10000', genuine: true })
  expect(await (await enter(closed)).text()).toContain('ACQ.TRADE_HAS_CLOSE')
  expect((await ask('alipay.trade.close', { out_trade_no: open })).sub_code).toBe('ACQ.TRADE_STATUS_ERROR')
  expect((await ask('alipay.trade.close', { out_trade_no: 'NOTHING' })).sub_code).toBe('ACQ.TRADE_NOT_EXIST')
})

test('a guest whom nobody wants back stays on a page that says what was done', async () => {
  const number = newNumber()
  await fetch(`${shop.front}/gateway.do?${signed('alipay.trade.wap.pay', { ...order(number), quit_url: undefined })}`)
  const answer = await press(number, 'pay')
  expect([answer.status, (await answer.text()).includes('已付款')]).toEqual([200, true])
  const odd = signed('alipay.trade.wap.pay', order(newNumber()), { notify_url: 'nowhere' })
  expect((await fetch(`${shop.front}/gateway.do?${odd}`)).status).toBe(400)
})

test('closes by itself when its time is over', async () => {
  const number = newNumber()
  await enter(number, { time_expire: wallClock(shop.clock.now().getTime() + 600_000) })
  await shop.command('/clock', { advanceSeconds: 600 })
  expect(await query(number)).toMatchObject({ trade_status: 'TRADE_CLOSED' })
  expect(await shop.command(`/payments/${number}/pay`)).toMatchObject({ status: 409, code: 'payments.closed' })
})

test('refunds in parts: one number is one refund, a part is told with the state of the trade, the whole closes it', async () => {
  const number = await paid()
  expect(await refund(number, 'R1', '30.00')).toMatchObject({ code: '10000', fund_change: 'Y', refund_fee: '30.00' })
  expect(await refund(number, 'R1', '30.00')).toMatchObject({ fund_change: 'N' })
  expect(await refund(number, 'R1', '31.00')).toMatchObject({ sub_code: 'ACQ.DISCORDANT_REPEAT_REQUEST' })
  expect(await refund(number, 'R2', '69.01')).toMatchObject({ sub_code: 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL' })
  await shop.command('/clock', { advanceSeconds: 1 })
  expect(heard(-1).fields).toMatchObject({ trade_status: 'TRADE_SUCCESS', refund_fee: '30.00', out_biz_no: 'R1' })
  expect(await refund(number, 'R2', '69.00')).toMatchObject({ fund_change: 'Y', refund_fee: '99.00' })
  await shop.command('/clock', { advanceSeconds: 1 })
  expect(heard(-1)).toMatchObject({ genuine: true, fields: { trade_status: 'TRADE_CLOSED', gmt_payment: expect.any(String) } })
  const asked = (requestNo: string) =>
    ask('alipay.trade.fastpay.refund.query', { out_trade_no: number, out_request_no: requestNo })
  expect(await asked('R1')).toMatchObject({ code: '10000', refund_status: 'REFUND_SUCCESS', refund_amount: '30.00' })
  expect(await asked('R3')).toEqual({ code: '10000', msg: 'Success', genuine: true })
})

test('a year after it was paid a trade is finished, and no longer refundable', async () => {
  const number = await paid()
  shop.clock.advance(365 * 86_400)
  expect((await query(number)).trade_status).toBe('TRADE_FINISHED')
  expect((await refund(number, 'R1', '1.00')).sub_code).toBe('ACQ.TRADE_HAS_FINISHED')
})

describe('faults', () => {
  test.each(['corrupted', 'unsigned', 'other-body', 'sha1'])(
    'a notice that is %s is not genuine; the next one is',
    async (fault) => {
      await shop.command('/faults', { callback: { fault } })
      shop.answers.body = 'fail'
      await paid()
      expect(heard(0).genuine).toBe(false)
      await shop.command('/clock', { advanceSeconds: 240 })
      expect(heard(1).genuine).toBe(true)
    },
  )

  test.each<[string, Fields]>([
    ['wrong-amount', { total_amount: '99.01' }],
    ['wrong-appid', { app_id: '2021000000000000' }],
    ['wrong-mchid', { seller_id: '2088000000000000' }],
    ['extra-fields', { point_amount: '0.00' }],
  ])('a notice that suffers %s is genuine, and says so', async (fault, fields) => {
    await shop.command('/faults', { callback: { fault } })
    await paid()
    expect(heard(0)).toMatchObject({ genuine: true, fields })
  })

  test.each<[string, Json]>([
    ['error-500', { code: '20000' }],
    ['rate-429', { sub_code: 'isv.app-call-limited' }],
    ['not-enough', { sub_code: 'ACQ.SELLER_BALANCE_NOT_ENOUGH' }],
  ])('a refund that meets %s is not done', async (fault, said) => {
    const number = await paid()
    await shop.command('/faults', { pay: { fault, match: { channel: 'alipay', operation: 'refund' } } })
    expect(await refund(number, 'R1', '1.00')).toMatchObject(said)
    expect(await refund(number, 'R1', '1.00')).toMatchObject({ fund_change: 'Y' })
  })

  test('a refund whose answer is lost is done', async () => {
    const number = await paid()
    await shop.command('/faults', { pay: { fault: 'error-after' } })
    expect(await refund(number, 'R1', '1.00')).toMatchObject({ sub_code: 'ACQ.SYSTEM_ERROR' })
    await shop.command('/faults', { pay: { fault: 'drop-after' } })
    await expect(refund(number, 'R2', '1.00')).rejects.toThrow('fetch failed')
    expect(await refund(number, 'R1', '1.00')).toMatchObject({ fund_change: 'N', refund_fee: '2.00' })
  })

  test.each(['corrupted', 'unsigned', 'other-body'])('an answer that is %s is not genuine', async (fault) => {
    const number = await paid()
    await shop.command('/faults', { pay: { fault } })
    expect((await query(number)).genuine).toBe(false)
    expect((await query(number)).genuine).toBe(true)
  })
})
