import type { Said } from '../../../local/testing/signing-channel.ts'
import { asked, keys, lines, paid, pay, refundAsked, refunded, there } from '../../../local/testing/trades.ts'

const all = ['prepay', 'query', 'close', 'refund', 'queryRefund', 'refundAbnormal'] as const
const calls: { [C in (typeof all)[number]]: () => Promise<{ kind: string }> } = {
  prepay: () => pay.prepay(asked),
  query: () => pay.query(asked.outTradeNo),
  close: () => pay.close(asked.outTradeNo),
  refund: () => pay.refund(refundAsked),
  queryRefund: () => pay.queryRefund(refundAsked),
  refundAbnormal: () => pay.refundAbnormal({ refundId: refunded.refund_id, refundNo: refunded.out_refund_no, to: 'merchant' }),
}
const good: { [C in (typeof all)[number]]: Said } = {
  prepay: { body: { prepay_id: 'wx1' } },
  query: { body: paid },
  close: { status: 204 },
  refund: { body: refunded },
  queryRefund: { body: refunded },
  refundAbnormal: { body: refunded },
}
const unclear: [string, Said][] = [
  ['timeout', { lost: 'timeout' }],
  ['no_answer', { lost: 'reset' }],
  ['not_yet', { status: 202, body: { code: 'USERPAYING' } }],
  ['SYSTEM_ERROR', { status: 500, body: { code: 'SYSTEM_ERROR', message: 'x' } }],
  ['status.502', { status: 502, body: '<html>Bad gateway</html>' }],
  ['status.404', { status: 404 }],
  ['SERVICE_UNAVAILABLE', { status: 503, body: { code: 'SERVICE_UNAVAILABLE' } }],
  ['FREQUENCY_LIMITED', { status: 429, body: { code: 'FREQUENCY_LIMITED' } }],
  ['RATELIMIT_EXCEEDED', { status: 429, body: { code: 'RATELIMIT_EXCEEDED' } }],
  ['SOMETHING_NEW', { status: 500, body: { code: 'SOMETHING_NEW' } }],
  ['TOO_FAST_NEW', { status: 429, body: { code: 'TOO_FAST_NEW' } }],
  ['status.302', { status: 302 }],
]
describe.each(all)('%s', (call) => {
  it.each(unclear)('stays unknown after %s', async (why, said) => {
    there.says(said)
    expect(await calls[call]()).toEqual({ kind: 'unknown', why })
  })

  it.each([
    ['header.missing', 'none'],
    ['signature.wrong', 'wrong'],
    ['timestamp.stale', 'stale'],
    ['serial.unknown', 'stranger'],
  ] as const)('believes no success with %s', async (why, signature) => {
    there.says({ ...good[call], signature })
    expect(await calls[call]()).toEqual({ kind: 'unknown', why })
  })

  it('stays unknown where a signed success says nothing we can read', async () => {
    there.says({ body: { prepay_id: 7, out_trade_no: asked.outTradeNo, trade_state: 'NEW_STATE', status: 'NEW_STATE' } })
    const outcome = await calls[call]()
    // There is nothing to be read of a close.
    expect(outcome).toEqual(call === 'close' ? expect.anything() : { kind: 'unknown', why: 'unreadable' })
  })

  it('leaves a code that nobody knows to a human, and never calls it a failure', async () => {
    there.says({ status: 403, body: { code: 'SOMETHING_NEW', message: '…' } })
    expect(await calls[call]()).toEqual({ kind: 'refused', code: 'SOMETHING_NEW', next: 'human' })
  })
})

it.each([
  ['prepay', 'ORDER_PAID', 400, { kind: 'refused', code: 'ORDER_PAID', next: 'query' }],
  ['prepay', 'ORDERPAID', 403, { kind: 'refused', code: 'ORDERPAID', next: 'query' }],
  ['prepay', 'OUT_TRADE_NO_USED', 403, { kind: 'refused', code: 'OUT_TRADE_NO_USED', next: 'query' }],
  ['prepay', 'ORDER_CLOSED', 400, { kind: 'refused', code: 'ORDER_CLOSED', next: 'renumber' }],
  ['prepay', 'APPID_MCHID_NOT_MATCH', 400, { kind: 'refused', code: 'APPID_MCHID_NOT_MATCH', next: 'human' }],
  [
    'query',
    'ORDER_NOT_EXIST',
    404,
    { kind: 'known', fact: { channel: 'wechat-pay', outTradeNo: asked.outTradeNo, state: 'absent' } },
  ],
  ['query', 'SIGN_ERROR', 401, { kind: 'refused', code: 'SIGN_ERROR', next: 'human' }],
  ['close', 'ORDER_PAID', 400, { kind: 'refused', code: 'ORDER_PAID', next: 'query' }],
  ['close', 'ORDER_CLOSED', 400, { kind: 'known', fact: 'closed' }],
  ['close', 'ORDER_NOT_EXIST', 404, { kind: 'known', fact: 'absent' }],
  ['refund', 'NOT_ENOUGH', 403, { kind: 'refused', code: 'NOT_ENOUGH', next: 'top_up' }],
  ['refund', 'USER_ACCOUNT_ABNORMAL', 403, { kind: 'refused', code: 'USER_ACCOUNT_ABNORMAL', next: 'human' }],
  ['refund', 'RESOURCE_NOT_EXISTS', 404, { kind: 'refused', code: 'RESOURCE_NOT_EXISTS', next: 'human' }],
  ['refund', 'constructor', 400, { kind: 'refused', code: 'constructor', next: 'human' }],
  [
    'queryRefund',
    'RESOURCE_NOT_EXISTS',
    404,
    {
      kind: 'known',
      fact: { channel: 'wechat-pay', outTradeNo: asked.outTradeNo, refundNo: refundAsked.refundNo, state: 'absent' },
    },
  ],
] as const)('%s: takes %s for what it means there', async (call, code, status, outcome) => {
  there.says({ status, body: { code, message: 'whatever it says' } })
  expect(await calls[call]()).toEqual(outcome)
})

it('takes no genuine answer about another trade or refund for its own', async () => {
  there.says({ body: { ...paid, out_trade_no: 'another' } }, { body: { ...refunded, out_refund_no: 'another' } })
  expect(await pay.query(asked.outTradeNo)).toEqual({ kind: 'unknown', why: 'another_trade' })
  expect(await pay.refund(refundAsked)).toEqual({ kind: 'unknown', why: 'another_refund' })
})

it('writes numbers and codes into the log, and nothing of people, keys or signatures', async () => {
  there.says(
    { body: { prepay_id: 'wx_prepay_of_the_log' } },
    { status: 403, body: { code: 'NOT_ENOUGH', message: 'openid oUpF8uMuAJO' } },
  )
  await pay.prepay(asked)
  await pay.refund(refundAsked)
  const told = JSON.parse(lines.at(-1) as string)
  expect(told).toMatchObject({
    what: 'wechat-pay',
    api: 'refund',
    about: refundAsked.refundNo,
    code: 'NOT_ENOUGH',
    meaning: 'top_up',
  })
  const text = lines.join('\n')
  for (const secret of ['oUpF8', 'WECHATPAY2', 'prepay_of', keys.apiV3Key, '6222020200001', 'BEGIN']) {
    expect(text).not.toContain(secret)
  }
})
