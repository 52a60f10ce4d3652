import { type Guest, newBuying } from '../../local/testing/buying.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { beginAttempt, findOrder, type OrderItem, orderKeyOf } from '../orders/orders.ts'
import type { PaymentFact, RefundFact } from '../payments/channel.ts'
import { applyChannelFact, applyRefundFact } from '../payments/payments.ts'
import { outTradeNoOf, putPointer } from '../payments/pointers.ts'

/** What the feed derives of money, where something else came first. */
let door: FrontDoor
let at: ReturnType<typeof newBuying>
beforeAll(async () => {
  door = await frontDoor()
  at = newBuying(door)
})
afterAll(() => door.close())

const account = { appid: 'wx-ours', mchid: '1900000001' }
async function attempt(orderId: string, n: number) {
  const order = (await findOrder(door.table, orderId)) as OrderItem
  const outTradeNo = outTradeNoOf(orderId, n)
  const begun = { outTradeNo, channel: 'wechat' as const, at: door.clock.now().toISOString() }
  const writes = beginAttempt(order, orderKeyOf(orderId), n, begun, door.clock.now())
  await door.table.commit(...writes, putPointer(order, n, 'wechat-pay', account))
  return outTradeNo
}
const tell = (outTradeNo: string, other: Partial<PaymentFact> = {}) =>
  applyChannelFact(
    door.table,
    {
      ...{ channel: 'wechat-pay', outTradeNo, state: 'paid', transactionId: `tx-${outTradeNo}` },
      ...{ amountFen: 9900, currency: 'CNY', account, ...other },
    },
    { by: 'query' },
    door.clock.now(),
  )
const ledger = async (about: string) => {
  await door.settle()
  const { items } = await door.table.query({ pk: `LEDGER#${about}` })
  const sums: { [account: string]: number } = {}
  for (const { account, fen } of items) sums[String(account)] = (sums[String(account)] ?? 0) + Number(fen)
  expect(Object.values(sums).reduce((sum, fen) => sum + fen, 0)).toBe(0)
  return Object.fromEntries(Object.entries(sums).filter(([, fen]) => fen !== 0))
}
const ordered = async (guest: Guest, dealId: string) => (await guest.alone(dealId)).orderId
const operator = () => door.tokenOf('seed-operator')
const exceptionAbout = async (name: string) => {
  await door.settle()
  const { items } = (await door.call('listExceptions', { limit: 100 }, { token: await operator() })).body
  return items.find(({ exceptionId }) => exceptionId.includes(name))
}

it('an order is counted once, also where its payment was begun before the feed heard of it', async () => {
  const dealId = await at.deal()
  const [slow, quick] = [await at.guest(), await at.guest()]
  await ordered(slow, dealId)
  await door.settle()
  await attempt(await ordered(quick, dealId), 1)
  await door.settle()
  expect(await door.table.get({ pk: `COUNTS#${dealId}`, sk: 'ALL' })).toMatchObject({ ordered: 2 })
})

it('money that an operator gave back and that fits after all goes back once, and holds nobody up', async () => {
  const guest = await at.guest()
  const orderId = await ordered(guest, await at.deal())
  const [first, second] = [await attempt(orderId, 1), await attempt(orderId, 2)]
  expect([await tell(first), await tell(second, { transactionId: undefined })]).toEqual(['paid', 'held'])
  const { exceptionId = '' } = (await exceptionAbout(second)) ?? {}
  await door.call('resolveException', { exceptionId, action: 'give_back' }, { token: await operator() })
  await door.settle()
  expect(await tell(second)).toBe('duplicate')
  await door.settle()
  expect((await guest.order(orderId)).refunds).toMatchObject([{ cause: 'operator', amountFen: 9900 }])
  expect(await ledger(orderId)).toEqual({ 'channel:wechat': 19_800, order: -9900, refund: -9900 })
})

it('money that goes back by itself is not given back once more by an operator', async () => {
  const guest = await at.guest()
  const orderId = await ordered(guest, await at.deal())
  const [first, second] = [await attempt(orderId, 1), await attempt(orderId, 2)]
  expect([await tell(first), await tell(second), await tell(second, { amountFen: 1 })]).toEqual(['paid', 'duplicate', 'held'])
  const { exceptionId = '' } = (await exceptionAbout(second)) ?? {}
  const { status } = await door.call('resolveException', { exceptionId, action: 'give_back' }, { token: await operator() })
  expect(status).toBe(200)
  await door.settle()
  expect((await guest.order(orderId)).refunds).toMatchObject([{ cause: 'duplicate', amountFen: 9900 }])
})

describe('what nobody asked for', () => {
  const refund = (refundNo: string, other: Partial<RefundFact> = {}): RefundFact => ({
    ...{ channel: 'wechat-pay', outTradeNo: 'HANDMADE1', refundNo, state: 'done', amountFen: 300 },
    ...other,
  })
  const told = (fact: RefundFact) => applyRefundFact(door.table, fact, door.clock.now())

  it('and went out stands in the ledger as gone, each refund of a payment by itself', async () => {
    expect([await told(refund('BYHAND1')), await told(refund('BYHAND2')), await told(refund('BYHAND2'))]).toEqual([
      ...['orphan', 'orphan', 'orphan'],
    ])
    expect(await ledger('HANDMADE1')).toEqual({ 'channel:wechat': -600, orphan: 600 })
  })

  it('and came in stands with the channel that it came by', async () => {
    expect(await tell('NOBODYASKED2', { channel: 'alipay' })).toBe('orphan')
    expect(await ledger('NOBODYASKED2')).toEqual({ 'channel:alipay': 9900, orphan: -9900 })
  })

  it('and went nowhere moves nothing', async () => {
    expect(await told(refund('BYHAND3', { outTradeNo: 'HANDMADE2', state: 'closed' }))).toBe('orphan')
    expect(await ledger('HANDMADE2')).toEqual({})
  })
})
