import { type Merchant, merchantAtSandbox, type Odd } from '../../testing/merchant.ts'

let shop: Merchant
let nth = 0
const newNumber = () => `WIRE${String(nth++).padStart(8, '0')}`

beforeAll(async () => {
  shop = await merchantAtSandbox()
})
afterAll(() => shop.end())

const now = () => Math.floor(shop.clock.now().getTime() / 1000)

describe('a request is taken only as the wire rules have it', () => {
  const good: [what: string, odd: () => Odd][] = [
    ['as it is', () => ({})],
    ['the parameters in another order', () => ({ authorization: (text) => reordered(text) })],
    ['with a charset', () => ({ headers: { 'content-type': 'application/json; charset=utf-8' } })],
    ['accepting more than JSON', () => ({ headers: { accept: 'application/json, text/plain' } })],
    ['four minutes late', () => ({ timestamp: String(now() - 240) })],
    ['for the public key', () => ({ headers: { 'wechatpay-serial': shop.keys.wechatPay.pinned.serial } })],
  ]
  test.each(good)('%s: taken', async (_what, odd) => {
    expect(await shop.prepay(newNumber(), {}, odd())).toMatchObject({
      status: 200,
      json: { prepay_id: expect.stringMatching(/^wx/) },
    })
  })

  const bad: [what: string, status: number, code: string, odd: () => Odd][] = [
    ['no user agent', 400, 'INVALID_REQUEST', () => ({ headers: { 'user-agent': '' } })],
    ['accepting no JSON', 400, 'INVALID_REQUEST', () => ({ headers: { accept: '*/*' } })],
    ['another content type', 400, 'INVALID_REQUEST', () => ({ headers: { 'content-type': 'text/plain' } })],
    ['no Authorization', 401, 'SIGN_ERROR', () => ({ headers: { authorization: undefined } })],
    ['another scheme', 401, 'SIGN_ERROR', () => ({ authorization: (text) => text.replace('RSA2048', 'RSA4096') })],
    ['two spaces', 401, 'SIGN_ERROR', () => ({ authorization: (text) => text.replace(' ', '  ') })],
    ['a space after a comma', 401, 'SIGN_ERROR', () => ({ authorization: (text) => text.replace(',', ', ') })],
    ['no quotes', 401, 'SIGN_ERROR', () => ({ authorization: (text) => text.replaceAll('"', '') })],
    ['a parameter missing', 401, 'SIGN_ERROR', () => ({ authorization: (text) => text.replace(/,timestamp="\d+"/, '') })],
    ['a parameter twice', 401, 'SIGN_ERROR', () => ({ authorization: (text) => text.replace(/mchid="\d+"/, '$&,$&') })],
    ['another merchant', 401, 'SIGN_ERROR', () => ({ authorization: (text) => text.replace(/mchid="\d+"/, 'mchid="1"') })],
    ['the serial of the platform', 401, 'SIGN_ERROR', () => ({ authorization: (text) => otherSerial(text) })],
    ['six minutes late', 401, 'SIGN_ERROR', () => ({ timestamp: String(now() - 360) })],
    ['six minutes early', 401, 'SIGN_ERROR', () => ({ timestamp: String(now() + 360) })],
    ['in milliseconds', 401, 'SIGN_ERROR', () => ({ timestamp: String(now() * 1000) })],
    ['at no time', 401, 'SIGN_ERROR', () => ({ timestamp: 'now' })],
    ['another body than signed', 401, 'SIGN_ERROR', () => ({ sent: JSON.stringify(shop.order(newNumber())) })],
    [
      'a signature cut short',
      401,
      'SIGN_ERROR',
      () => ({ authorization: (text) => text.replace(/signature="..../, 'signature="') }),
    ],
    ['for a key that is not there', 400, 'INVALID_REQUEST', () => ({ headers: { 'wechatpay-serial': 'PUB_KEY_ID_1' } })],
  ]
  test.each(bad)('%s: %i %s, unsigned, and no order is made', async (_what, status, code, odd) => {
    const number = newNumber()
    const answer = await shop.prepay(number, {}, odd())
    expect(answer).toMatchObject({ status, json: { code, message: expect.any(String) } })
    expect([...answer.headers.keys()].filter((name) => name.startsWith('wechatpay'))).toEqual([])
    expect((await shop.query(number)).json.code).toBe('ORDER_NOT_EXIST')
  })

  test('the query is signed as well as the path', async () => {
    const target = `/v3/pay/transactions/out-trade-no/${newNumber()}`
    const authorization = (await signedFor(`${target}?mchid=${shop.mchid}`)) as string
    const asked = await fetch(`${shop.front}${target}?mchid=2`, {
      headers: { authorization, accept: 'application/json', 'user-agent': 'merchant/1' },
    })
    expect(asked.status).toBe(401)
  })
})

describe('an answer', () => {
  test.each([
    ['the platform certificate, where nothing is asked for', undefined, () => shop.keys.wechatPay.platform.serial],
    ['the certificate, asked for', () => shop.keys.wechatPay.platform.serial, () => shop.keys.wechatPay.platform.serial],
    ['the public key, asked for', () => shop.keys.wechatPay.pinned.serial, () => shop.keys.wechatPay.pinned.serial],
  ])('is signed with %s', async (_what, asked, expected) => {
    const answer = await shop.prepay(newNumber(), {}, asked ? { headers: { 'wechatpay-serial': asked() } } : {})
    expect(answer.headers.get('wechatpay-serial')).toBe(expected())
    expect(answer.headers.get('wechatpay-signature-type')).toBe('WECHATPAY2-SHA256-RSA2048')
    expect(answer.headers.get('request-id')).toMatch(/^[0-9A-F]{32}$/)
  })

  test('to a path or a method that is not there is empty', async () => {
    for (const [method, path, status] of [
      ['GET', '/v3/pay/transactions/native', 404],
      ['GET', '/v3/pay/transactions/jsapi', 405],
      ['POST', '/v3/certificates', 405],
    ] as const) {
      expect(await shop.ask(method, path)).toMatchObject({ status, text: '' })
    }
  })
})

/** The Authorization of a good request. */
async function signedFor(target: string): Promise<string | undefined> {
  let taken: string | undefined
  await shop.ask('GET', target, undefined, {
    authorization: (good) => {
      taken = good
      return good
    },
  })
  return taken
}

function reordered(authorization: string): string {
  const [scheme, list = ''] = authorization.split(' ')
  return `${scheme} ${list
    .split(/(?<="),/)
    .reverse()
    .join(',')}`
}

const otherSerial = (text: string) => text.replace(/serial_no="[^"]+"/, `serial_no="${shop.keys.wechatPay.platform.serial}"`)
