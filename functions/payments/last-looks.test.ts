import { type Guest, newBuying } from '../../local/testing/buying.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { findOrder, type OrderItem, orderKeyOf } from '../orders/orders.ts'
import type { PaymentFact, RefundFact } from './channel.ts'
import { applyChannelFact, applyRefundFact } from './payments.ts'

/** Where the usual ways end, somebody still looks: the channel once more, or a person. */
let door: FrontDoor
let at: ReturnType<typeof newBuying>
beforeAll(async () => {
  door = await frontDoor()
  at = newBuying(door)
})
afterAll(() => door.close())
afterEach(() => door.sandbox.faults.clear())

const begin = async (guest: Guest, orderId: string) =>
  (await door.call('payOrder', { orderId }, { token: guest.token })).body.outTradeNo
async function run(minutes: number) {
  for (let minute = 0; minute < minutes; minute++) {
    door.clock.offsetMs += 60_000
    await door.callbacks()
    await door.settle()
    await door.runJobs()
  }
}
const operator = () => door.tokenOf('seed-operator')
const told = async (orderId: string) => {
  await door.settle()
  const { items } = (await door.call('listExceptions', { limit: 100 }, { token: await operator() })).body
  return items.filter(({ about }) => about.kind === 'money' && about.orderId === orderId)
}
const resolve = async (exceptionId: string, action: 'look_again' | 'noted') =>
  (await door.call('resolveException', { exceptionId, action }, { token: await operator() })).body
const order = async (orderId: string) => (await findOrder(door.table, orderId)) as OrderItem

/** Paid, and asked back; the channel has taken nothing of that yet. */
async function refunding() {
  const guest = await at.guest()
  const { orderId } = await guest.alone(await at.deal())
  const outTradeNo = await begin(guest, orderId)
  await door.pay(outTradeNo)
  await door.settle()
  door.sandbox.faults.set('pay', 'error-503', 1)
  const { refundId } = (await door.call('requestRefund', { orderId, reason: '改期' }, { token: guest.token })).body
  return { guest, orderId, outTradeNo, refundId }
}
const say = (outTradeNo: string, nth: number, state: RefundFact['state']) =>
  applyRefundFact(
    door.table,
    { channel: 'wechat-pay', outTradeNo, refundNo: `${outTradeNo}R${nth}`, state, amountFen: 9900 },
    door.clock.now(),
  )

describe('a refund that the channel gives up', () => {
  it('for the fiftieth time takes no number that the channel would not take: people are told, until it is in order', async () => {
    const { orderId, outTradeNo } = await refunding()
    await door.table.commit({ change: orderKeyOf(orderId), set: { refunds: 50 }, when: 'always' })
    expect(await say(outTradeNo, 1, 'closed')).toBe('closed')
    await door.settle()
    expect((await order(orderId)).refunds).toBe(50)
    const [stuck, ...more] = await told(orderId)
    expect([stuck?.kind, more]).toEqual(['refund.stuck', []])
    expect(await resolve(stuck?.exceptionId ?? '', 'look_again')).toMatchObject({ state: 'open' })
    expect(await resolve(stuck?.exceptionId ?? '', 'noted')).toMatchObject({ state: 'resolved' })
  })

  it('and pays out after all is told, whatever was told of it before: it may go out twice', async () => {
    const { orderId, outTradeNo } = await refunding()
    door.sandbox.faults.set('pay', 'error-503', 100)
    door.clock.offsetMs += 25 * 3_600_000
    await door.runJobs()
    const [stuck] = await told(orderId)
    await resolve(stuck?.exceptionId ?? '', 'noted')
    expect(await told(orderId)).toEqual([])
    await say(outTradeNo, 1, 'closed')
    await door.settle()
    expect(await say(outTradeNo, 1, 'done')).toBe('held')
    const [twice, ...more] = await told(orderId)
    expect([twice?.kind, twice?.about, more]).toEqual([
      'refund.stuck',
      expect.objectContaining({ why: ['closed.done'], amountFen: 9900 }),
      [],
    ])
    expect(await resolve(twice?.exceptionId ?? '', 'noted')).toMatchObject({ state: 'resolved' })
  })
})

describe('a payment', () => {
  const account = { appid: 'wx-ours', mchid: '1900000001' }
  const fact = (outTradeNo: string, transactionId: string): PaymentFact => ({
    ...{ channel: 'wechat-pay', outTradeNo, state: 'paid', transactionId, amountFen: 9900, currency: 'CNY', account },
  })

  it('that comes late under two transactions is kept, and told, as one that comes in time is', async () => {
    const guest = await at.guest()
    const { orderId } = await guest.alone(await at.deal())
    const outTradeNo = await begin(guest, orderId)
    const pointer = { pk: `PAY#${outTradeNo}`, sk: 'PAY' }
    await door.table.commit({ change: pointer, set: account, when: 'always' })
    await door.table.commit({ change: orderKeyOf(orderId), set: { state: 'closed' }, when: 'always' })
    const apply = (transactionId: string) => {
      door.clock.offsetMs += 1
      return applyChannelFact(door.table, fact(outTradeNo, transactionId), { by: 'callback' }, door.clock.now())
    }
    expect([await apply('tx-1'), await apply('tx-2'), await apply('tx-1')]).toEqual(['late', 'held', 'known'])
    expect(await told(orderId)).toMatchObject([
      { kind: 'payment.held', about: { transactionId: 'tx-2', why: ['transaction'] } },
    ])
  })

  it('that a guest is still at when the order was paid by another is looked at until the channel says how it ended', async () => {
    const guest = await at.guest()
    const { orderId } = await guest.alone(await at.deal())
    await begin(guest, orderId)
    door.sandbox.faults.set('pay', 'error-503', 1)
    const { outTradeNo, url } = (await door.call('payOrder', { orderId, channel: 'alipay' }, { token: guest.token })).body
    await fetch(String(url), { redirect: 'manual' })
    await door.pay(outTradeNo)
    await door.settle()
    expect(await order(orderId)).toMatchObject({ state: 'paid', attempts: 2 })
    const clock = () => door.table.get({ pk: `CLOCK#${orderId}`, sk: 'CLOCK' })
    door.sandbox.faults.set('pay', 'userpaying', 3)
    door.clock.offsetMs += 17 * 60_000
    await door.runJobs()
    expect(await clock()).toBeDefined()
    await run(2)
    expect(await clock()).toBeUndefined()
  })
})
