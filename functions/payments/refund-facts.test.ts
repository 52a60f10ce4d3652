import { type ChannelFacts, newChannelFacts, paidFact } from '../../local/testing/channel-facts.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import type { RefundFact } from './channel.ts'

let door: FrontDoor
let at: ChannelFacts
beforeAll(async () => {
  door = await frontDoor()
  at = newChannelFacts(door)
})
afterAll(() => door.close())

describe('a refund', () => {
  async function refunding() {
    const made = await at.begun()
    await at.apply(paidFact(made.outTradeNo))
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

  it('is done when the channel says so, once, and costs two round trips and two units', async () => {
    const made = await refunding()
    expect(await made.guest.order(made.orderId)).toMatchObject({ state: 'refunding', refundedFen: 0 })
    const before = door.table.units()
    expect(await at.applyRefund(fact(made))).toBe('done')
    const after = door.table.units()
    expect({ calls: after.calls - before.calls, write: after.write - before.write }).toEqual({ calls: 2, write: 2 })
    for (const state of ['done', 'processing', 'abnormal', 'closed', 'absent'] as const)
      expect(await at.applyRefund(fact(made, { state }))).toBe('nothing')
    await door.settle()
    expect(await made.guest.order(made.orderId)).toMatchObject({ state: 'refunded', refundedFen: 9900 })
    expect(await at.ledger(made.orderId)).toEqual({})
  })

  it('that the channel cannot pay out waits for a person, and can still be done', async () => {
    const made = await refunding()
    expect(await at.applyRefund(fact(made, { state: 'abnormal' }))).toBe('abnormal')
    // The channel knows nothing of a payment that a test made up, and refuses its refund: that is told beside it.
    const told = (await at.exceptions()).filter(({ exceptionId }) => exceptionId.includes(`abnormal_${made.refund.refundId}`))
    expect(told).toMatchObject([{ kind: 'refund.abnormal', actions: ['to_merchant', 'look_again', 'noted'] }])
    expect((await made.guest.order(made.orderId)).refunds).toMatchObject([{ state: 'abnormal' }])
    expect(await at.applyRefund(fact(made))).toBe('done')
  })

  it('that the channel gave up goes on under a new number that names the old one, and is paid once', async () => {
    const made = await refunding()
    expect(await at.applyRefund(fact(made, { state: 'closed' }))).toBe('closed')
    expect(await at.applyRefund(fact(made, { state: 'closed' }))).toBe('nothing')
    await door.settle()
    const { refunds, state } = await made.guest.order(made.orderId)
    expect([state, refunds?.map((one) => one.state)]).toEqual(['refunding', ['replaced', 'waiting']])
    expect(await at.applyRefund(fact({ ...made, refundNo: `${made.outTradeNo}R2` }))).toBe('done')
    expect(await at.ledger(made.orderId)).toEqual({})
    expect((await made.guest.order(made.orderId)).state).toBe('refunded')
  })

  it.each([
    ['another amount', { amountFen: 9800 }, 'held'],
    ['a number nobody has', { refundNo: 'NOBODY' }, 'orphan'],
  ] as const)('with %s moves nothing and is told to the operators', async (_what, wrong, applied) => {
    const made = await refunding()
    expect(await at.applyRefund(fact(made, wrong))).toBe(applied)
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
    const again = await at.begun()
    await at.apply(paidFact(again.outTradeNo))
    const asked = { orderId: again.orderId, reason: '一起点' }
    const all = await Promise.all(
      Array.from({ length: 5 }, () => door.call('requestRefund', asked, { token: again.guest.token })),
    )
    // The same vouchers at the same time: one refund, and whoever asked is told of it.
    expect(new Set(all.filter(({ status }) => status === 201).map(({ body }) => body.refundId)).size).toBe(1)
    expect((await again.guest.order(again.orderId)).refunds).toHaveLength(1)
  })
})
