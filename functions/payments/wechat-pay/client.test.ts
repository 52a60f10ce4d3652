import { constants, createVerify, privateDecrypt } from 'node:crypto'
import {
  asked,
  fact,
  keys,
  notifyUrl,
  now,
  paid,
  pay,
  provided,
  providedUnderOurApp,
  refundAsked,
  refunded,
  refundFact,
  there,
} from '../../../local/testing/trades.ts'
import { authorizationOf } from './protocol.ts'

it('asks for a payment and answers what the mini-program takes, signed with the merchant’s key', async () => {
  there.says({ body: { prepay_id: 'wx22130000000000000000000000000001' } })
  const outcome = await pay.prepay(asked)
  if (outcome.kind !== 'known' || outcome.fact.kind !== 'wechat-pay') throw new Error('no handover')
  const { timeStamp, nonceStr, package: order, signType, paySign } = outcome.fact
  expect([timeStamp, nonceStr, order, signType]).toEqual([
    '1795323600',
    'n0nce',
    'prepay_id=wx22130000000000000000000000000001',
    'RSA',
  ])
  const message = `wx2421b1c4370ec43b\n${timeStamp}\n${nonceStr}\n${order}\n`
  expect(createVerify('RSA-SHA256').update(message).verify(there.merchantPublic, paySign, 'base64')).toBe(true)

  const { url, method, headers, body } = there.sent.at(-1) as (typeof there.sent)[number]
  expect([method, url]).toEqual(['POST', 'https://wechat.example/v3/pay/transactions/jsapi'])
  expect(body).toEqual({
    appid: 'wx2421b1c4370ec43b',
    mchid: '1900007291',
    description: '双人下午茶 3 人团',
    out_trade_no: asked.outTradeNo,
    time_expire: '2026-11-22T13:15:00+08:00',
    notify_url: notifyUrl,
    amount: { total: 12800, currency: 'CNY' },
    payer: { openid: asked.openid },
  })
  const request = { method: 'POST', path: '/v3/pay/transactions/jsapi', body: JSON.stringify(body) }
  const signer = { mchid: keys.mchid, serial: keys.serial, privateKey: pay.merchant.privateKey }
  expect(headers).toMatchObject({
    authorization: authorizationOf(request, signer, now(), 'n0nce'),
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'Footfall',
    'wechatpay-serial': 'PUB_KEY_ID_1',
  })
})

it('cuts a long title within what WeChat Pay takes, and tears no letter', async () => {
  there.says({ body: { prepay_id: 'wx1' } })
  await pay.prepay({ ...asked, title: '🍰'.repeat(200) })
  expect(there.sent.at(-1)?.body).toMatchObject({ description: '🍰'.repeat(127) })
})

it('queries by either number, signs the query too, and reads the price, not what a coupon left of it', async () => {
  there.says({ body: paid })
  expect(await pay.query(asked.outTradeNo)).toEqual({ kind: 'known', fact })
  const path = `/v3/pay/transactions/out-trade-no/${asked.outTradeNo}?mchid=1900007291`
  const { url, headers } = there.sent.at(-1) as (typeof there.sent)[number]
  expect(url).toBe(`https://wechat.example${path}`)
  const signer = { mchid: keys.mchid, serial: keys.serial, privateKey: pay.merchant.privateKey }
  expect(headers.authorization).toBe(authorizationOf({ method: 'GET', path, body: '' }, signer, now(), 'n0nce'))
  expect(headers['content-type']).toBeUndefined()

  there.says({ body: paid })
  expect(await pay.queryTransaction(paid.transaction_id)).toEqual({ kind: 'known', fact })
  expect(there.sent.at(-1)?.url).toBe(`https://wechat.example/v3/pay/transactions/id/${paid.transaction_id}?mchid=1900007291`)
})

it.each([
  ['SUCCESS', 'paid'],
  ['REFUND', 'paid'],
  ['NOTPAY', 'unpaid'],
  ['ACCEPT', 'unpaid'],
  ['PAYERROR', 'unpaid'],
  ['USERPAYING', 'paying'],
  ['CLOSED', 'closed'],
  ['REVOKED', 'closed'],
])('reads the state %s as %s', async (trade_state, state) => {
  there.says({ body: { ...paid, trade_state } })
  expect(await pay.query(asked.outTradeNo)).toMatchObject({ kind: 'known', fact: { state } })
})

it('closes, asks for refunds, and asks about them', async () => {
  there.says({ status: 204 })
  expect(await pay.close(asked.outTradeNo)).toEqual({ kind: 'known', fact: 'closed' })
  expect(there.sent.at(-1)).toMatchObject({ method: 'POST', body: { mchid: '1900007291' } })

  there.says({ body: refunded }, { body: { ...refunded, status: 'SUCCESS', success_time: '2026-11-22T13:06:00+08:00' } })
  expect(await pay.refund({ ...refundAsked, reason: '退'.repeat(40) })).toEqual({ kind: 'known', fact: refundFact })
  expect(there.sent.at(-1)?.body).toEqual({
    out_trade_no: asked.outTradeNo,
    out_refund_no: refunded.out_refund_no,
    reason: '退'.repeat(26),
    notify_url: notifyUrl,
    amount: { refund: 6400, total: 12800, currency: 'CNY' },
  })
  const done = { ...refundFact, state: 'done', doneAt: '2026-11-22T13:06:00+08:00' }
  expect(await pay.queryRefund(refundAsked)).toEqual({ kind: 'known', fact: done })
  for (const [status, state] of [
    ['ABNORMAL', 'abnormal'],
    ['CLOSED', 'closed'],
  ] as const) {
    there.says({ body: { ...refunded, status } })
    expect(await pay.queryRefund(refundAsked)).toMatchObject({ kind: 'known', fact: { state } })
  }
})

it('sends the guest’s bank account for an abnormal refund so that WeChat Pay alone can read it', async () => {
  there.says({ body: refunded }, { body: refunded })
  const to = { refundId: refunded.refund_id, refundNo: refunded.out_refund_no }
  await pay.refundAbnormal({ ...to, to: 'guest', bankType: 'ICBC_DEBIT', bankAccount: '6222020200001', realName: '王小明' })
  const { url, body } = there.sent.at(-1) as (typeof there.sent)[number]
  expect(url).toBe(`https://wechat.example/v3/refund/domestic/refunds/${refunded.refund_id}/apply-abnormal-refund`)
  const { bank_account, real_name, ...plain } = body as { [field: string]: string }
  expect(plain).toEqual({ out_refund_no: refunded.out_refund_no, type: 'USER_BANK_CARD', bank_type: 'ICBC_DEBIT' })
  const how = { key: there.platformPrivate, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }
  const read = (sealed = '') => privateDecrypt(how, Buffer.from(sealed, 'base64')).toString()
  expect([read(bank_account), read(real_name)]).toEqual(['6222020200001', '王小明'])
  expect(await pay.refundAbnormal({ ...to, to: 'merchant' })).toMatchObject({ kind: 'known' })
  expect(there.sent.at(-1)?.body).toEqual({ out_refund_no: refunded.out_refund_no, type: 'MERCHANT_BANK_CARD' })
})

it('takes money for another merchant as a service provider, and says both sides of the account', async () => {
  const ofProvider = { sp_appid: 'wx2421b1c4370ec43b', sp_mchid: '1900007291', sub_mchid: '1900000109' }
  there.says(
    { body: { prepay_id: 'wx1' } },
    { body: { prepay_id: 'wx1' } },
    { status: 204 },
    { body: refunded },
    { body: refunded },
  )
  const outcome = await provided.prepay(asked)
  expect(there.sent.at(-1)).toMatchObject({
    url: 'https://wechat.example/v3/pay/partner/transactions/jsapi',
    body: { ...ofProvider, sub_appid: 'wx8888888888888888', payer: { sub_openid: asked.openid } },
  })
  // The mini-program that pays is the merchant's own.
  if (outcome.kind !== 'known' || outcome.fact.kind !== 'wechat-pay') throw new Error('no handover')
  const message = `wx8888888888888888\n${outcome.fact.timeStamp}\nn0nce\nprepay_id=wx1\n`
  expect(createVerify('RSA-SHA256').update(message).verify(there.merchantPublic, outcome.fact.paySign, 'base64')).toBe(true)
  await providedUnderOurApp.prepay(asked)
  expect(there.sent.at(-1)?.body).toMatchObject({ ...ofProvider, payer: { sp_openid: asked.openid } })
  await provided.close(asked.outTradeNo)
  expect(there.sent.at(-1)?.body).toEqual({ sp_mchid: '1900007291', sub_mchid: '1900000109' })
  await provided.refund(refundAsked)
  expect(there.sent.at(-1)?.body).toMatchObject({ sub_mchid: '1900000109' })
  await provided.queryRefund(refundAsked)
  expect(there.sent.at(-1)?.url).toMatch(/\/refunds\/\w+\?sub_mchid=1900000109$/)

  const { appid: _, mchid: __, ...rest } = paid
  there.says({ body: { ...rest, ...ofProvider, sub_appid: 'wx8888888888888888' } })
  const account = { appid: 'wx2421b1c4370ec43b/wx8888888888888888', mchid: '1900007291/1900000109' }
  expect(provided.account).toEqual(account)
  expect(await provided.query(asked.outTradeNo)).toMatchObject({ fact: { account } })
  expect(there.sent.at(-1)?.url).toMatch(/\?sp_mchid=1900007291&sub_mchid=1900000109$/)
})
