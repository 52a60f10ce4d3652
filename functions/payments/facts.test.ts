import { newBuying } from '../../local/testing/buying.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { beginAttempt, findOrder, type OrderItem, orderKeyOf } from '../orders/orders.ts'
import type { PaymentFact, RefundFact } from './channel.ts'
import { applyChannelFact, applyRefundFact } from './payments.ts'
import { outTradeNoOf, putPointer } from './pointers.ts'

/** The one door, with what a channel says given as values: who says it on the wire stands in callbacks.test.ts. */
let door: FrontDoor
let at: ReturnType<typeof newBuying>
beforeAll(async () => {
  door = await frontDoor()
  at = newBuying(door)
})
afterAll(() => door.close())

const account = { appid: 'wx-ours', mchid: '1900000001' }

/** An order with so many attempts begun, as payOrder begins them. */
async function begun(attempts = 1) {
  const dealId = await at.deal()
  const guest = await at.guest()
  const { orderId } = await guest.alone(dealId)
  for (let n = 1; n <= attempts; n++) {
    const order = (await findOrder(door.table, orderId)) as OrderItem
    const attempt = { outTradeNo: outTradeNoOf(orderId, n), channel: 'wechat' as const, at: door.clock.now().toISOString() }
    const writes = beginAttempt(order, orderKeyOf(orderId), n, attempt, door.clock.now())
    await door.table.commit(...writes, putPointer(order, n, 'wechat-pay', account))
  }
  await door.settle()
  return { guest, orderId, dealId, outTradeNo: outTradeNoOf(orderId, 1), second: outTradeNoOf(orderId, 2) }
}

const paidFact = (outTradeNo: string, other: Partial<PaymentFact> = {}): PaymentFact => ({
  ...{
    channel: 'wechat-pay',
    outTradeNo,
    state: 'paid',
    transactionId: `tx-${outTradeNo}`,
    amountFen: 9900,
    currency: 'CNY',
    account,
  },
  paidAt: '2026-11-22T12:00:00+08:00',
  ...other,
})
const apply = (fact: PaymentFact, by: 'callback' | 'query' | 'bill' = 'callback') =>
  applyChannelFact(door.table, fact, { by, ...(by === 'callback' && { notifyId: 'notify-1' }) }, door.clock.now())
const stateOf = async (orderId: string) => (await findOrder(door.table, orderId))?.state
const ledger = async (orderId: string) => {
  await door.settle()
  const { items } = await door.table.query({ pk: `LEDGER#${orderId}` })
  const sums: { [account: string]: number } = {}
  for (const { account, fen } of items) sums[String(account)] = (sums[String(account)] ?? 0) + Number(fen)
  expect(Object.values(sums).reduce((sum, fen) => sum + fen, 0)).toBe(0)
  return Object.fromEntries(Object.entries(sums).filter(([, fen]) => fen !== 0))
}
const exceptions = async () => {
  await door.settle()
  const token = await door.tokenOf('seed-operator')
  return (await door.call('listExceptions', { limit: 100 }, { token })).body.items
}

describe('a payment', () => {
  it('pays its order, whichever way it is told, once', async () => {
    const { orderId, outTradeNo, guest } = await begun()
    expect(await apply(paidFact(outTradeNo))).toBe('paid')
    for (const by of ['callback', 'query', 'bill'] as const) expect(await apply(paidFact(outTradeNo), by)).toBe('known')
    expect((await guest.order(orderId)).state).toBe('ready')
    expect(await ledger(orderId)).toEqual({ 'channel:wechat': 9900, order: -9900 })
  })

  it('told ten times at once is one payment', async () => {
    const { orderId, outTradeNo } = await begun()
    const told = await Promise.all(Array.from({ length: 10 }, () => apply(paidFact(outTradeNo))))
    expect(told.filter((one) => one === 'paid').length).toBeGreaterThanOrEqual(1)
    expect(await ledger(orderId)).toEqual({ 'channel:wechat': 9900, order: -9900 })
  })

  it.each([
    ['unpaid', 'placed'],
    ['paying', 'placed'],
    ['closed', 'placed'],
    ['absent', 'placed'],
  ] as const)('that is %s changes nothing, also where it is told after the payment', async (state, before) => {
    const { orderId, outTradeNo } = await begun()
    expect([await apply(paidFact(outTradeNo, { state })), await stateOf(orderId)]).toEqual(['nothing', before])
    await apply(paidFact(outTradeNo))
    expect([await apply(paidFact(outTradeNo, { state })), await stateOf(orderId)]).toEqual(['nothing', 'paid'])
  })

  it.each([
    ['amount', { amountFen: 9899 }],
    ['amount', { amountFen: 1 }],
    ['currency', { currency: 'USD' }],
    ['currency', { currency: undefined }],
    ['appid', { account: { ...account, appid: 'wx-theirs' } }],
    ['mchid', { account: { ...account, mchid: '1900000002' } }],
    ['channel', { channel: 'alipay' }],
    ['transaction', { transactionId: undefined }],
  ] as const)('with the wrong %s is held, told to the operators once, and never goes back by itself', async (why, wrong) => {
    const { orderId, outTradeNo, dealId } = await begun()
    const fact = paidFact(outTradeNo, wrong as Partial<PaymentFact>)
    expect([await apply(fact), await apply(fact, 'query')]).toEqual(['held', 'held'])
    // What fits comes later under the same attempt: a person has it in hand already.
    expect(await apply(paidFact(outTradeNo))).toBe('known')
    expect(await stateOf(orderId)).toBe('held')
    const told = (await exceptions()).filter(({ about }) => about.kind === 'money' && about.orderId === orderId)
    expect(told).toMatchObject([
      { kind: 'payment.held', about: { why: [why], expectedFen: 9900 }, actions: ['give_back', 'noted'] },
    ])
    expect(await ledger(orderId)).toMatchObject({ held: -Number(fact.amountFen) })
    expect(Number((await door.table.get({ pk: `DEAL#${dealId}#STOCK#0`, sk: 'STOCK' }))?.left)).toBe(100)
  })

  it('that nobody asked for is kept for the operators, and answered', async () => {
    expect([await apply(paidFact('NOBODYASKED1')), await apply(paidFact('NOBODYASKED1'), 'query')]).toEqual([
      'orphan',
      'orphan',
    ])
    const told = (await exceptions()).filter(({ kind }) => kind === 'payment.orphan')
    expect(told).toMatchObject([{ about: { outTradeNo: 'NOBODYASKED1', amountFen: 9900 }, actions: ['noted'] }])
  })

  it('of a second attempt goes back in full under its own number, and the order stays paid by the first', async () => {
    const { orderId, outTradeNo, second, guest } = await begun(2)
    expect([await apply(paidFact(outTradeNo)), await apply(paidFact(second)), await apply(paidFact(second), 'query')]).toEqual([
      'paid',
      'duplicate',
      'known',
    ])
    await door.settle()
    const order = await guest.order(orderId)
    expect(order).toMatchObject({ state: 'ready', refunds: [{ cause: 'duplicate', amountFen: 9900, state: 'waiting' }] })
    expect(await ledger(orderId)).toEqual({ 'channel:wechat': 19_800, order: -9900, refund: -9900 })
  })

  it('that comes when the order is closed goes back in full, and opens nothing again', async () => {
    const { orderId, outTradeNo, guest, dealId } = await begun()
    await door.table.commit({ change: orderKeyOf(orderId), set: { state: 'closed' }, when: 'always' })
    expect([await apply(paidFact(outTradeNo)), await apply(paidFact(outTradeNo), 'bill')]).toEqual(['late', 'known'])
    await door.settle()
    expect(await guest.order(orderId)).toMatchObject({ state: 'closed', refunds: [{ cause: 'late', amountFen: 9900 }] })
    expect(await ledger(orderId)).toEqual({ 'channel:wechat': 9900, refund: -9900 })
    expect(Number((await door.table.get({ pk: `DEAL#${dealId}#STOCK#0`, sk: 'STOCK' }))?.left)).toBe(100)
  })

  it('costs two round trips and one unit until it is kept', async () => {
    const { outTradeNo } = await begun()
    const before = door.table.units()
    await apply(paidFact(outTradeNo))
    const after = door.table.units()
    expect({ calls: after.calls - before.calls, write: after.write - before.write }).toEqual({ calls: 2, write: 1 })
  })
})

describe('a refund', () => {
  async function refunding() {
    const made = await begun()
    await apply(paidFact(made.outTradeNo))
    await door.settle()
    const asked = { orderId: made.orderId, reason: '不想要了' }
    const { body } = await door.call('requestRefund', asked, { token: made.guest.token, key: 'r1' })
    return { ...made, refund: body, refundNo: `${made.outTradeNo}R1` }
  }
  const fact = (made: { outTradeNo: string; refundNo: string }, other: Partial<RefundFact> = {}): RefundFact => ({
    ...{
      channel: 'wechat-pay',
      outTradeNo: made.outTradeNo,
      refundNo: made.refundNo,
      state: 'done',
      refundId: 'ch-1',
      amountFen: 9900,
    },
    doneAt: '2026-11-22T13:00:00+08:00',
    ...other,
  })
  const tell = (one: RefundFact) => applyRefundFact(door.table, one, door.clock.now())

  it('is done when the channel says so, once, and costs two round trips and two units', async () => {
    const made = await refunding()
    expect(await made.guest.order(made.orderId)).toMatchObject({ state: 'refunding', refundedFen: 0 })
    const before = door.table.units()
    expect(await tell(fact(made))).toBe('done')
    const after = door.table.units()
    expect({ calls: after.calls - before.calls, write: after.write - before.write }).toEqual({ calls: 2, write: 2 })
    for (const state of ['done', 'processing', 'abnormal', 'closed', 'absent'] as const)
      expect(await tell(fact(made, { state }))).toBe('nothing')
    await door.settle()
    expect(await made.guest.order(made.orderId)).toMatchObject({ state: 'refunded', refundedFen: 9900 })
    expect(await ledger(made.orderId)).toEqual({})
  })

  it('that the channel cannot pay out waits for a person, and can still be done', async () => {
    const made = await refunding()
    expect(await tell(fact(made, { state: 'abnormal' }))).toBe('abnormal')
    // The channel knows nothing of a payment that a test made up, and refuses its refund: that is told beside it.
    const told = (await exceptions()).filter(({ exceptionId }) => exceptionId.includes(`abnormal_${made.refund.refundId}`))
    expect(told).toMatchObject([{ kind: 'refund.abnormal', actions: ['to_merchant', 'look_again', 'noted'] }])
    expect((await made.guest.order(made.orderId)).refunds).toMatchObject([{ state: 'abnormal' }])
    expect(await tell(fact(made))).toBe('done')
  })

  it('that the channel gave up goes on under a new number that names the old one, and is paid once', async () => {
    const made = await refunding()
    expect(await tell(fact(made, { state: 'closed' }))).toBe('closed')
    expect(await tell(fact(made, { state: 'closed' }))).toBe('nothing')
    await door.settle()
    const { refunds, state } = await made.guest.order(made.orderId)
    expect([state, refunds?.map((one) => one.state)]).toEqual(['refunding', ['replaced', 'waiting']])
    expect(await tell(fact({ ...made, refundNo: `${made.outTradeNo}R2` }))).toBe('done')
    expect(await ledger(made.orderId)).toEqual({})
    expect((await made.guest.order(made.orderId)).state).toBe('refunded')
  })

  it.each([
    ['another amount', { amountFen: 9800 }, 'held'],
    ['a number nobody has', { refundNo: 'NOBODY' }, 'orphan'],
  ] as const)('with %s moves nothing and is told to the operators', async (_what, wrong, applied) => {
    const made = await refunding()
    expect(await tell(fact(made, wrong))).toBe(applied)
    await door.settle()
    expect((await made.guest.order(made.orderId)).state).toBe('refunding')
  })

  it('asked for twice under one key is one, and never more than was paid', async () => {
    const made = await refunding()
    const ask = (key?: string) =>
      door.call(
        'requestRefund',
        { orderId: made.orderId, reason: '不想要了' },
        { token: made.guest.token, ...(key && { key }) },
      )
    expect((await ask('r1')).body.refundId).toBe(made.refund.refundId)
    expect((await ask()).body.code).toBe('refund.not_allowed')
    const again = await begun()
    await apply(paidFact(again.outTradeNo))
    const asked = { orderId: again.orderId, reason: '一起点' }
    const all = await Promise.all(
      Array.from({ length: 5 }, () => door.call('requestRefund', asked, { token: again.guest.token })),
    )
    // The same vouchers at the same time: one refund, and whoever asked is told of it.
    expect(new Set(all.filter(({ status }) => status === 201).map(({ body }) => body.refundId)).size).toBe(1)
    expect((await again.guest.order(again.orderId)).refunds).toHaveLength(1)
  })
})

it('numbers follow from what they are for, and fit what the channels take', () => {
  const numbers = [1, 2, 3].map((n) => outTradeNoOf('ord_x-1', n))
  expect(new Set(numbers).size).toBe(3)
  for (const no of numbers) expect(no).toMatch(/^[0-9A-Z]{26}$/)
  expect(outTradeNoOf('ord_x-1', 1)).toBe(numbers[0])
})
