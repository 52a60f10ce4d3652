import type { Guest } from '../../local/testing/buying.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newPaying, type Paying } from '../../local/testing/paying.ts'
import { type OrderItem, orderKeyOf, type PaidBy, refundsIn } from '../orders/orders.ts'

/** Through the front door, with the sandbox's gateway on the other side of the wire. */
let door: FrontDoor
let at: Paying
beforeAll(async () => {
  door = await frontDoor()
  at = newPaying(door)
})
afterAll(() => door.close())
afterEach(() => door.sandbox.faults.clear())

describe('a group', () => {
  async function paidIn(guest: Guest, order: { orderId: string }) {
    const { outTradeNo } = (await at.begin(guest, order.orderId)).body
    await door.pay(outTradeNo)
    await door.settle()
    return outTradeNo
  }

  it('is complete with its last payment, and everybody is ready', async () => {
    const dealId = await at.deal()
    const [a, b] = await Promise.all([at.guest(), at.guest()])
    const opened = await a.open(dealId, 2)
    await paidIn(a, opened)
    expect((await a.order(opened.orderId)).state).toBe('in_group')
    const joined = await b.join(dealId, opened.groupId as string)
    await paidIn(b, joined)
    expect([(await a.order(opened.orderId)).state, (await b.order(joined.orderId)).state]).toEqual(['ready', 'ready'])
  })

  it('that is not complete when its clock runs out gives everybody the money back, one by one, and the stock too', async () => {
    const dealId = await at.deal({ groupHours: 1, total: 10 })
    const [a, b] = await Promise.all([at.guest(), at.guest()])
    const opened = await a.open(dealId, 3)
    const first = await paidIn(a, opened)
    const joined = await b.join(dealId, opened.groupId as string)
    const second = await paidIn(b, joined)
    at.later(3600)
    await at.run(4)
    expect([at.refunded(first), at.refunded(second)].map((refunds) => refunds.map(({ refundFen }) => refundFen))).toEqual([
      [6900],
      [6900],
    ])
    expect([(await a.order(opened.orderId)).state, (await b.order(joined.orderId)).state]).toEqual(['refunded', 'refunded'])
    expect(Number((await door.table.get({ pk: `DEAL#${dealId}#STOCK#0`, sk: 'STOCK' }))?.left)).toBe(10)
  })

  it('that fails gives everybody the money back whose order can, and the one whose cannot as soon as it can', async () => {
    const dealId = await at.deal({ groupHours: 1, total: 10 })
    const [a, b] = await Promise.all([at.guest(), at.guest()])
    const opened = await a.open(dealId, 3)
    const first = await paidIn(a, opened)
    const joined = await b.join(dealId, opened.groupId as string)
    const second = await paidIn(b, joined)
    const key = orderKeyOf(opened.orderId)
    const paid = ((await door.table.get(key)) as OrderItem).paid as PaidBy
    await door.table.commit({ change: key, drop: ['paid'], when: 'always' })
    at.later(3600)
    await expect(door.runJobs()).rejects.toThrow('failed on a change')
    await door.table.commit({ change: key, set: { paid }, when: 'always' })
    const asked = async ({ orderId }: { orderId: string }, { memberId }: Guest) =>
      (await refundsIn(door.table, { orderId, memberId })).length
    expect([await asked(opened, a), await asked(joined, b)]).toEqual([0, 1])
    await at.run(4)
    expect([at.refunded(first).length, at.refunded(second).length]).toEqual([1, 1])
  })

  it('is left by who asks for the money back before it is complete, and the seat is free again', async () => {
    const dealId = await at.deal()
    const [a, b, c] = await Promise.all([at.guest(), at.guest(), at.guest()])
    const opened = await a.open(dealId, 2)
    const first = await paidIn(a, opened)
    const back = await door.call('requestRefund', { orderId: opened.orderId, reason: '不去了' }, { token: a.token })
    expect(back.body.amountFen).toBe(7900)
    await at.run(2)
    expect(at.refunded(first)).toHaveLength(1)
    const joined = await b.join(dealId, opened.groupId as string)
    await paidIn(b, joined)
    const last = await c.join(dealId, opened.groupId as string)
    await paidIn(c, last)
    expect([(await b.order(joined.orderId)).state, (await c.order(last.orderId)).state]).toEqual(['ready', 'ready'])
  })
})
