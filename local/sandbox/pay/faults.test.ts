import { type Json, type Merchant, merchantAtSandbox } from '../../testing/merchant.ts'
import { contentFaults } from '../faults.ts'

let shop: Merchant
let nth = 0
const newNumber = () => `FAULT${String(nth++).padStart(8, '0')}`

beforeEach(async () => {
  shop = await merchantAtSandbox()
})
afterEach(() => shop.end())

const suffer = (faults: Json) => shop.command('/faults', faults)
const advance = (advanceSeconds: number) => shop.command('/clock', { advanceSeconds })
const stateOf = async (number: string) => (await shop.query(number)).json.trade_state
const opened = () => shop.heard.map((heard) => shop.opened(heard))
const asJson = (at: number) => JSON.parse(shop.heard[at]?.body ?? '{}')

async function placed(): Promise<string> {
  const number = newNumber()
  await shop.prepay(number)
  return number
}
async function paid(): Promise<string> {
  const number = await placed()
  await shop.command(`/payments/${number}/pay`)
  return number
}

describe('a call to the API', () => {
  test.each<[string, number, string | undefined]>([
    ['error-500', 500, 'SYSTEM_ERROR'],
    ['error-502', 502, 'SERVICE_UNAVAILABLE'],
    ['error-503', 503, 'SERVICE_UNAVAILABLE'],
    ['rate-429', 429, 'FREQUENCY_LIMITED'],
    ['accepted-202', 202, 'USERPAYING'],
    ['empty-404', 404, undefined],
    ['html', 502, undefined],
  ])('that meets %s is answered %i, and nothing is done', async (fault, status, code) => {
    const number = newNumber()
    await suffer({ pay: { fault } })
    const answer = await shop.prepay(number)
    expect([answer.status, answer.json.code, answer.headers.has('wechatpay-signature')]).toEqual([status, code, false])
    expect(await shop.query(number)).toMatchObject({ status: 404 })
    expect((await shop.prepay(number)).status).toBe(200)
  })

  test.each([
    ['drop-before', 404],
    ['drop-after', 200],
    ['reset', 200],
  ])('that meets %s has no answer; asked afterwards, the order is %i', async (fault, status) => {
    const number = newNumber()
    await suffer({ pay: { fault } })
    await expect(shop.prepay(number)).rejects.toThrow()
    expect((await shop.query(number)).status).toBe(status)
  })

  test.each([
    ['timeout-before', 404],
    ['timeout-after', 200],
  ])('that meets %s waits in vain; asked afterwards, the order is %i', async (fault, status) => {
    const number = newNumber()
    await suffer({ pay: { fault } })
    const patience = new AbortController()
    const waiting = shop.prepay(number, {}, { signal: patience.signal }).catch(() => 'lost')
    while (shop.sandbox().journal.read().items.length === 0) await new Promise((next) => setImmediate(next))
    expect((await shop.query(number)).status).toBe(status)
    patience.abort()
    expect(await waiting).toBe('lost')
  })

  test('that is done, and answered with SYSTEM_ERROR, is done', async () => {
    const number = newNumber()
    await suffer({ pay: { fault: 'error-after', match: { operation: 'prepay' } } })
    expect(await shop.prepay(number)).toMatchObject({ status: 500, json: { code: 'SYSTEM_ERROR' } })
    expect(await stateOf(number)).toBe('NOTPAY')
  })

  test('strikes whom it is for: an operation, an order, a share of all', async () => {
    await suffer({
      pay: [
        { fault: 'error-500', match: { operation: 'close' } },
        { fault: 'rate-429', match: { outTradeNo: 'OTHER1' } },
      ],
    })
    const number = await placed()
    expect((await shop.prepay('OTHER1')).status).toBe(429)
    expect((await shop.close(number)).status).toBe(500)
    const drawn = async () => {
      await suffer({ pay: { fault: 'error-500', probability: 0.3, seed: 11 } })
      const statuses = []
      for (let time = 0; time < 20; time += 1) statuses.push((await shop.query(number)).status)
      return statuses.join(' ')
    }
    const first = await drawn()
    expect(await drawn()).toBe(first)
    expect(new Set(first.split(' ')).size).toBe(2)
  })
})

describe('a callback', () => {
  test.each(contentFaults)('whose content suffers %s comes as that, and is good the next time', async (fault) => {
    await suffer({ callback: { fault } })
    shop.answers.status = 500
    const number = await paid()
    await advance(15)
    const good = shop.opened(shop.heard[1] as (typeof shop.heard)[number])
    expect(good).toMatchObject({ event_type: 'TRANSACTION.SUCCESS', content: { out_trade_no: number } })
    if (['tampered-ciphertext', 'tampered-tag', 'tampered-aad', 'wrong-key'].includes(fault))
      expect(() => opened()).toThrow(/authenticate/)
    else if (fault === 'xml')
      expect(shop.heard[0]).toMatchObject({ body: expect.stringMatching(/^<xml>/), headers: { 'content-type': 'text/xml' } })
    else expect(shop.opened(shop.heard[0] as (typeof shop.heard)[number])).toMatchObject(differing(number)[fault] as object)
  })

  const differing = (number: string): { [fault: string]: object } => ({
    'wrong-amount': { content: { out_trade_no: number, amount: { total: 9901 } } },
    'wrong-appid': { content: { appid: 'wxother' } },
    'wrong-mchid': { content: { mchid: '1' } },
    'wrong-currency': { content: { amount: { total: 9900, currency: 'USD' } } },
    'unknown-order': { content: { out_trade_no: expect.stringMatching(/^XAULT/) } },
    'no-aad': { resource: expect.not.objectContaining({ associated_data: expect.anything() }) },
    'unknown-event': { event_type: 'TRANSACTION.REVIEWED' },
    'extra-fields': { region: 'sandbox', content: { device: { kind: 'phone' } } },
  })

  test.each(['X', 'Y'])(
    'of a number that nobody knows tells another, whatever the known one begins with (%s)',
    async (first) => {
      await suffer({ callback: { fault: 'unknown-order' } })
      const number = `${first}${newNumber()}`
      await shop.prepay(number)
      await shop.command(`/payments/${number}/pay`)
      expect(opened()).toMatchObject([{ content: { out_trade_no: expect.not.stringMatching(number) } }])
    },
  )

  test('is lost: only a query tells', async () => {
    await suffer({ callback: { fault: 'drop' } })
    const number = await paid()
    await advance(86_400 * 2)
    expect([shop.heard.length, await stateOf(number)]).toEqual([0, 'SUCCESS'])
  })

  test('is late by as much as one says', async () => {
    await suffer({ callback: { fault: 'delay', seconds: 90 } })
    await paid()
    await advance(89)
    expect(shop.heard).toHaveLength(0)
    await advance(1)
    expect(shop.heard).toHaveLength(1)
  })

  test.each([['duplicate'], ['concurrent']])('comes more than once (%s), each under one id', async (fault) => {
    await suffer({ callback: { fault, copies: 3 } })
    await paid()
    expect(new Set(opened().map(({ id }) => id)).size).toBe(1)
    expect(shop.heard).toHaveLength(4)
  })

  test('comes after the one that follows it: the refund is told before the payment', async () => {
    await suffer({ callback: { fault: 'reorder', match: { event: 'TRANSACTION.SUCCESS' } } })
    const number = await paid()
    await shop.refund(number, `${number}R1`, 100)
    await advance(1)
    expect(opened().map(({ event_type }) => event_type)).toEqual(['REFUND.SUCCESS', 'TRANSACTION.SUCCESS'])
  })

  test('and its signature can suffer while its content does not', async () => {
    await suffer({ callback: [{ fault: 'signtest' }] })
    shop.answers.status = 401
    await paid()
    expect(String(shop.heard[0]?.headers['wechatpay-signature'])).toMatch(/^WECHATPAY\/SIGNTEST\//)
    expect(asJson(0).event_type).toBe('TRANSACTION.SUCCESS')
    await advance(15)
    expect(shop.opened(shop.heard[1] as (typeof shop.heard)[number]).event_type).toBe('TRANSACTION.SUCCESS')
  })
})

describe('in the life of an order', () => {
  test('the guest pays just as it is closed', async () => {
    const number = await placed()
    await suffer({ pay: { fault: 'pay-first' } })
    expect(await shop.close(number)).toMatchObject({ status: 400, json: { code: 'ORDER_PAID' } })
    expect(await stateOf(number)).toBe('SUCCESS')
    await suffer({ pay: { fault: 'pay-first' } })
    expect(await shop.close('NOTHING1')).toMatchObject({ status: 404 })
  })

  test('the callback comes before the answer to prepay, and before that to the refund', async () => {
    const number = newNumber()
    await suffer({ pay: { fault: 'callback-first', times: 2 } })
    expect((await shop.prepay(number)).status).toBe(200)
    expect(opened().map(({ event_type }) => event_type)).toEqual(['TRANSACTION.SUCCESS'])
    expect((await shop.refund(number, `${number}R1`, 100)).json.status).toBe('PROCESSING')
    expect(opened().map(({ event_type }) => event_type)).toEqual(['TRANSACTION.SUCCESS', 'REFUND.SUCCESS'])
  })

  test('it is being paid, or paying fails: neither is an end', async () => {
    const number = await placed()
    await suffer({ pay: { fault: 'userpaying', times: 2 } })
    expect(await stateOf(number)).toBe('USERPAYING')
    expect(await shop.close(number)).toMatchObject({ status: 202, json: { code: 'USERPAYING' } })
    await suffer({ pay: { fault: 'payerror' } })
    expect(await stateOf(number)).toBe('PAYERROR')
    expect(await stateOf(number)).toBe('NOTPAY')
  })

  test('there is not enough for a refund: nothing is refunded, and the same number goes on', async () => {
    const number = await paid()
    await suffer({ pay: { fault: 'not-enough' } })
    expect(await shop.refund(number, `${number}R1`, 100)).toMatchObject({ status: 403, json: { code: 'NOT_ENOUGH' } })
    expect((await shop.refund(number, `${number}R1`, 100)).status).toBe(200)
  })
})

test.each<[Json, string]>([
  [{ pay: { fault: 'fire' } }, 'pay.fault'],
  [{ pay: { fault: 'html', probability: 2 } }, 'pay.probability'],
  [{ pay: { fault: 'html', match: { path: '/' } } }, 'pay.match.path'],
  [{ pay: { fault: 'html', match: { operation: 1 } } }, 'pay.match.operation'],
  [{ callback: [{ fault: 'drop' }, { fault: 'delay', seconds: 0 }] }, 'callback.1.seconds'],
  [{ refund: 'late' }, 'refund'],
])('a fault asked for wrongly is refused: %j', async (body, field) => {
  expect(await suffer(body)).toMatchObject({ status: 422, field })
})
