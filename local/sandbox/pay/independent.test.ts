import { createRequire } from 'node:module'
import { type Json, type Merchant, merchantAtSandbox } from '../../testing/merchant.ts'
import type { Forgery } from '../faults.ts'

/** The little of wechatpay-axios-plugin that is used here: it was written by others, and shares no line with us. */
interface Client {
  chain(path: string): {
    post(body: Json, config?: object): Promise<{ status: number; data: Json }>
    get(config?: object): Promise<{ status: number; data: Json }>
  }
}
interface Library {
  Wechatpay: new (config: object) => Client
  Rsa: { verify(message: string, signature: string, key: string): boolean; encrypt(text: string, key: string): string }
  Aes: { AesGcm: { decrypt(ciphertext: string, key: string, nonce: string, aad: string): string } }
  Formatter: { response(timestamp: string, nonce: string, body: string): string }
}
const { Wechatpay, Rsa, Aes, Formatter } = createRequire(import.meta.url)('wechatpay-axios-plugin') as Library

let shop: Merchant
let client: Client
let nth = 0
const newNumber = () => `PEER${String(nth++).padStart(8, '0')}`

beforeAll(async () => {
  shop = await merchantAtSandbox()
  const { mchid, merchant, platform, pinned } = shop.keys.wechatPay
  client = new Wechatpay({
    ...{ mchid, serial: merchant.serial, privateKey: merchant.privateKey, baseURL: `${shop.front}/` },
    certs: { [platform.serial]: platform.certificate, [pinned.serial]: pinned.publicKey },
  })
})
afterAll(() => shop.end())
beforeEach(() => shop.command('/reset'))

const prepay = (number: string, config?: object) => client.chain('v3/pay/transactions/jsapi').post(shop.order(number), config)
const query = (number: string, config: object = {}) =>
  client.chain(`v3/pay/transactions/out-trade-no/${number}`).get({ params: { mchid: shop.mchid }, ...config })

test('an independent client orders, asks, refunds and asks for the refund', async () => {
  const number = newNumber()
  expect((await prepay(number)).data.prepay_id).toMatch(/^wx/)
  expect((await query(number)).data.trade_state).toBe('NOTPAY')
  await shop.command(`/payments/${number}/pay`)
  const paid = (await query(number)).data
  expect(paid.trade_state).toBe('SUCCESS')
  const byId = client.chain(`v3/pay/transactions/id/${paid.transaction_id}`)
  expect((await byId.get({ params: { mchid: shop.mchid } })).data).toEqual(paid)
  const asked = { out_trade_no: number, out_refund_no: `${number}R1`, amount: { refund: 100, total: 9900, currency: 'CNY' } }
  expect((await client.chain('v3/refund/domestic/refunds').post(asked)).data.status).toBe('PROCESSING')
  expect((await client.chain(`v3/refund/domestic/refunds/${number}R1`).get()).data.status).toBe('SUCCESS')
  expect((await query(number)).data.trade_state).toBe('REFUND')
})

test('it closes an order, and a refusal reaches it as one', async () => {
  const [open, paid] = [newNumber(), newNumber()]
  for (const number of [open, paid]) await prepay(number)
  const close = (number: string) => client.chain(`v3/pay/transactions/out-trade-no/${number}/close`).post({ mchid: shop.mchid })
  expect((await close(open)).status).toBe(204)
  expect((await query(open)).data.trade_state).toBe('CLOSED')
  await shop.command(`/payments/${paid}/pay`)
  await expect(close(paid)).rejects.toMatchObject({ response: { status: 400, data: { code: 'ORDER_PAID' } } })
})

test.each(['platform', 'pinned'] as const)('it takes answers signed with the %s key', async (name) => {
  const headers = { 'Wechatpay-Serial': shop.keys.wechatPay[name].serial }
  expect((await prepay(newNumber(), { headers })).status).toBe(200)
})

test('it opens the platform certificate, which is the one that signs', async () => {
  const [item] = (await client.chain('v3/certificates').get()).data.data as [{ [field: string]: Json }]
  const sealed = item?.encrypt_certificate as { [field: string]: string }
  const { apiV3Key, platform } = shop.keys.wechatPay
  expect(item?.serial_no).toBe(platform.serial)
  expect(Aes.AesGcm.decrypt(sealed.ciphertext ?? '', apiV3Key, sealed.nonce ?? '', sealed.associated_data ?? '')).toBe(
    platform.certificate,
  )
})

test('it verifies and opens a callback', async () => {
  const number = newNumber()
  await prepay(number)
  await shop.command(`/payments/${number}/pay`)
  const heard = shop.heard.at(-1) as (typeof shop.heard)[number]
  expect(isGenuine(heard)).toBe(true)
  const { resource } = JSON.parse(heard.body)
  const text = Aes.AesGcm.decrypt(resource.ciphertext, shop.keys.wechatPay.apiV3Key, resource.nonce, resource.associated_data)
  expect(JSON.parse(text)).toMatchObject({ out_trade_no: number, trade_state: 'SUCCESS' })
})

test('what it encrypts for an abnormal refund is opened', async () => {
  const number = newNumber()
  await prepay(number)
  await shop.command(`/payments/${number}/pay`)
  await shop.command('/faults', { refund: { fault: 'abnormal' } })
  const asked = { out_trade_no: number, out_refund_no: `${number}R1`, amount: { refund: 100, total: 9900, currency: 'CNY' } }
  await client.chain('v3/refund/domestic/refunds').post(asked)
  const { refund_id, status } = (await client.chain(`v3/refund/domestic/refunds/${number}R1`).get()).data
  expect(status).toBe('ABNORMAL')
  const { pinned } = shop.keys.wechatPay
  const card = {
    bank_account: Rsa.encrypt('6222020000000000000', pinned.publicKey),
    real_name: Rsa.encrypt('王小满', pinned.publicKey),
  }
  await client.chain(`v3/refund/domestic/refunds/${refund_id}/apply-abnormal-refund`).post(
    { out_refund_no: `${number}R1`, type: 'USER_BANK_CARD', bank_type: 'ICBC_DEBIT', ...card },
    {
      headers: { 'Wechatpay-Serial': pinned.serial },
    },
  )
  expect((await client.chain(`v3/refund/domestic/refunds/${number}R1`).get()).data.status).toBe('SUCCESS')
})

const forged: Forgery[] = [
  ...(['corrupted', 'signtest', 'unknown-serial', 'proto-serial', 'stale', 'future', 'not-a-number'] as const),
  ...(['no-timestamp', 'no-nonce', 'no-signature', 'no-serial', 'unsigned', 'reserialised', 'other-body'] as const),
]

test.each(forged)('it rejects an answer that is %s, and takes the one after it', async (fault) => {
  const number = newNumber()
  await shop.command('/faults', { pay: { fault, match: { operation: 'prepay' } } })
  await expect(prepay(number)).rejects.toMatchObject({ code: expect.stringMatching(/^EV3_RES_HEADER/) })
  expect((await prepay(number)).status).toBe(200)
})

test.each(forged)('a callback that is %s is none by its measure, and the one after it is', async (fault) => {
  const number = newNumber()
  await prepay(number)
  await shop.command('/faults', { callback: { fault } })
  shop.answers.status = 401
  await shop.command(`/payments/${number}/pay`)
  expect(isGenuine(shop.heard.at(-1))).toBe(false)
  shop.answers.status = 204
  await shop.command('/clock', { advanceSeconds: 15 })
  expect(isGenuine(shop.heard.at(-1))).toBe(true)
})

test('while a merchant is moved over it takes either key', async () => {
  await shop.command('/faults', { pay: { fault: 'cut-over', probability: 0.5, seed: 7 } })
  const serials = new Set<unknown>()
  for (let time = 0; time < 12; time += 1) {
    const number = newNumber()
    const answer = (await prepay(number)) as unknown as { headers: Json }
    serials.add(answer.headers['wechatpay-serial'])
  }
  expect(serials.size).toBe(2)
})

/** What a careful receiver checks, with the other library's own primitives. */
function isGenuine(heard: (typeof shop.heard)[number] | undefined): boolean {
  const header = (name: string) => String(heard?.headers[`wechatpay-${name}`] ?? '')
  const { platform, pinned } = shop.keys.wechatPay
  const keys = new Map([platform, pinned].map(({ serial, publicKey }) => [serial, publicKey]))
  const [timestamp, nonce, serial, signature] = ['timestamp', 'nonce', 'serial', 'signature'].map(header) as [
    string,
    string,
    string,
    string,
  ]
  const key = keys.get(serial)
  if (!/^\d+$/.test(timestamp) || nonce === '' || signature === '' || !key) return false
  if (Math.abs(shop.clock.now().getTime() / 1000 - Number(timestamp)) > 300) return false
  return Rsa.verify(Formatter.response(timestamp, nonce, heard?.body ?? ''), signature, key)
}
