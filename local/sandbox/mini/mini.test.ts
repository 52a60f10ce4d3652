import { inflateSync } from 'node:zlib'
import { type Json, type Merchant, merchantAtSandbox } from '../../testing/merchant.ts'

let shop: Merchant
let token: string

beforeEach(async () => {
  shop = await merchantAtSandbox()
  const asked = { grant_type: 'client_credential', ...shop.app }
  token = ((await post('/cgi-bin/stable_token', asked)).json.access_token as string) ?? ''
})
afterEach(() => shop.end())

async function post(path: string, body: Json) {
  const answer = await fetch(shop.front + path, { method: 'POST', body: JSON.stringify(body) })
  expect(answer.status).toBe(200)
  const bytes = Buffer.from(await answer.arrayBuffer())
  const type = answer.headers.get('content-type') ?? ''
  return { type, bytes, json: (type.startsWith('application/json') ? JSON.parse(bytes.toString()) : {}) as Json }
}
const call = (path: string, body: Json, with_: string = token) => post(`${path}?access_token=${with_}`, body)

describe('a code of the mini-program', () => {
  const path = '/wxa/getwxacodeunlimit'
  const good = { scene: 't=abc123', page: 'guest/pages/offer/index', width: 430 }

  test('is a picture of the width asked for, another for another scene', async () => {
    const { type, bytes } = await call(path, good)
    expect(type).toBe('image/png')
    expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([430, 430])
    const data = bytes.indexOf('IDAT')
    expect(inflateSync(bytes.subarray(data + 4, data + 4 + bytes.readUInt32BE(data - 4)))).toHaveLength(430 * 55)
    expect(bytes.toString('latin1')).toContain('scene\0t=abc123')
    expect((await call(path, { ...good, scene: 't=abc124' })).bytes.equals(bytes)).toBe(false)
    expect((await call(path, good)).bytes.equals(bytes)).toBe(true)
  })

  test.each<[Json]>([
    [{ scene: 'x'.repeat(32) }],
    [{ scene: "a!#$&'()*+,/:;=?@-._~" }],
    [{ width: 280 }],
    [{ width: 1280 }],
    [{ page: undefined }],
  ])('takes %j', async (change) => {
    expect((await call(path, { ...good, ...change })).type).toBe('image/png')
  })

  test.each<[Json, number]>([
    [{ scene: 'x'.repeat(33) }, 40169],
    [{ scene: 'a%20b' }, 40169],
    [{ scene: 'a b' }, 40169],
    [{ scene: '店' }, 40169],
    [{ scene: '' }, 40169],
    [{ page: '/pages/index' }, 41030],
    [{ page: 'pages/index?a=1' }, 41030],
    [{ width: 279 }, 40097],
    [{ width: 1281 }, 40097],
    [{ env_version: 'beta' }, 40097],
  ])('refuses %j with errcode %i, as JSON with status 200', async (change, errcode) => {
    expect((await call(path, { ...good, ...change })).json.errcode).toBe(errcode)
  })

  test.each([
    ['busy', -1],
    ['quota', 45009],
    ['page', 41030],
    ['invalid', 40001],
  ])('fault %s: errcode %i, once', async (fault, errcode) => {
    await shop.command('/faults', { qr: { fault } })
    expect((await call(path, good)).json.errcode).toBe(errcode)
  })

  test('may come as a JPEG', async () => {
    await shop.command('/faults', { qr: { fault: 'jpeg' } })
    const { type, bytes } = await call(path, good)
    expect([type, bytes.subarray(0, 3).toString('hex')]).toEqual(['image/jpeg', 'ffd8ff'])
  })
})

describe('a subscribe message', () => {
  const path = '/cgi-bin/message/subscribe/send'
  const good = {
    touser: 'guest-1',
    template_id: 'group-complete',
    page: 'guest/pages/group/index?id=1',
    data: { thing1: { value: '三人团' } },
  }
  const allow = (times = 1) => shop.command('/subscriptions', { openid: 'guest-1', template_id: 'group-complete', times })

  test('reaches a guest as often as the guest let one through, and then is refused for good', async () => {
    expect((await call(path, good)).json.errcode).toBe(43101)
    expect(await allow(2)).toEqual({ left: 2 })
    for (const expected of [0, 0, 43101]) expect((await call(path, good)).json.errcode).toBe(expected)
    await allow()
    expect((await call(path, { ...good, touser: 'guest-2' })).json.errcode).toBe(43101)
    expect((await call(path, { ...good, template_id: 'other' })).json.errcode).toBe(43101)
  })

  test.each<[string, string]>([
    ['thing1', '字'.repeat(20)],
    ['number2', '-12.50'],
    ['letter3', 'abc'],
    ['symbol4', '！'],
    ['character_string5', 'ord_1-A'],
    ['time6', '2026年11月22日 15:30'],
    ['date7', '2026-11-22'],
    ['amount8', '￥99.00元'],
    ['phone_number9', '+86-0766-66888866'],
    ['car_number10', '粤A8Z888挂'],
    ['name11', '张'.repeat(10)],
    ['phrase12', '配送中'],
  ])('%s may be %s', async (name, value) => {
    await allow()
    expect((await call(path, { ...good, data: { [name]: { value } } })).json.errcode).toBe(0)
  })

  test.each<[string, unknown]>([
    ['thing1', '字'.repeat(21)],
    ['thing1', ''],
    ['thing1', 1],
    ['number2', '12元'],
    ['letter3', 'ab1'],
    ['character_string5', '订单1'],
    ['character_string5', 'x'.repeat(33)],
    ['time6', '下午三点'],
    ['date7', '明天'],
    ['amount8', '12345678901'],
    ['phone_number9', '1'.repeat(18)],
    ['name11', '张'.repeat(11)],
    ['phrase12', '配送中配送中'],
    ['phrase12', 'ok'],
    ['unknown1', 'x'],
  ])('%s may not be %j: 47003 names it, and the grant stays', async (name, value) => {
    await allow()
    expect((await call(path, { ...good, data: { [name]: { value } } })).json).toMatchObject({
      ...{ errcode: 47003, errmsg: expect.stringContaining(`data.${name}.value`) },
    })
    expect((await call(path, good)).json.errcode).toBe(0)
  })

  test.each<[Json, number]>([
    [{ touser: '' }, 40003],
    [{ template_id: '' }, 40037],
    [{ page: '/pages/index' }, 41030],
    [{ miniprogram_state: 'beta' }, 47003],
    [{ data: {} }, 47003],
  ])('%j is refused with errcode %i', async (change, errcode) => {
    await allow()
    expect((await call(path, { ...good, ...change })).json.errcode).toBe(errcode)
  })

  test('can be refused all the same, and a bad token costs nothing', async () => {
    await allow()
    await shop.command('/faults', { message: { fault: 'refused' } })
    expect((await call(path, good)).json.errcode).toBe(43101)
    expect((await call(path, good, 'made-up')).json.errcode).toBe(40001)
    expect((await call(path, good)).json.errcode).toBe(0)
  })
})

describe('a report of what was used', () => {
  const path = '/wxa/sec/order/upload_shipping_info'
  const report = (change: Json = {}) => ({
    ...{
      order_key: { order_number_type: 1, mchid: shop.mchid, out_trade_no: 'SHIP0001' },
      logistics_type: 4,
      delivery_mode: 1,
    },
    ...{
      shipping_list: [{ item_desc: '双人火锅套餐' }],
      upload_time: '2026-11-22T15:30:00.000+08:00',
      payer: { openid: 'guest-1' },
      ...change,
    },
  })
  beforeEach(async () => {
    await shop.prepay('SHIP0001')
    await shop.command('/payments/SHIP0001/pay')
  })

  test('is taken once, and once again', async () => {
    for (const errcode of [0, 0, 10060003]) expect((await call(path, report())).json.errcode).toBe(errcode)
  })

  test('is taken by the number of the payment too', async () => {
    const { transaction_id } = (await shop.query('SHIP0001')).json
    expect((await call(path, report({ order_key: { order_number_type: 2, transaction_id } }))).json.errcode).toBe(0)
  })

  test.each<[string, Json, number]>([
    ['of another order', { order_key: { order_number_type: 1, mchid: '1', out_trade_no: 'SHIP0001' } }, 10060001],
    ['of no order', { order_key: {} }, 10060014],
    ['of another guest’s', { payer: { openid: 'guest-2' } }, 10060031],
    ['on a way that is none', { logistics_type: 5 }, 10060005],
    ['in parts, of what is fetched', { delivery_mode: 2 }, 10060006],
    ['of nothing', { shipping_list: [] }, 10060024],
    ['without words', { shipping_list: [{ item_desc: '' }] }, 10060008],
    ['in too many words', { shipping_list: [{ item_desc: '字'.repeat(121) }] }, 10060009],
    ['by express without its number', { logistics_type: 1 }, 10060014],
    ['at no time', { upload_time: '2026-11-22 15:30' }, 268485216],
  ])('%s is refused with %i', async (_what, change, errcode) => {
    expect((await call(path, report(change))).json.errcode).toBe(errcode)
  })

  test('of what is not paid is refused', async () => {
    await shop.prepay('SHIP0002')
    const key = { order_number_type: 1, mchid: shop.mchid, out_trade_no: 'SHIP0002' }
    expect((await call(path, report({ order_key: key }))).json.errcode).toBe(10060001)
  })
})

test('the journal has no word of a message and no openid', async () => {
  await shop.command('/subscriptions', { openid: 'guest-1', template_id: 't1' })
  await call('/cgi-bin/message/subscribe/send', { touser: 'guest-1', template_id: 't1', data: { name1: { value: '王小满' } } })
  const text = JSON.stringify(shop.sandbox().journal.read().items)
  for (const secret of ['王小满', 'guest-1', token]) expect(text).not.toContain(secret)
  expect(text).toContain('/cgi-bin/message/subscribe/send')
})
