import { account, type ChannelFacts, newChannelFacts, paidFact } from '../../local/testing/channel-facts.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { findOrder, orderKeyOf } from '../orders/orders.ts'
import type { PaymentFact } from './channel.ts'

let door: FrontDoor
let at: ChannelFacts
beforeAll(async () => {
  door = await frontDoor()
  at = newChannelFacts(door)
})
afterAll(() => door.close())

const stateOf = async (orderId: string) => (await findOrder(door.table, orderId))?.state

describe('a payment', () => {
  it('pays its order, whichever way it is told, once', async () => {
    const { orderId, outTradeNo, guest } = await at.begun()
    expect(await at.apply(paidFact(outTradeNo))).toBe('paid')
    for (const by of ['callback', 'query', 'bill'] as const) expect(await at.apply(paidFact(outTradeNo), by)).toBe('known')
    expect((await guest.order(orderId)).state).toBe('ready')
    expect(await at.ledger(orderId)).toEqual({ 'channel:wechat': 9900, order: -9900 })
  })

  it('told ten times at once is one payment', async () => {
    const { orderId, outTradeNo } = await at.begun()
    const told = await Promise.all(Array.from({ length: 10 }, () => at.apply(paidFact(outTradeNo))))
    expect(told.filter((one) => one === 'paid').length).toBeGreaterThanOrEqual(1)
    expect(await at.ledger(orderId)).toEqual({ 'channel:wechat': 9900, order: -9900 })
  })

  it.each([
    ['unpaid', 'placed'],
    ['paying', 'placed'],
    ['closed', 'placed'],
    ['absent', 'placed'],
  ] as const)('that is %s changes nothing, also where it is told after the payment', async (state, before) => {
    const { orderId, outTradeNo } = await at.begun()
    expect([await at.apply(paidFact(outTradeNo, { state })), await stateOf(orderId)]).toEqual(['nothing', before])
    await at.apply(paidFact(outTradeNo))
    expect([await at.apply(paidFact(outTradeNo, { state })), await stateOf(orderId)]).toEqual(['nothing', 'paid'])
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
    const { orderId, outTradeNo, dealId } = await at.begun()
    const fact = paidFact(outTradeNo, wrong as Partial<PaymentFact>)
    expect([await at.apply(fact), await at.apply(fact, 'query')]).toEqual(['held', 'held'])
    // What fits comes later under the same attempt: a person has it in hand already.
    expect(await at.apply(paidFact(outTradeNo))).toBe('known')
    expect(await stateOf(orderId)).toBe('held')
    const told = (await at.exceptions()).filter(({ about }) => about.kind === 'money' && about.orderId === orderId)
    expect(told).toMatchObject([
      { kind: 'payment.held', about: { why: [why], expectedFen: 9900 }, actions: ['give_back', 'noted'] },
    ])
    expect(await at.ledger(orderId)).toMatchObject({ held: -Number(fact.amountFen) })
    expect(Number((await door.table.get({ pk: `DEAL#${dealId}#STOCK#0`, sk: 'STOCK' }))?.left)).toBe(100)
  })

  it('that nobody asked for is kept for the operators, and answered', async () => {
    expect([await at.apply(paidFact('NOBODYASKED1')), await at.apply(paidFact('NOBODYASKED1'), 'query')]).toEqual([
      'orphan',
      'orphan',
    ])
    const told = (await at.exceptions()).filter(({ kind }) => kind === 'payment.orphan')
    expect(told).toMatchObject([{ about: { outTradeNo: 'NOBODYASKED1', amountFen: 9900 }, actions: ['noted'] }])
  })

  it('of a second attempt goes back in full under its own number, and the order stays paid by the first', async () => {
    const { orderId, outTradeNo, second, guest } = await at.begun(2)
    expect([
      await at.apply(paidFact(outTradeNo)),
      await at.apply(paidFact(second)),
      await at.apply(paidFact(second), 'query'),
    ]).toEqual(['paid', 'duplicate', 'known'])
    await door.settle()
    const order = await guest.order(orderId)
    expect(order).toMatchObject({ state: 'ready', refunds: [{ cause: 'duplicate', amountFen: 9900, state: 'waiting' }] })
    expect(await at.ledger(orderId)).toEqual({ 'channel:wechat': 19_800, order: -9900, refund: -9900 })
  })

  it('that comes when the order is closed goes back in full, and opens nothing again', async () => {
    const { orderId, outTradeNo, guest, dealId } = await at.begun()
    await door.table.commit({ change: orderKeyOf(orderId), set: { state: 'closed' }, when: 'always' })
    expect([await at.apply(paidFact(outTradeNo)), await at.apply(paidFact(outTradeNo), 'bill')]).toEqual(['late', 'known'])
    await door.settle()
    expect(await guest.order(orderId)).toMatchObject({ state: 'closed', refunds: [{ cause: 'late', amountFen: 9900 }] })
    expect(await at.ledger(orderId)).toEqual({ 'channel:wechat': 9900, refund: -9900 })
    expect(Number((await door.table.get({ pk: `DEAL#${dealId}#STOCK#0`, sk: 'STOCK' }))?.left)).toBe(100)
  })

  it('costs two round trips and one unit until it is kept', async () => {
    const { outTradeNo } = await at.begun()
    const before = door.table.units()
    await at.apply(paidFact(outTradeNo))
    const after = door.table.units()
    expect({ calls: after.calls - before.calls, write: after.write - before.write }).toEqual({ calls: 2, write: 1 })
  })
})
