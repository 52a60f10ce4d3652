import { fact, keys, ours, sign, theirs, trade } from '../../../local/testing/signing-alipay.ts'
import { log } from '../../kernel/log.ts'
import { alipay } from './client.ts'

const lines: string[] = []
log.sink = (line) => lines.push(line)
const pay = alipay(keys, {
  gateway: 'https://alipay.example/gateway.do',
  notifyUrl: 'https://api.example/callbacks/alipay',
  fetch: () => Promise.reject(new Error('a notice is read without asking anybody')),
  now: () => new Date('2026-11-22T05:00:00Z'),
})

describe('a notice', () => {
  const form = {
    notify_id: '2026112200222130103000000000000001',
    notify_type: 'trade_status_sync',
    notify_time: '2026-11-22 13:01:03',
    app_id: keys.appId,
    seller_id: keys.sellerId,
    charset: 'utf-8',
    version: '1.0',
    out_trade_no: trade.out_trade_no,
    trade_no: trade.trade_no,
    trade_status: 'TRADE_SUCCESS',
    total_amount: '128.05',
    gmt_payment: '2026-11-22 13:01:02',
    passback_params: 'a%3D1&100%',
    body: '',
  }
  type Fields = { [name: string]: string }
  const signed = (fields: Fields, key = theirs.privateKey, how = 'RSA-SHA256') => {
    const text = Object.keys(fields)
      .sort()
      .map((name) => `${name}=${fields[name]}`)
      .join('&')
    return { ...fields, sign: sign(text, key, how), sign_type: 'RSA2' }
  }
  const notice = (fields: Fields | string) => pay.notice({}, Buffer.from(new URLSearchParams(fields).toString()))

  it('is the same fact as a query', () => {
    expect(notice(signed(form))).toEqual({ kind: 'payment', id: form.notify_id, key: 'RSA2', fact })
  })

  it('says whose app and seller it is for, to be held against the attempt', () => {
    const other = { ...form, app_id: '2021000000000002', seller_id: '2088000000000002', total_amount: '0.01' }
    const account = { appid: '2021000000000002', mchid: '2088000000000002' }
    expect(notice(signed(other))).toMatchObject({ kind: 'payment', fact: { account, amountFen: 1 } })
  })

  it('of a refund says that it was paid, and of a trade that ran out that it is closed', () => {
    const partly = {
      ...form,
      refund_fee: '64.02',
      gmt_refund: '2026-11-22 13:06:00.123',
      out_biz_no: `${trade.out_trade_no}R1`,
    }
    expect(notice(signed(partly))).toMatchObject({ fact: { state: 'paid' } })
    expect(notice(signed({ ...partly, trade_status: 'TRADE_CLOSED' }))).toMatchObject({ fact: { state: 'paid' } })
    const { gmt_payment: _, ...unpaid } = form
    expect(notice(signed({ ...unpaid, trade_status: 'TRADE_CLOSED' }))).toMatchObject({ fact: { state: 'closed' } })
  })

  it('of something that is no trade is kept', () => {
    const { trade_status: _, ...rest } = form
    expect(notice(signed({ ...rest, notify_type: 'servicemarket_order_notify' }))).toMatchObject({ kind: 'other' })
  })

  const good = signed(form)
  it.each<[string, Fields | string, string]>([
    ['SHA-1, and says so', { ...signed(form, theirs.privateKey, 'RSA-SHA1'), sign_type: 'RSA' }, 'sign_type'],
    ['SHA-1, and says RSA2', signed(form, theirs.privateKey, 'RSA-SHA1'), 'signature.wrong'],
    ['a kind of signature that is none', { ...good, sign_type: '__proto__' }, 'sign_type'],
    ['our own key', signed(form, ours.privateKey), 'signature.wrong'],
    ['another amount', { ...good, total_amount: '0.01' }, 'signature.wrong'],
    ['a field more', { ...good, extra: '1' }, 'signature.wrong'],
    ['no signature', { ...form, sign_type: 'RSA2' }, 'signature.missing'],
    ['a signature that is none', { ...good, sign: '%%%' }, 'signature.wrong'],
    ['a field twice', `${new URLSearchParams(good)}&total_amount=0.01`, 'field.twice'],
    ['nothing', '', 'sign_type'],
    ['an amount that is none', signed({ ...form, total_amount: '1e3' }), 'unreadable'],
    ['a state that is none', signed({ ...form, trade_status: 'PAID' }), 'unreadable'],
  ])('is refused with %s', (_, fields, reason) => {
    expect(notice(fields)).toEqual({ kind: 'refused', reason })
  })
  it('leaves nothing of people or keys in the log, whatever it says', () => {
    expect(lines).toEqual([])
  })
})
