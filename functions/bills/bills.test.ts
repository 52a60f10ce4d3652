import { payTrade } from '../../local/sandbox/alipay/trades.ts'
import { type Guest, newBuying } from '../../local/testing/buying.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import type { Write } from '../kernel/table/table.ts'
import { findOrder } from '../orders/orders.ts'
import { takeBills } from './bills.ts'

/** The channel's own account of a day, against ours. */
let door: FrontDoor
let at: ReturnType<typeof newBuying>
beforeAll(async () => {
  door = await frontDoor()
  at = newBuying(door)
})
afterAll(() => door.close())

const dayMs = 86_400_000
/** Forward to the next time at which it is so late in Beijing. */
function goTo(hour: number, minute = 0): void {
  const beijing = door.clock.now().getTime() + 8 * 3_600_000
  const wanted = Math.floor(beijing / dayMs) * dayMs + (hour * 60 + minute) * 60_000
  door.clock.offsetMs += (wanted > beijing ? wanted : wanted + dayMs) - beijing
}
/** Each test has a day of its own, on which every bill before it is taken. */
beforeEach(async () => {
  door.sandbox.faults.clear()
  goTo(12)
  await door.runBills()
})

async function paid(guest?: Guest) {
  const buyer = guest ?? (await at.guest())
  const { orderId } = await buyer.alone(await at.deal())
  const { outTradeNo } = (await door.call('payOrder', { orderId }, { token: buyer.token })).body
  await door.pay(outTradeNo)
  await door.settle()
  return { orderId, outTradeNo, guest: buyer }
}
const operator = () => door.tokenOf('seed-operator')
const told = async (outTradeNo: string) => {
  const { items } = (await door.call('listExceptions', { limit: 100 }, { token: await operator() })).body
  return items.filter(({ about }) => about.kind === 'money' && about.outTradeNo === outTradeNo)
}
const asked = () => door.sandbox.journal.read().items.filter(({ what }) => what.includes('/v3/bill/tradebill')).length
const next = async () => door.table.get({ pk: 'BILLS#wechat', sk: 'NEXT' })
const ledger = async (about: string) => (await door.table.query({ pk: `LEDGER#${about}` })).items.length

it('a day that agrees with ours changes nothing, tells nothing and is taken once', async () => {
  const { orderId, outTradeNo } = await paid()
  await door.runJobs()
  const before = [await findOrder(door.table, orderId), await ledger(orderId)]
  goTo(10, 1)
  await door.runBills()
  expect([await findOrder(door.table, orderId), await ledger(orderId)]).toEqual(before)
  expect(await told(outTradeNo)).toEqual([])
  const calls = asked()
  await door.runBills()
  expect(asked()).toBe(calls)
})

it('before ten in the morning nobody asks for it', async () => {
  await paid()
  const calls = asked()
  goTo(9, 58)
  await door.runBills()
  expect(asked()).toBe(calls)
  goTo(10, 1)
  await door.runBills()
  expect(asked()).toBe(calls + 1)
})

it('what no callback and no query told is paid by its row', async () => {
  door.sandbox.faults.set('callback', 'drop', 1)
  const { orderId } = await paid()
  expect((await findOrder(door.table, orderId))?.state).toBe('placed')
  goTo(10, 1)
  await door.runBills()
  expect(await findOrder(door.table, orderId)).toMatchObject({ state: 'paid', paid: { by: 'bill', n: 1 } })
})

it('a row of a payment that nobody asked for, and one with another amount, wait for an operator', async () => {
  const { orderId, outTradeNo } = await paid()
  door.sandbox.faults.set('bill', 'extra-row', 1)
  goTo(10, 1)
  await door.runBills()
  const { items } = (await door.call('listExceptions', { kind: 'payment.orphan' }, { token: await operator() })).body
  expect(items.map(({ about }) => about.kind === 'money' && about.outTradeNo)).toEqual([expect.stringMatching(/^UNKNOWN/)])
  expect(await told(outTradeNo)).toEqual([])

  goTo(12)
  const other = await paid()
  door.sandbox.faults.set('bill', 'amount', 1)
  goTo(10, 1)
  await door.runBills()
  expect(await told(other.outTradeNo)).toMatchObject([
    { kind: 'payment.held', about: { why: ['amount'], amountFen: 99_999_999, expectedFen: 9900 } },
  ])
  expect([(await findOrder(door.table, orderId))?.state, (await findOrder(door.table, other.orderId))?.state]).toEqual([
    'paid',
    'paid',
  ])
})

it('a refund that was made by hand at the channel is found by its row', async () => {
  const { outTradeNo } = await paid()
  const now = door.clock.now().getTime()
  const done = { status: 'SUCCESS', createdAt: now, successAt: now } as const
  const byHand = {
    outRefundNo: 'BYHAND1',
    refundId: '50300001',
    outTradeNo,
    asked: '',
    refundFen: 300,
    account: '零钱',
    ...done,
  }
  door.sandbox.pay.book.refunds.put('BYHAND1', byHand)
  goTo(10, 1)
  await door.runBills()
  const { items } = (await door.call('listExceptions', { kind: 'payment.orphan', limit: 100 }, { token: await operator() }))
    .body
  expect(items.filter(({ about }) => about.kind === 'money' && about.outTradeNo === outTradeNo)).toMatchObject([
    { about: { why: ['BYHAND1'], amountFen: 300 } },
  ])
})

it('a payment of ours that no row speaks of is told with its order, and settled only by what the channel says', async () => {
  const { orderId, outTradeNo } = await paid()
  door.sandbox.faults.set('bill', 'missing-row', 1)
  goTo(10, 1)
  await door.runBills()
  const [missing, ...more] = await told(outTradeNo)
  expect([missing?.kind, missing?.about, more]).toMatchObject([
    'payment.missing',
    { orderId, expectedFen: 9900, transactionId: expect.any(String) },
    [],
  ])
  const { exceptionId = '' } = missing ?? {}
  const look = async () =>
    (await door.call('resolveException', { exceptionId, action: 'look_again' }, { token: await operator() })).body
  door.sandbox.faults.set('pay', 'error-503', 1)
  expect((await look()).code).toBe('channel.busy')
  expect(await look()).toMatchObject({ state: 'resolved' })
})

it("a payment by Alipay is looked for in no bill of WeChat Pay's", async () => {
  const guest = await at.guest()
  const { orderId } = await guest.alone(await at.deal())
  const { outTradeNo, url = '' } = (await door.call('payOrder', { orderId, channel: 'alipay' }, { token: guest.token })).body
  await fetch(url, { redirect: 'manual' })
  payTrade(door.sandbox, outTradeNo)
  await door.callbacks()
  await door.settle()
  expect((await findOrder(door.table, orderId))?.state).toBe('paid')
  const calls = asked()
  goTo(10, 1)
  await door.runBills()
  expect([asked() - calls, await told(outTradeNo)]).toEqual([1, []])
})

it('a bill that is still made is asked for again, and one that is not to be had for a day raises the alarm', async () => {
  const { outTradeNo } = await paid()
  door.sandbox.faults.set('bill', 'creating', 100)
  goTo(10, 1)
  await door.runBills()
  goTo(10, 1)
  await expect(door.runBills()).rejects.toThrow('STATEMENT_CREATING')
  door.sandbox.faults.clear()
  await door.runBills()
  expect(await told(outTradeNo)).toEqual([])
})

it('a file that is not the one whose hash was signed is not read', async () => {
  door.sandbox.faults.set('callback', 'drop', 1)
  const { orderId } = await paid()
  door.sandbox.faults.set('bill', 'hash', 1)
  goTo(10, 1)
  await door.runBills()
  expect((await findOrder(door.table, orderId))?.state).toBe('placed')
  await door.runBills()
  expect((await findOrder(door.table, orderId))?.state).toBe('paid')
})

it('a run takes so many rows and the next goes on, also after one of them failed, and nothing is done twice', async () => {
  const all: Awaited<ReturnType<typeof paid>>[] = []
  for (let nth = 0; nth < 5; nth++) {
    door.sandbox.faults.set('callback', 'drop', 1)
    all.push(await paid())
  }
  goTo(10, 1)
  const day = (await next())?.day
  const states = async () =>
    (await Promise.all(all.map(({ orderId }) => findOrder(door.table, orderId)))).map((order) => order?.state)
  await takeBills(door.table, door.clock.now(), 2)
  expect([await states(), await next()]).toMatchObject([['paid', 'paid', 'placed', 'placed', 'placed'], { day, rows: 2 }])

  const commit = door.table.commit.bind(door.table)
  door.table.commit = async (...writes: Write[]) => {
    if (writes.some((write) => 'change' in write && write.set?.state === 'paid')) {
      door.table.commit = commit
      throw new Error('killed')
    }
    return commit(...writes)
  }
  await expect(takeBills(door.table, door.clock.now(), 2)).rejects.toThrow('killed')
  expect([(await states()).filter((state) => state === 'placed'), await next()]).toMatchObject([
    ['placed', 'placed'],
    { day, rows: 2 },
  ])
  for (let run = 0; run < 3; run++) await takeBills(door.table, door.clock.now(), 2)
  await door.settle()
  expect(await states()).toEqual(Array(5).fill('paid'))
  expect((await next())?.day).not.toBe(day)
  for (const { orderId } of all) expect(await ledger(orderId)).toBe(2)
})
