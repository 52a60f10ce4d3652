import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { type Json, type Merchant, merchantAtSandbox } from '../../testing/merchant.ts'

let shop: Merchant
/** The day in Beijing on which everything below happens, and the seconds from its noon to ten the next morning. */
let day: string
const untilReady = 22 * 3600

beforeEach(async () => {
  shop = await merchantAtSandbox()
  const now = shop.clock.now().getTime() + 8 * 3_600_000
  shop.clock.advance(Math.ceil((Math.ceil(now / 86_400_000) * 86_400_000 - now) / 1000) + 12 * 3600)
  day = new Date(shop.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
})
afterEach(() => shop.end())

const bill = (more: { [name: string]: string } = {}, kind = 'tradebill') =>
  shop.ask('GET', `/v3/bill/${kind}?${new URLSearchParams({ bill_date: day, ...more })}`)
const pathOf = (answer: { json: Json }) =>
  new URL(String(answer.json.download_url)).pathname + new URL(String(answer.json.download_url)).search
const sha1 = (text: string | Buffer) => createHash('sha1').update(text).digest('hex')

async function dayOfTrade(): Promise<void> {
  await shop.prepay('BILL0001', { attach: 'ord_1' })
  await shop.prepay('BILL0002')
  await shop.prepay('UNPAID01')
  for (const number of ['BILL0001', 'BILL0002']) await shop.command(`/payments/${number}/pay`)
  await shop.refund('BILL0002', 'BILL0002R1', 105)
  await shop.command('/clock', { advanceSeconds: untilReady })
}

/** Rows as columns by their head, and the totals. */
function read(text: string) {
  const lines = text.trimEnd().split('\r\n')
  const [head = [], ...rest] = lines.map((line) => line.split(','))
  const cell = (value: string | undefined) => String(value).replace(/^`/, '')
  const asRow = (names: string[], row: string[]) => Object.fromEntries(names.map((name, at) => [name, cell(row[at])]))
  expect(rest.slice(0, -2).every((row) => row.every((value) => value.startsWith('`')))).toBe(true)
  return {
    rows: rest.slice(0, -2).map((row) => asRow(head, row)),
    totals: asRow(rest.at(-2) as string[], rest.at(-1) as string[]),
  }
}

test('a day is there at ten the next morning: its trades and refunds in yuan, its hash that of the file', async () => {
  await dayOfTrade()
  const answer = await bill()
  expect(answer.json).toMatchObject({
    hash_type: 'SHA1',
    download_url: expect.stringContaining('/v3/billdownload/file?token='),
  })
  const file = await shop.ask('GET', pathOf(answer))
  expect(file.headers.has('wechatpay-signature')).toBe(false)
  expect(sha1(file.text)).toBe(answer.json.hash_value)
  const { rows, totals } = read(file.text)
  expect(rows.map((row) => [row.商户订单号, row.交易状态, row.订单金额, row.退款金额, row.商户退款单号])).toEqual([
    ['BILL0001', 'SUCCESS', '99.00', '0.00', '0'],
    ['BILL0002', 'SUCCESS', '99.00', '0.00', '0'],
    ['BILL0002', 'REFUND', '0.00', '1.05', 'BILL0002R1'],
  ])
  expect(rows[0]).toMatchObject({ 商户数据包: 'ord_1', 交易类型: 'JSAPI', 微信订单号: expect.stringMatching(/^4200/) })
  expect(totals).toMatchObject({ 总交易单数: '3', 订单总金额: '198.00', 申请退款总金额: '1.05' })
})

test.each([
  ['SUCCESS', 2],
  ['REFUND', 1],
])('%s has its own rows', async (bill_type, count) => {
  await dayOfTrade()
  expect(read((await shop.ask('GET', pathOf(await bill({ bill_type })))).text).rows).toHaveLength(count)
})

test('zipped, its hash is that of what is inside', async () => {
  await dayOfTrade()
  const answer = await bill({ tar_type: 'GZIP' })
  const target = pathOf(answer)
  let authorization = ''
  await shop.ask('GET', target, undefined, { authorization: (good) => (authorization = good) })
  const headers = { authorization, accept: 'application/json', 'user-agent': 'merchant/1' }
  const bytes = Buffer.from(await (await fetch(shop.front + target, { headers })).arrayBuffer())
  expect(sha1(gunzipSync(bytes))).toBe(answer.json.hash_value)
})

test('the download is signed for, and its address is good for five minutes', async () => {
  await dayOfTrade()
  const target = pathOf(await bill())
  expect((await fetch(shop.front + target)).status).toBe(400)
  shop.clock.advance(299)
  expect((await shop.ask('GET', target)).status).toBe(200)
  shop.clock.advance(1)
  expect((await shop.ask('GET', target)).status).toBe(400)
})

test('what moved on the account stands in the fund flow', async () => {
  await dayOfTrade()
  const { rows, totals } = read((await shop.ask('GET', pathOf(await bill({}, 'fundflowbill')))).text)
  expect(rows.map((row) => [row.业务类型, row['收支金额(元)'], row['账户结余(元)']])).toEqual([
    ['交易', '99.00', '99.00'],
    ['交易', '99.00', '198.00'],
    ['退款', '1.05', '196.95'],
  ])
  expect(totals).toMatchObject({ 收入金额: '198.00', 支出金额: '1.05' })
})

test('before that it is being made; a day without trades has none; a strange day is refused', async () => {
  await shop.prepay('BILL0001')
  await shop.command('/payments/BILL0001/pay')
  shop.clock.advance(untilReady - 60)
  expect((await bill()).json.code).toBe('STATEMENT_CREATING')
  shop.clock.advance(120)
  expect((await bill()).status).toBe(200)
  shop.clock.advance(2 * 86_400)
  const later = new Date(shop.clock.now().getTime() + 8 * 3_600_000 - 86_400_000).toISOString().slice(0, 10)
  expect((await bill({ bill_date: later })).json.code).toBe('NO_STATEMENT_EXIST')
  const odds: { [name: string]: string }[] = [
    ...[{ bill_date: '2026-02-30' }, { bill_date: '20261122' }, { bill_date: '2099-01-01' }],
    ...[{ bill_type: 'SOME' }, { tar_type: 'ZIP' }],
  ]
  for (const odd of odds) expect(await bill(odd)).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } })
})

test.each<[string, (answer: { json: Json; status: number }) => Promise<void>]>([
  ['creating', async ({ json }) => expect(json.code).toBe('STATEMENT_CREATING')],
  ['none', async ({ json }) => expect(json.code).toBe('NO_STATEMENT_EXIST')],
  ['missing-row', async (answer) => expect(await numbersIn(answer)).toEqual(['BILL0002', 'BILL0002'])],
  ['extra-row', async (answer) => expect((await numbersIn(answer))[3]).toMatch(/^UNKNOWN/)],
  ['amount', async (answer) => expect(read((await shop.ask('GET', pathOf(answer))).text).rows[0]?.订单金额).toBe('999999.99')],
  ['hash', async (answer) => expect(sha1((await shop.ask('GET', pathOf(answer))).text)).not.toBe(answer.json.hash_value)],
  ['expired', async (answer) => expect((await shop.ask('GET', pathOf(answer))).status).toBe(400)],
])('fault %s', async (fault, holds) => {
  await dayOfTrade()
  await shop.command('/faults', { bill: { fault } })
  await holds(await bill())
  expect((await bill()).status).toBe(200)
})

const numbersIn = async (answer: { json: Json }) =>
  read((await shop.ask('GET', pathOf(answer))).text).rows.map((row) => row.商户订单号)
