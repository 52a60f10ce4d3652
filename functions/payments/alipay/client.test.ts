import { createVerify } from 'node:crypto'
import { fact, keys, ours, sign, theirs, trade } from '../../../local/testing/signing-alipay.ts'
import { log } from '../../kernel/log.ts'
import type { PaymentAsked } from '../channel.ts'
import { alipay } from './client.ts'

/** What the gateway answers next, and what it was asked. */
let next: () => Response | Promise<Response> = () => new Response('', { status: 500 })
let asked = new URLSearchParams()
const lines: string[] = []
log.sink = (line) => lines.push(line)
const pay = alipay(keys, {
  gateway: 'https://alipay.example/gateway.do',
  notifyUrl: 'https://api.example/callbacks/alipay',
  fetch: async (input) => {
    asked = new URL(String(input)).searchParams
    return next()
  },
  now: () => new Date('2026-11-22T05:00:00Z'),
})

function says(method: string, body: object, how: { sign?: string | null; text?: (text: string) => string } = {}) {
  const text = JSON.stringify({ code: '10000', msg: 'Success', ...body })
  const signature = how.sign === null ? '' : `,"sign":"${how.sign ?? sign(text)}"`
  next = () => new Response(`{"${method}_response":${(how.text ?? ((same) => same))(text)}${signature}}`)
}

const order: PaymentAsked = {
  outTradeNo: trade.out_trade_no,
  amountFen: 12805,
  title: '双人下午茶 / 3 人团 & 更多=好',
  payBy: '2026-11-22T05:15:00.000Z',
  returnUrl: 'https://shop.example/#/orders?id=1',
}
const refund = {
  outTradeNo: order.outTradeNo,
  refundNo: `${order.outTradeNo}R1`,
  amountFen: 6402,
  totalFen: 12805,
  reason: '未使用',
}
const refundNames = { channel: 'alipay', outTradeNo: refund.outTradeNo, refundNo: refund.refundNo }

it('signs the address a guest is sent to, and asks nobody', async () => {
  const outcome = await pay.prepay(order)
  if (outcome.kind !== 'known' || outcome.fact.kind !== 'alipay') throw new Error('no address')
  const url = new URL(outcome.fact.url)
  const { sign: signature = '', ...fields } = Object.fromEntries(url.searchParams)
  expect(url.origin + url.pathname).toBe('https://alipay.example/gateway.do')
  expect(fields).toMatchObject({
    app_id: keys.appId,
    method: 'alipay.trade.wap.pay',
    sign_type: 'RSA2',
    charset: 'utf-8',
    timestamp: '2026-11-22 13:00:00',
    notify_url: 'https://api.example/callbacks/alipay',
    return_url: order.returnUrl,
  })
  expect(JSON.parse(fields.biz_content as string)).toEqual({
    out_trade_no: order.outTradeNo,
    total_amount: '128.05',
    subject: '双人下午茶   3 人团   更多 好',
    product_code: 'QUICK_WAP_WAY',
    time_expire: '2026-11-22 13:15:00',
    quit_url: order.returnUrl,
  })
  const message = Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  expect(createVerify('RSA-SHA256').update(message).verify(ours.publicKey, signature, 'base64')).toBe(true)
})

it('queries by either number', async () => {
  says('alipay_trade_query', trade)
  expect(await pay.query(order.outTradeNo)).toEqual({ kind: 'known', fact })
  expect(JSON.parse(asked.get('biz_content') ?? '')).toEqual({ out_trade_no: order.outTradeNo })
  expect(await pay.queryTransaction(trade.trade_no)).toEqual({ kind: 'known', fact })
  expect(JSON.parse(asked.get('biz_content') ?? '')).toEqual({ trade_no: trade.trade_no })
  expect(await pay.query('another')).toEqual({ kind: 'unknown', why: 'another_trade' })
})

it.each([
  ['WAIT_BUYER_PAY', undefined, 'unpaid'],
  ['TRADE_SUCCESS', '2026-11-22 13:01:02', 'paid'],
  ['TRADE_FINISHED', '2026-11-22 13:01:02', 'paid'],
  // Refunded in whole; nobody paid in time.
  ['TRADE_CLOSED', '2026-11-22 13:01:02', 'paid'],
  ['TRADE_CLOSED', undefined, 'closed'],
])('reads the state %s, paid at %s, as %s', async (trade_status, send_pay_date, state) => {
  says('alipay_trade_query', { ...trade, trade_status, send_pay_date })
  expect(await pay.query(order.outTradeNo)).toMatchObject({ kind: 'known', fact: { state } })
})

it('takes a trade that is not there for normal: the guest has not entered the cashier', async () => {
  const absent = { code: '40004', msg: 'Business Failed', sub_code: 'ACQ.TRADE_NOT_EXIST' }
  says('alipay_trade_query', absent)
  const names = { channel: 'alipay', outTradeNo: order.outTradeNo }
  expect(await pay.query(order.outTradeNo)).toEqual({ kind: 'known', fact: { ...names, state: 'absent' } })
  says('alipay_trade_close', absent)
  expect(await pay.close(order.outTradeNo)).toEqual({ kind: 'known', fact: 'absent' })
  says('alipay_trade_fastpay_refund_query', absent)
  expect(await pay.queryRefund(refund)).toEqual({ kind: 'known', fact: { ...refundNames, state: 'absent' } })
})

it('closes, refunds, and takes a refund for done only on proof', async () => {
  says('alipay_trade_close', { out_trade_no: order.outTradeNo })
  expect(await pay.close(order.outTradeNo)).toEqual({ kind: 'known', fact: 'closed' })
  for (const [fund_change, state] of [
    ['Y', 'done'],
    ['N', 'processing'],
  ] as const) {
    says('alipay_trade_refund', { ...trade, fund_change, refund_fee: '64.02' })
    expect(await pay.refund(refund)).toEqual({ kind: 'known', fact: { ...refundNames, state, amountFen: 6402 } })
  }
  expect(JSON.parse(asked.get('biz_content') ?? '')).toEqual({
    out_trade_no: order.outTradeNo,
    out_request_no: refund.refundNo,
    refund_amount: '64.02',
    refund_reason: '未使用',
  })
  const said = { out_trade_no: order.outTradeNo, out_request_no: refund.refundNo, refund_amount: '64.02' }
  says('alipay_trade_fastpay_refund_query', { ...said, refund_status: 'REFUND_SUCCESS', gmt_refund_pay: '2026-11-22 13:06:00' })
  const done = { ...refundNames, state: 'done', amountFen: 6402, doneAt: '2026-11-22T13:06:00+08:00' }
  expect(await pay.queryRefund(refund)).toEqual({ kind: 'known', fact: done })
  says('alipay_trade_fastpay_refund_query', said)
  expect(await pay.queryRefund(refund)).toMatchObject({ fact: { state: 'processing' } })
  says('alipay_trade_fastpay_refund_query', {})
  expect(await pay.queryRefund(refund)).toEqual({ kind: 'known', fact: { ...refundNames, state: 'absent' } })
})

it.each([
  ['close', 'ACQ.TRADE_STATUS_ERROR', { kind: 'refused', code: 'ACQ.TRADE_STATUS_ERROR', next: 'query' }],
  ['refund', 'ACQ.SELLER_BALANCE_NOT_ENOUGH', { kind: 'refused', code: 'ACQ.SELLER_BALANCE_NOT_ENOUGH', next: 'top_up' }],
  ['refund', 'ACQ.DISCORDANT_REPEAT_REQUEST', { kind: 'refused', code: 'ACQ.DISCORDANT_REPEAT_REQUEST', next: 'human' }],
  ['refund', 'ACQ.SYSTEM_ERROR', { kind: 'unknown', why: 'ACQ.SYSTEM_ERROR' }],
  ['refund', 'isp.unknow-error', { kind: 'unknown', why: 'isp.unknow-error' }],
] as const)('%s: takes %s for what it means', async (call, sub_code, outcome) => {
  says(`alipay_trade_${call}`, { code: '40004', sub_code })
  expect(call === 'close' ? await pay.close(order.outTradeNo) : await pay.refund(refund)).toEqual(outcome)
})

it('believes no success that Alipay has not signed, and stays unknown', async () => {
  const unknown = { kind: 'unknown', why: 'signature.wrong' }
  const ways: Parameters<typeof says>[2][] = [
    { sign: null },
    { sign: sign('something else') },
    { sign: sign(JSON.stringify({ code: '10000', msg: 'Success', ...trade }), ours.privateKey) },
    { text: (text) => text.replace('128.05', '0.01') },
  ]
  for (const how of ways) {
    says('alipay_trade_query', trade, how)
    expect(await pay.query(order.outTradeNo)).toEqual(unknown)
  }
  // Signed with SHA-1, which is none here.
  says('alipay_trade_query', trade, {
    sign: sign(JSON.stringify({ code: '10000', msg: 'Success', ...trade }), theirs.privateKey, 'RSA-SHA1'),
  })
  expect(await pay.query(order.outTradeNo)).toEqual(unknown)
})

it('reads what was signed, and not a second answer behind it', async () => {
  const text = JSON.stringify({ code: '10000', msg: 'Success', ...trade, trade_status: 'WAIT_BUYER_PAY' })
  const forged = text.replace('WAIT_BUYER_PAY', 'TRADE_SUCCESS')
  next = () =>
    new Response(`{"alipay_trade_query_response":${text},"alipay_trade_query_response":${forged},"sign":"${sign(text)}"}`)
  expect(await pay.query(order.outTradeNo)).toEqual({ kind: 'unknown', why: 'unreadable' })
})

it.each([
  ['no_answer', () => Promise.reject(new TypeError('fetch failed'))],
  ['status.502', () => new Response('', { status: 502 })],
  ['unreadable', () => new Response('<html>')],
  ['20000', () => new Response('{"alipay_trade_refund_response":{"code":"20000","msg":"Service Currently Unavailable"}}')],
] as const)('stays unknown after %s', async (why, answer) => {
  next = answer
  expect(await pay.refund(refund)).toEqual({ kind: 'unknown', why })
})

it('writes numbers and codes into the log, and nothing of people or keys', () => {
  const text = lines.join('\n')
  expect(text).toContain('ACQ.TRADE_NOT_EXIST')
  for (const secret of ['2088102146225135', 'BEGIN', 'sign=', keys.sellerId]) expect(text).not.toContain(secret)
})
