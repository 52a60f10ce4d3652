import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Merchant, merchantAtSandbox } from '../../testing/merchant.ts'
import { postTo } from './deliver.ts'
import { retrySeconds } from './notices.ts'

const folder = mkdtempSync(join(tmpdir(), 'footfall-channels-'))
const file = join(folder, 'channels.jsonl')
let shop: Merchant
let nth = 0

async function paid(): Promise<string> {
  const number = `CALL${String(nth++).padStart(8, '0')}`
  await shop.prepay(number, { attach: 'ord_1' })
  await shop.command(`/payments/${number}/pay`)
  return number
}

beforeEach(async () => {
  shop = await merchantAtSandbox({ file })
})
afterEach(() => shop.end())
afterAll(() => rmSync(folder, { recursive: true }))

const advance = (advanceSeconds: number) => shop.command('/clock', { advanceSeconds })
const tries = () => shop.heard.length

test('a payment is told once, signed and sealed; 204 takes it', async () => {
  const number = await paid()
  expect(tries()).toBe(1)
  const [heard] = shop.heard
  expect(heard?.headers['wechatpay-serial']).toMatch(/^PUB_KEY_ID_/)
  const notice = shop.opened(heard as NonNullable<typeof heard>)
  expect(notice).toMatchObject({
    ...{ id: expect.stringMatching(/^.{1,36}$/), resource_type: 'encrypt-resource', event_type: 'TRANSACTION.SUCCESS' },
    create_time: expect.stringMatching(/\+08:00$/),
    resource: { algorithm: 'AEAD_AES_256_GCM', original_type: 'transaction', associated_data: 'transaction' },
  })
  expect(notice.content).toEqual((await shop.query(number)).json)
  await advance(86_400)
  expect(tries()).toBe(1)
})

test('what is not taken comes again by the published schedule, under the same id, and then no more', async () => {
  shop.answers.status = 500
  await paid()
  let expected = 1
  for (const seconds of retrySeconds['wechat-pay']) {
    expect(tries()).toBe(expected)
    await advance(seconds - 1)
    expect(tries()).toBe(expected)
    await advance(1)
    expected += 1
    expect(tries()).toBe(expected)
  }
  await advance(30 * 86_400)
  expect(tries()).toBe(16)
  expect(retrySeconds['wechat-pay'].reduce((sum, seconds) => sum + seconds, 0)).toBe(24 * 3600 + 4 * 60)
  expect(new Set(shop.heard.map((heard) => shop.opened(heard).id)).size).toBe(1)
})

test.each([[200], [204]])('%i takes it', async (status) => {
  shop.answers.status = status
  shop.answers.body = status === 200 ? '{"code":"FAIL"}' : ''
  await paid()
  await advance(3600)
  expect(tries()).toBe(1)
})

test.each([[201], [302], [400], [401], [503]])('%i does not', async (status) => {
  shop.answers.status = status
  await paid()
  shop.answers.status = 204
  await advance(14)
  expect(tries()).toBe(1)
  await advance(1)
  expect(tries()).toBe(2)
})

test('a leap of the clock meets every try that lies in it, and stops at the one that is taken', async () => {
  shop.answers.status = 500
  await paid()
  await advance(60)
  expect(tries()).toBe(4)
})

test('killed and started again, the gateway knows its orders and goes on where it was', async () => {
  shop.answers.status = 500
  const number = await paid()
  writeFileSync(file, `${readFileSync(file, 'utf8')}["orders","CUT SH`)
  shop.restart()
  expect((await shop.query(number)).json.trade_state).toBe('SUCCESS')
  shop.answers.status = 204
  await advance(15)
  expect(tries()).toBe(2)
  shop.restart()
  await advance(86_400)
  expect(tries()).toBe(2)
})

test('who does not answer in time has not taken it, and a stranger’s address is never called', async () => {
  const silent = createServer(() => {})
  await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`
  await expect(postTo(50)(url, {}, '{}')).rejects.toThrow(/timeout/)
  silent.closeAllConnections()
  silent.close()
  await expect(postTo()('https://shop.example/callback', {}, '{}')).rejects.toThrow('not on this machine')
})

test('whoever pays waits for the own callback only, not for those of others', async () => {
  const stuck = createServer(() => {})
  await new Promise<void>((ready) => stuck.listen(0, '127.0.0.1', ready))
  const notify_url = `http://127.0.0.1:${(stuck.address() as AddressInfo).port}/`
  const crowd = await merchantAtSandbox({ atOnce: 2 })
  try {
    await crowd.prepay('STUCK001', { notify_url })
    await crowd.prepay('QUICK001')
    const waiting = crowd.command('/payments/STUCK001/pay')
    expect(await crowd.command('/payments/QUICK001/pay')).toMatchObject({ totalFen: 9900 })
    expect(crowd.heard).toHaveLength(1)
    const other = await (await fetch(`${crowd.back}/payments/STUCK001`)).json()
    expect(other).toMatchObject({ callbacks: [{ state: 'waiting', tries: 0 }] })
    stuck.closeAllConnections()
    expect(await waiting).toMatchObject({ totalFen: 9900 })
  } finally {
    stuck.closeAllConnections()
    stuck.close()
    await crowd.end()
  }
})

test('the control tells what became of an order, its refunds and its callbacks', async () => {
  const number = await paid()
  await shop.refund(number, `${number}R1`, 100)
  await advance(1)
  const told = await (await fetch(`${shop.back}/payments/${number}`)).json()
  expect(told).toMatchObject({
    ...{ out_trade_no: number, state: 'SUCCESS', totalFen: 9900, transaction_id: expect.stringMatching(/^4200/) },
    refunds: [{ out_refund_no: `${number}R1`, status: 'SUCCESS', refundFen: 100 }],
    callbacks: [
      { event: 'TRANSACTION.SUCCESS', state: 'taken', tries: 1 },
      { event: 'REFUND.SUCCESS', state: 'taken', tries: 1 },
    ],
  })
  expect((await fetch(`${shop.back}/payments/%E0%A4%A`)).status).toBe(404)
})

test('by itself it sends as time goes by', async () => {
  const awake = await merchantAtSandbox({ wakes: true })
  await awake.prepay('AWAKE001')
  await awake.command('/payments/AWAKE001/pay')
  await awake.refund('AWAKE001', 'AWAKE001R1', 100)
  await new Promise<void>((done) => {
    const look = () => (awake.heard.length >= 2 ? done() : setTimeout(look, 10))
    look()
  })
  expect(awake.heard.map((heard) => awake.opened(heard).event_type)).toEqual(['TRANSACTION.SUCCESS', 'REFUND.SUCCESS'])
  await awake.end()
})

test('the journal tells every message both ways, and nothing of the person', async () => {
  const number = await paid()
  const journal = shop.sandbox().journal.read().items
  expect(journal.map(({ what }) => what)).toEqual(['POST /v3/pay/transactions/jsapi', 'callback to /callbacks/wechat-pay'])
  expect(journal[0]).toMatchObject({ asked: { operation: 'prepay', outTradeNo: number }, answered: { status: 200 } })
  expect(journal[1]).toMatchObject({
    asked: { event: 'TRANSACTION.SUCCESS', about: number, try: '1' },
    answered: { status: 204 },
  })
  for (const secret of ['guest-1', shop.keys.wechatPay.apiV3Key, 'signature'])
    expect(JSON.stringify(journal)).not.toContain(secret)
})
