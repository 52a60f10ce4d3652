import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { asked, keys, now, paid, pay, refunded, there } from '../../../local/testing/trades.ts'
import { rowsIn, tradeBill } from './bill.ts'
import { authorizationOf } from './protocol.ts'

const head =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const row = (cells: string[]) => cells.map((cell) => `\`${cell}`).join(',')
const first = ['2026-11-21 13:01:02', paid.appid, paid.mchid, '0', '', paid.transaction_id, asked.outTradeNo, 'oUpF8', 'JSAPI']
const payment = row([
  ...first,
  'SUCCESS',
  'OTHERS',
  'CNY',
  '123.00',
  '5.00',
  '0',
  '0',
  '0.00',
  '0.00',
  '',
  '',
  '茶, "3 人团"',
  '',
  '0.74',
  '0.60%',
  '128.00',
  '0.00',
  '',
])
const refund = row([
  ...first,
  'REFUND',
  'OTHERS',
  'CNY',
  '0.00',
  '0.00',
  refunded.refund_id,
  refunded.out_refund_no,
  '61.50',
  '0.00',
  'ORIGINAL',
  'PROCESSING',
  '茶',
  '',
  '-0.37',
  '0.60%',
  '0.00',
  '64.00',
  '',
])
const summary = `总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\n${row(['2', '123.00', '61.50', '0.00', '0.37', '128.00', '64.00'])}`
const file = `\ufeff${head}\r\n${payment}\r\n${refund}\r\n${summary}\r\n`

const url = 'https://wechat.example/v3/billdownload/file?token=abc&tartype=gzip'
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')
const ticket = (text: string, more: object = {}) => ({
  body: { hash_type: 'SHA1', hash_value: sha1(text), download_url: url, ...more },
})
const packed = (text: string) => () => gzipSync(text)

it('reads a day’s payments and refunds, in fen, at the price and not what a coupon left of it', async () => {
  there.says(ticket(file), packed(file))
  const account = { appid: paid.appid, mchid: paid.mchid }
  const names = { channel: 'wechat-pay', outTradeNo: asked.outTradeNo }
  const ids = { refundNo: refunded.out_refund_no, refundId: refunded.refund_id }
  expect(await tradeBill(pay, '2026-11-21')).toEqual({
    kind: 'known',
    fact: [
      {
        payment: {
          ...names,
          state: 'paid',
          transactionId: paid.transaction_id,
          paidAt: '2026-11-21T05:01:02.000Z',
          amountFen: 12800,
          currency: 'CNY',
          account,
        },
      },
      { refund: { ...names, ...ids, state: 'processing', amountFen: 6400 } },
    ],
  })
  const [ask, download] = there.sent.slice(-2) as [(typeof there.sent)[number], (typeof there.sent)[number]]
  expect(ask.url).toBe('https://wechat.example/v3/bill/tradebill?bill_date=2026-11-21&bill_type=ALL&tar_type=GZIP')
  const signer = { mchid: keys.mchid, serial: keys.serial, privateKey: pay.merchant.privateKey }
  const path = '/v3/billdownload/file?token=abc&tartype=gzip'
  expect(download.headers.authorization).toBe(authorizationOf({ method: 'GET', path, body: '' }, signer, now(), 'n0nce'))
})

it('takes a day without trades for an empty bill, and one that is still made for unknown', async () => {
  there.says({ status: 400, body: { code: 'NO_STATEMENT_EXIST' } }, { status: 400, body: { code: 'STATEMENT_CREATING' } })
  expect(await tradeBill(pay, '2026-11-21')).toEqual({ kind: 'known', fact: [] })
  expect(await tradeBill(pay, '2026-11-21')).toEqual({ kind: 'unknown', why: 'STATEMENT_CREATING' })
})

it('reads no file that is not the one WeChat Pay signed the hash of, or that it cannot read whole', async () => {
  const other = file.replace('128.00', '128.01')
  there.says(ticket(file), packed(other))
  expect(await tradeBill(pay, '2026-11-21')).toEqual({ kind: 'unknown', why: 'bill.other_hash' })
  for (const broken of [
    '',
    'no bill',
    file.replace('128.00', '12,8.00'),
    file.replace(',订单金额,', ',金额,'),
    file.replace('13:01:02', '13h'),
  ]) {
    there.says(ticket(broken), packed(broken))
    const outcome = await tradeBill(pay, '2026-11-21')
    expect(outcome).toEqual({ kind: 'unknown', why: 'bill.unreadable' })
  }
  there.says(ticket(file), { status: 404 })
  expect(await tradeBill(pay, '2026-11-21')).toEqual({ kind: 'unknown', why: 'bill.no_answer' })
  there.says(ticket(file), { lost: 'reset' })
  expect(await tradeBill(pay, '2026-11-21')).toEqual({ kind: 'unknown', why: 'bill.no_answer' })
})

it('carries its signature to no other address', async () => {
  const before = there.sent.length
  there.says(ticket(file, { download_url: 'https://elsewhere.example/file' }))
  expect(await tradeBill(pay, '2026-11-21')).toEqual({ kind: 'unknown', why: 'bill.no_answer' })
  expect(there.sent.length).toBe(before + 1)
})

it.each([
  ['0.01', 1],
  ['0.1', 10],
  ['19.99', 1999],
  ['4503599.27', 450359927],
  ['1', 100],
])('reads %s yuan as %i fen, without a float on the way', (yuan, amountFen) => {
  expect(rowsIn(file.replace('128.00', yuan))?.[0]).toMatchObject({ payment: { amountFen } })
})

it('names both sides of the account of a provider’s merchant; the app, which no row names, as the one the bill was asked for', () => {
  const provided = file.replaceAll(`\`${paid.mchid},\`0,`, `\`${paid.mchid},\`1900000109,`)
  const accountIn = (text: string, subAppid?: string) => {
    const first = rowsIn(text, subAppid)?.[0]
    return first && 'payment' in first ? first.payment.account : undefined
  }
  const sides = { appid: `${paid.appid}/wx-sub`, mchid: `${paid.mchid}/1900000109` }
  expect(accountIn(provided, 'wx-sub')).toEqual(sides)
  expect(accountIn(provided)).toEqual({ ...sides, appid: paid.appid })
  expect(accountIn(file)).toEqual({ appid: paid.appid, mchid: paid.mchid })
})
