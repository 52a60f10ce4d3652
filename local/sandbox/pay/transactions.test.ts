import { type Json, type Merchant, merchantAtSandbox } from '../../testing/merchant.ts'

let shop: Merchant
let nth = 0
const newNumber = () => `TRADE${String(nth++).padStart(8, '0')}`

beforeAll(async () => {
  shop = await merchantAtSandbox()
})
afterAll(() => shop.end())
beforeEach(() => shop.command('/reset'))

const stateAfter = async (number: string) => (await shop.query(number)).json.trade_state
const inSeconds = (seconds: number) => new Date(shop.clock.now().getTime() + seconds * 1000).toISOString()

describe('an order is taken within the limits of its fields', () => {
  test.each<[string, Json]>([
    ['six characters', { out_trade_no: 'A-_|*1' }],
    ['thirty-two characters', { out_trade_no: 'x'.repeat(32) }],
    ['a description of 127 characters', { description: '字'.repeat(127) }],
    ['128 bytes of attach', { attach: 'x'.repeat(128) }],
    ['one fen', { amount: { total: 1 } }],
    ['every optional field', { goods_tag: 'WXG', support_fapiao: true, limit_pay: ['no_credit'], detail: { cost_price: 1 } }],
    ['what the shop is', { scene_info: { payer_client_ip: '14.23.150.211', store_info: { id: '0001' } } }],
  ])('%s: yes', async (_what, change) => {
    const answer = await shop.ask('POST', '/v3/pay/transactions/jsapi', { ...shop.order(newNumber()), ...change })
    expect(answer).toMatchObject({ status: 200, json: { prepay_id: expect.stringMatching(/^wx\d{14}/) } })
  })

  test.each<[string, Json, string]>([
    ['five characters', { out_trade_no: 'ABCD1' }, '/out_trade_no'],
    ['thirty-three characters', { out_trade_no: 'x'.repeat(33) }, '/out_trade_no'],
    ['a slash', { out_trade_no: 'ABCDEF/1' }, '/out_trade_no'],
    ['a description of 128 characters', { description: '字'.repeat(128) }, '/description'],
    ['no description', { description: undefined }, '/description'],
    ['43 Chinese characters of attach', { attach: '字'.repeat(43) }, '/attach'],
    ['nothing to pay', { amount: { total: 0 } }, '/amount/total'],
    ['parts of a fen', { amount: { total: 1.5 } }, '/amount/total'],
    ['a sum as text', { amount: { total: '100' } }, '/amount/total'],
    ['another currency', { amount: { total: 100, currency: 'USD' } }, '/amount/currency'],
    ['no payer', { payer: {} }, '/payer/openid'],
    ['a query in notify_url', { notify_url: 'https://shop.example/callback?a=1' }, '/notify_url'],
    ['no full notify_url', { notify_url: '/callback' }, '/notify_url'],
    ['a notify_url too long', { notify_url: `https://shop.example/${'x'.repeat(240)}` }, '/notify_url'],
    ['a time without a zone', { time_expire: '2026-01-01T10:00:00' }, '/time_expire'],
    ['a time too far', { time_expire: '2099-01-01T10:00:00+08:00' }, '/time_expire'],
    ['a field that is not there', { timeExpire: '2026-01-01T10:00:00+08:00' }, '/timeExpire'],
  ])('%s: no, and the field is named', async (_what, change, field) => {
    const answer = await shop.ask('POST', '/v3/pay/transactions/jsapi', { ...shop.order(newNumber()), ...change })
    expect(answer).toMatchObject({ status: 400, json: { code: 'PARAM_ERROR', detail: { field } } })
  })

  test.each<[string, Json, string]>([
    ['an app of somebody else', { appid: 'wx-other' }, 'APPID_MCHID_NOT_MATCH'],
    ['a merchant who did not sign', { mchid: '1900000001' }, 'INVALID_REQUEST'],
  ])('%s: no', async (_what, change, code) => {
    expect(await shop.prepay(newNumber(), change)).toMatchObject({ status: 400, json: { code } })
  })

  test('what is not JSON is a wrong parameter', async () => {
    expect(await shop.ask('POST', '/v3/pay/transactions/jsapi', '{')).toMatchObject({
      status: 400,
      json: { code: 'PARAM_ERROR' },
    })
  })
})

describe('asked again', () => {
  test('with the same parameters it is the same prepay_id for two hours, then a fresh one', async () => {
    const number = newNumber()
    const first = (await shop.prepay(number)).json.prepay_id
    const { amount, ...rest } = shop.order(number)
    expect((await shop.ask('POST', '/v3/pay/transactions/jsapi', { amount, ...rest })).json.prepay_id).toBe(first)
    shop.clock.advance(7200)
    const fresh = (await shop.prepay(number)).json.prepay_id
    expect(fresh).not.toBe(first)
    expect(await shop.command(`/payments/${number}/pay`)).toMatchObject({ totalFen: 9900 })
  })

  test('with others it is refused, and the order stays as it was', async () => {
    const number = newNumber()
    await shop.prepay(number)
    const other = await shop.prepay(number, { amount: { total: 1, currency: 'CNY' } })
    expect(other).toMatchObject({ status: 403, json: { code: 'OUT_TRADE_NO_USED' } })
    expect((await shop.query(number)).json.amount).toEqual({ total: 9900, currency: 'CNY' })
  })

  test('of an order that is paid or closed it is refused', async () => {
    const [paid, closed] = [newNumber(), newNumber()]
    for (const number of [paid, closed]) await shop.prepay(number)
    await shop.command(`/payments/${paid}/pay`)
    await shop.close(closed)
    expect((await shop.prepay(paid)).json.code).toBe('ORDER_PAID')
    expect((await shop.prepay(closed)).json.code).toBe('ORDER_CLOSED')
  })
})

describe('the guest', () => {
  test('pays, and both queries tell it; before that there is no transaction_id and no payer', async () => {
    const number = newNumber()
    await shop.prepay(number, { attach: 'ord_1' })
    const before = (await shop.query(number)).json
    expect(before).toMatchObject({ trade_state: 'NOTPAY', out_trade_no: number, appid: shop.app.appid, mchid: shop.mchid })
    expect(Object.keys(before)).not.toEqual(expect.arrayContaining(['transaction_id']))
    expect(before.payer).toBeUndefined()
    const { transaction_id } = await shop.command(`/payments/${number}/pay`, { openid: 'guest-1' })
    const after = (await shop.query(number)).json
    expect(after).toMatchObject({
      ...{ trade_state: 'SUCCESS', transaction_id, trade_type: 'JSAPI', attach: 'ord_1', payer: { openid: 'guest-1' } },
      amount: { total: 9900, payer_total: 9900, currency: 'CNY', payer_currency: 'CNY' },
      success_time: expect.stringMatching(/\+08:00$/),
    })
    expect((await shop.ask('GET', `/v3/pay/transactions/id/${transaction_id}?mchid=${shop.mchid}`)).json).toEqual(after)
  })

  test('pays less with a coupon of WeChat’s; the total stays', async () => {
    const number = newNumber()
    await shop.prepay(number)
    await shop.command(`/payments/${number}/pay`, { couponFen: 100 })
    expect((await shop.query(number)).json).toMatchObject({
      ...{ amount: { total: 9900, payer_total: 9800 }, promotion_detail: [{ scope: 'GLOBAL', type: 'CASH', amount: 100 }] },
    })
  })

  test('cannot pay what is paid, closed, over, another’s, or not there; cancelling changes nothing', async () => {
    const [paid, closed, over] = [newNumber(), newNumber(), newNumber()]
    await shop.prepay(paid)
    await shop.prepay(closed)
    await shop.prepay(over, { time_expire: inSeconds(600) })
    expect(await shop.command(`/payments/${paid}/cancel`)).toEqual({ out_trade_no: paid, state: 'NOTPAY' })
    expect(await shop.command(`/payments/${paid}/pay`, { openid: 'guest-2' })).toMatchObject({ code: 'payments.other_payer' })
    await shop.command(`/payments/${paid}/pay`)
    await shop.close(closed)
    shop.clock.advance(600)
    expect(await shop.command(`/payments/${paid}/pay`)).toMatchObject({ status: 409, code: 'payments.paid' })
    expect(await shop.command(`/payments/${closed}/pay`)).toMatchObject({ status: 409, code: 'payments.closed' })
    expect(await shop.command(`/payments/${over}/pay`)).toMatchObject({ status: 409, code: 'payments.over' })
    expect(await shop.command('/payments/NOTHING/pay')).toMatchObject({ status: 404, code: 'payments.not_found' })
    expect(await stateAfter(over)).toBe('NOTPAY')
  })

  test('has a minute at least', async () => {
    const number = newNumber()
    await shop.prepay(number, { time_expire: inSeconds(1) })
    shop.clock.advance(59)
    expect(await shop.command(`/payments/${number}/pay`)).toMatchObject({ totalFen: 9900 })
  })
})

describe('an order', () => {
  test('is closed with 204, as often as one likes, and cannot be closed once it is paid', async () => {
    const [open, paid] = [newNumber(), newNumber()]
    for (const number of [open, paid]) await shop.prepay(number)
    await shop.command(`/payments/${paid}/pay`)
    for (let time = 0; time < 2; time += 1) {
      const answer = await shop.close(open)
      expect([answer.status, answer.text, answer.headers.has('wechatpay-signature')]).toEqual([204, '', true])
    }
    expect(await stateAfter(open)).toBe('CLOSED')
    expect(await shop.close(paid)).toMatchObject({ status: 400, json: { code: 'ORDER_PAID' } })
    expect(await shop.close('NOTHING')).toMatchObject({ status: 404, json: { code: 'ORDER_NOT_EXIST' } })
  })

  test('closes by itself after seven days', async () => {
    const number = newNumber()
    await shop.prepay(number)
    shop.clock.advance(7 * 86_400 - 1)
    expect(await stateAfter(number)).toBe('NOTPAY')
    shop.clock.advance(1)
    expect(await stateAfter(number)).toBe('CLOSED')
  })

  test('is asked for by the merchant who signs, and by that merchant only', async () => {
    const number = newNumber()
    await shop.prepay(number)
    expect(await shop.ask('GET', `/v3/pay/transactions/out-trade-no/${number}?mchid=1`)).toMatchObject({ status: 400 })
    expect(await shop.ask('GET', `/v3/pay/transactions/out-trade-no/${number}`)).toMatchObject({ status: 400 })
  })
})

test('a service provider orders, asks and closes with both numbers, and what is told names the sub-merchant', async () => {
  const number = newNumber()
  const { appid, mchid, payer: _, ...rest } = shop.order(number)
  const whose = { sp_appid: appid, sp_mchid: mchid, sub_mchid: '1900000109' }
  const path = '/v3/pay/partner/transactions'
  const bad = await shop.ask('POST', `${path}/jsapi`, { ...rest, ...whose, payer: { sub_openid: 'guest-1' } })
  expect(bad).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } })
  expect((await shop.ask('POST', `${path}/jsapi`, { ...rest, ...whose, payer: { sp_openid: 'guest-1' } })).status).toBe(200)
  const target = `${path}/out-trade-no/${number}`
  expect((await shop.ask('GET', `${target}?sp_mchid=${mchid}&sub_mchid=1900000109`)).json).toMatchObject({
    ...{ ...whose, trade_state: 'NOTPAY' },
  })
  expect((await shop.ask('GET', `${target}?sp_mchid=${mchid}&sub_mchid=1900000110`)).status).toBe(404)
  expect((await shop.query(number)).status).toBe(404)
  expect((await shop.ask('POST', `${target}/close`, { sp_mchid: mchid, sub_mchid: '1900000109' })).status).toBe(204)
})
