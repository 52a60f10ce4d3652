import { createCipheriv } from 'node:crypto'
import { fact, keys, now, paid, pay, refunded, refundFact, there } from '../../../local/testing/trades.ts'
import { weChatPay } from './client.ts'

const { status: _, ...refundNotice } = { ...refunded, refund_status: 'SUCCESS', success_time: '2026-11-22T13:06:00+08:00' }

/** What WeChat Pay puts into a callback. */
function sealed(what: object | string, more: object = {}, key = keys.apiV3Key) {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key), 'uluk4a9R25RW')
  cipher.setAAD(Buffer.from('transaction'))
  const text = typeof what === 'string' ? what : JSON.stringify(what)
  const bytes = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()])
  const named = {
    algorithm: 'AEAD_AES_256_GCM',
    original_type: 'transaction',
    associated_data: 'transaction',
    nonce: 'uluk4a9R25RW',
  }
  return { ...named, ciphertext: bytes.toString('base64'), ...more }
}

function body(resource: object, event_type = 'TRANSACTION.SUCCESS', more: object = {}) {
  const named = { id: 'EV-2026112213010200001', create_time: '2026-11-22T13:01:02+08:00', resource_type: 'encrypt-resource' }
  return Buffer.from(JSON.stringify({ ...named, event_type, summary: '支付成功', resource, ...more }))
}

const known = { id: 'EV-2026112213010200001', key: 'PUB_KEY_ID_1' }
const notice = (bytes: Buffer) => pay.notice(there.headersOf(bytes), bytes)

it('opens a payment and a refund, and says them as a query does', async () => {
  expect(notice(body(sealed(paid)))).toEqual({ kind: 'payment', ...known, fact })
  const done = { ...refundFact, state: 'done', doneAt: '2026-11-22T13:06:00+08:00' }
  expect(notice(body(sealed(refundNotice), 'REFUND.SUCCESS'))).toEqual({ kind: 'refund', ...known, fact: done })
  for (const [refund_status, state] of [
    ['ABNORMAL', 'abnormal'],
    ['CLOSED', 'closed'],
  ] as const) {
    const event = body(sealed({ ...refundNotice, refund_status }), `REFUND.${refund_status}`)
    expect(notice(event)).toMatchObject({ kind: 'refund', fact: { state } })
  }
  there.says({ body: paid })
  expect(await pay.query(paid.out_trade_no)).toEqual({ kind: 'known', fact })
})

it('takes fields that it does not know, and missing associated data', () => {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(keys.apiV3Key), 'uluk4a9R25RW')
  const bytes = Buffer.concat([cipher.update(JSON.stringify(paid)), cipher.final(), cipher.getAuthTag()])
  const { associated_data: _, ...resource } = sealed(paid, { ciphertext: bytes.toString('base64') })
  for (const more of [{}, { associated_data: null }, { associated_data: '' }])
    expect(notice(body({ ...resource, ...more }, 'TRANSACTION.SUCCESS', { new_field: 1 }))).toMatchObject({ kind: 'payment' })
})

it('keeps a genuine callback of an event that it does not know, and of an order of several merchants', () => {
  expect(notice(body(sealed({ a: 1 }), 'PAYSCORE.USER_PAID'))).toEqual({ kind: 'other', ...known, event: 'PAYSCORE.USER_PAID' })
  const combined = body(sealed({ combine_out_trade_no: 'x', sub_orders: [] }))
  expect(notice(combined)).toEqual({ kind: 'other', ...known, event: 'TRANSACTION.SUCCESS' })
})

it('says whatever the content says of amounts and accounts: whom it is held against is decided elsewhere', () => {
  const other = { ...paid, appid: 'wx0', mchid: '1', amount: { total: 1, payer_total: 1, currency: 'USD' } }
  const account = { appid: 'wx0', mchid: '1' }
  expect(notice(body(sealed(other)))).toMatchObject({ fact: { amountFen: 1, currency: 'USD', account } })
})

it.each([
  ['another key', sealed(paid, {}, 'b'.repeat(32)), 'sealed.wrong'],
  ['other associated data', sealed(paid, { associated_data: 'refund' }), 'sealed.wrong'],
  ['another nonce', sealed(paid, { nonce: 'uluk4a9R25RX' }), 'sealed.wrong'],
  ['a nonce of another length', sealed(paid, { nonce: 'short' }), 'sealed.nonce'],
  ['another algorithm', sealed(paid, { algorithm: 'AES' }), 'sealed.algorithm'],
  ['next to nothing', sealed('', {}), 'sealed.short'],
  ['no JSON', sealed('<xml/>'), 'sealed.unreadable'],
  ['no trade that can be read', sealed({ ...paid, amount: { total: 1.5 } }), 'sealed.unreadable'],
  ['a state that is none', sealed({ ...paid, trade_state: 'PAID' }), 'sealed.unreadable'],
])('refuses one whose content was sealed with %s', (_, resource, reason) => {
  expect(notice(body(resource))).toEqual({ kind: 'refused', reason })
})

it.each([
  ['v2 XML', '<xml><return_code>SUCCESS</return_code></xml>'],
  ['nothing', ''],
  ['text', '"paid"'],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0])],
  ['no resource', JSON.stringify({ id: '1', event_type: 'TRANSACTION.SUCCESS' })],
])('refuses a signed body of %s', (_, bytes) => {
  expect(notice(Buffer.from(bytes as string))).toEqual({ kind: 'refused', reason: 'body.unreadable' })
})

it.each([
  ['none', 'signature.wrong'],
  ['wrong', 'signature.wrong'],
  ['stale', 'timestamp.stale'],
  ['stranger', 'serial.unknown'],
] as const)('opens nothing that is not signed: %s', (wrong, reason) => {
  const bytes = body(sealed(paid))
  const headers = wrong === 'none' ? there.headersOf(body(sealed(refundNotice))) : there.headersOf(bytes, wrong)
  expect(pay.notice(headers, bytes)).toEqual({ kind: 'refused', reason })
  expect(pay.notice({}, bytes)).toEqual({ kind: 'refused', reason: 'header.missing' })
})

it('opens nothing where the key of this deployment is no key', () => {
  const world = { api: 'https://wechat.example', notifyUrl: 'https://x', fetch: there.fetch, now, nonce: () => 'n' }
  const short = weChatPay('wx1', { ...keys, apiV3Key: 'testMchAPIv3Key0' }, world)
  const bytes = body(sealed(paid))
  expect(short.notice(there.headersOf(bytes), bytes)).toEqual({ kind: 'refused', reason: 'sealed.key' })
})

it('refuses forgeries without asking anybody anything', () => {
  const asked = there.sent.length
  const bytes = body(sealed(paid))
  for (const wrong of ['wrong', 'stranger', 'stale'] as const)
    for (let n = 0; n < 100; n++) expect(pay.notice(there.headersOf(bytes, wrong), bytes).kind).toBe('refused')
  expect(there.sent.length).toBe(asked)
})
