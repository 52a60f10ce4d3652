import { type Json, type Merchant, merchantAtSandbox } from '../../testing/merchant.ts'

let shop: Merchant
let nth = 0

beforeAll(async () => {
  shop = await merchantAtSandbox()
})
afterAll(() => shop.end())
beforeEach(async () => {
  await shop.command('/reset')
  shop.heard.length = 0
})

async function paid(): Promise<string> {
  const number = `BACK${String(nth++).padStart(8, '0')}`
  await shop.prepay(number)
  await shop.command(`/payments/${number}/pay`)
  return number
}
const minute = () => shop.command('/clock', { advanceSeconds: 60 })
const statusOf = async (number: string) => (await shop.ask('GET', `/v3/refund/domestic/refunds/${number}`)).json.status
const told = () => shop.heard.map((heard) => shop.opened(heard))

test('the answer says accepted; it arrives, is told, and the order says REFUND from then on', async () => {
  const number = await paid()
  const answer = await shop.refund(number, `${number}R1`, 100)
  expect(answer).toMatchObject({
    status: 200,
    json: {
      ...{ status: 'PROCESSING', out_refund_no: `${number}R1`, channel: 'ORIGINAL', funds_account: 'AVAILABLE' },
      amount: { total: 9900, refund: 100, payer_total: 9900, payer_refund: 100, currency: 'CNY', from: [] },
    },
  })
  expect((await shop.query(number)).json.trade_state).toBe('REFUND')
  await minute()
  expect(await statusOf(`${number}R1`)).toBe('SUCCESS')
  expect(told().at(-1)).toMatchObject({
    ...{ event_type: 'REFUND.SUCCESS', resource: { original_type: 'refund' } },
    content: {
      refund_status: 'SUCCESS',
      out_refund_no: `${number}R1`,
      amount: { total: 9900, refund: 100 },
      mchid: shop.mchid,
    },
  })
  expect(told().at(-1)?.content).not.toHaveProperty('status')
})

test('one number is one refund, however often it is sent; with other parameters it is refused', async () => {
  const number = await paid()
  const first = await shop.refund(number, `${number}R1`, 100)
  const again = await shop.refund(number, `${number}R1`, 100)
  expect([again.status, again.json.refund_id]).toEqual([200, first.json.refund_id])
  expect(await shop.refund(number, `${number}R1`, 200)).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } })
  await minute()
  expect(told().filter(({ event_type }) => event_type === 'REFUND.SUCCESS')).toHaveLength(1)
})

test('parts are a minute apart, fifty at most, and never more than was paid', async () => {
  const number = await paid()
  expect((await shop.refund(number, `${number}R1`, 100)).status).toBe(200)
  expect(await shop.refund(number, `${number}R2`, 100)).toMatchObject({ status: 429, json: { code: 'FREQUENCY_LIMITED' } })
  for (let part = 2; part <= 50; part += 1) {
    await minute()
    expect((await shop.refund(number, `${number}R${part}`, 100)).status).toBe(200)
  }
  await minute()
  expect(await shop.refund(number, `${number}R51`, 100)).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } })
  const other = await paid()
  expect((await shop.refund(other, `${other}R1`, 9901)).status).toBe(400)
  expect((await shop.refund(other, `${other}R1`, 9900)).status).toBe(200)
  await minute()
  expect((await shop.refund(other, `${other}R2`, 1)).status).toBe(400)
})

test.each<[string, Json, number, string]>([
  ['of an order that is not there', { out_trade_no: 'NOTHING' }, 404, 'RESOURCE_NOT_EXISTS'],
  ['by no number', { out_trade_no: undefined }, 400, 'PARAM_ERROR'],
  ['by two numbers that do not belong together', { transaction_id: '42000000' }, 404, 'RESOURCE_NOT_EXISTS'],
  ['with another total', { amount: { refund: 1, total: 9000, currency: 'CNY' } }, 400, 'INVALID_REQUEST'],
  ['without its currency', { amount: { refund: 1, total: 9900 } }, 400, 'PARAM_ERROR'],
  ['for a reason of more than 80 bytes', { reason: '字'.repeat(27) }, 400, 'PARAM_ERROR'],
  ['under a number of 65 characters', { out_refund_no: 'x'.repeat(65) }, 400, 'PARAM_ERROR'],
  ['told to an address with a query', { notify_url: 'https://shop.example/?a=1' }, 400, 'PARAM_ERROR'],
  ['of a sub-merchant’s that is none', { sub_mchid: '1900000109' }, 404, 'RESOURCE_NOT_EXISTS'],
])('a refund %s is refused', async (_what, change, status, code) => {
  const number = await paid()
  expect(await shop.refund(number, `${number}R1`, 1, change)).toMatchObject({ status, json: { code } })
  expect(await shop.ask('GET', `/v3/refund/domestic/refunds/${number}R1`)).toMatchObject({
    ...{ status: 404, json: { code: 'RESOURCE_NOT_EXISTS' } },
  })
})

test('nothing is refunded of what is unpaid, or was paid a year ago', async () => {
  await shop.prepay('UNPAID01')
  expect(await shop.refund('UNPAID01', 'UNPAID01R1', 1)).toMatchObject({ status: 400 })
  const number = await paid()
  shop.clock.advance(365 * 86_400 - 1)
  expect((await shop.refund(number, `${number}R1`, 1)).status).toBe(200)
  await minute()
  expect((await shop.refund(number, `${number}R2`, 1)).status).toBe(400)
})

test('the guest gets back the share that the guest paid', async () => {
  const number = `BACK${String(nth++).padStart(8, '0')}`
  await shop.prepay(number)
  await shop.command(`/payments/${number}/pay`, { couponFen: 900 })
  const { amount } = (await shop.refund(number, `${number}R1`, 1100)).json
  expect(amount).toMatchObject({ refund: 1100, payer_refund: 1000, payer_total: 9000, discount_refund: 100 })
})

test('without notify_url nobody is told', async () => {
  const number = await paid()
  await shop.refund(number, `${number}R1`, 100, { notify_url: undefined })
  await minute()
  expect(await statusOf(`${number}R1`)).toBe('SUCCESS')
  const ofIt = told().filter(({ content }) => content.out_trade_no === number)
  expect(ofIt.map(({ event_type }) => event_type)).toEqual(['TRANSACTION.SUCCESS'])
})

describe('what becomes of a refund, where somebody asks for it', () => {
  test('late: it is on its way for as long as it takes', async () => {
    const number = await paid()
    await shop.command('/faults', { refund: { fault: 'late', seconds: 600 } })
    await shop.refund(number, `${number}R1`, 100)
    await shop.command('/clock', { advanceSeconds: 599 })
    expect(await statusOf(`${number}R1`)).toBe('PROCESSING')
    await shop.command('/clock', { advanceSeconds: 1 })
    expect(await statusOf(`${number}R1`)).toBe('SUCCESS')
  })

  test('closed: it gives its part free again, and only a new number goes on', async () => {
    const number = await paid()
    await shop.command('/faults', { refund: { fault: 'closed' } })
    await shop.refund(number, `${number}R1`, 9900)
    await minute()
    expect(await statusOf(`${number}R1`)).toBe('CLOSED')
    expect(told().at(-1)).toMatchObject({ event_type: 'REFUND.CLOSED', content: { refund_status: 'CLOSED' } })
    expect((await shop.refund(number, `${number}R1`, 9900)).json.status).toBe('CLOSED')
    expect((await shop.query(number)).json.trade_state).toBe('SUCCESS')
    expect((await shop.refund(number, `${number}R2`, 9900)).status).toBe(200)
  })

  test('abnormal: not its end; to the merchant’s card it arrives', async () => {
    const number = await paid()
    await shop.command('/faults', { refund: { fault: 'abnormal' } })
    const { refund_id } = (await shop.refund(number, `${number}R1`, 100)).json
    await minute()
    expect(told().at(-1)).toMatchObject({ event_type: 'REFUND.ABNORMAL', content: { refund_status: 'ABNORMAL' } })
    const apply = (change: Json = {}) =>
      shop.ask('POST', `/v3/refund/domestic/refunds/${refund_id}/apply-abnormal-refund`, {
        ...{ out_refund_no: `${number}R1`, type: 'MERCHANT_BANK_CARD', ...change },
      })
    expect((await apply({ type: 'USER_BANK_CARD', bank_type: 'ICBC_DEBIT' })).status).toBe(400)
    expect((await apply({ out_refund_no: 'OTHER' })).status).toBe(404)
    expect((await apply()).json.status).toBe('PROCESSING')
    await minute()
    expect(await statusOf(`${number}R1`)).toBe('SUCCESS')
    expect((await apply()).status).toBe(400)
  })
})
