import { newBuying } from '../../local/testing/buying.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'

let door: FrontDoor
let at: ReturnType<typeof newBuying>
beforeAll(async () => {
  door = await frontDoor()
  at = newBuying(door)
})
afterAll(() => door.close())

const left = async (dealId: string) => Number((await door.table.get({ pk: `DEAL#${dealId}#STOCK#0`, sk: 'STOCK' }))?.left)
const later = (seconds: number) => {
  door.clock.offsetMs += seconds * 1000
}

describe('placing an order', () => {
  it('holds the vouchers for a quarter of an hour at the price alone, and gives them back when nobody pays', async () => {
    const dealId = await at.deal({ total: 3 })
    const guest = await at.guest()
    const order = await guest.alone(dealId, 2)
    expect(order).toMatchObject({
      state: 'to_pay',
      mode: 'alone',
      quantity: 2,
      priceFen: 9900,
      amountFen: 19_800,
      refundedFen: 0,
    })
    expect(Date.parse(order.payBy) - Date.parse(order.placedAt)).toBe(15 * 60_000)
    expect(await left(dealId)).toBe(1)
    await door.settle()
    later(14 * 60)
    await door.runJobs()
    expect([(await guest.order(order.orderId)).state, await left(dealId)]).toEqual(['to_pay', 1])
    later(2 * 60)
    await door.runJobs()
    expect([(await guest.order(order.orderId)).state, await left(dealId)]).toEqual(['closed', 3])
    await door.runJobs()
    expect(await left(dealId)).toBe(3)
  })

  it('answers the same order to the same key, refuses another body under it, and without a key orders again', async () => {
    const dealId = await at.deal()
    const guest = await at.guest()
    const place = (quantity: number, key?: string) =>
      door.call('placeOrder', { dealId, mode: 'alone', quantity }, { token: guest.token, ...(key && { key }) })
    const [first, again] = [await place(1, 'k1'), await place(1, 'k1')]
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body.orderId).toBe(first.body.orderId)
    expect((await place(2, 'k1')).body.code).toBe('idempotency.mismatch')
    expect((await place(1)).body.orderId).not.toBe(first.body.orderId)
    expect(await left(dealId)).toBe(98)
  })

  it('counts what a member holds of a deal, however many calls come at once, and again what was closed', async () => {
    const dealId = await at.deal({ perMember: 3 })
    const guest = await at.guest()
    const placed = await Promise.all(Array.from({ length: 6 }, () => guest.alone(dealId)))
    const codes = placed.map((one) => (one as { code?: string }).code ?? 'placed')
    expect(codes.filter((code) => code === 'placed')).toHaveLength(3)
    expect(codes.filter((code) => code !== 'placed')).toEqual([
      'deal.limit_reached',
      'deal.limit_reached',
      'deal.limit_reached',
    ])
    expect(await left(dealId)).toBe(97)
    const { orderId } = placed.find((one) => one.orderId !== undefined) as { orderId: string }
    expect((await door.call('cancelOrder', { orderId }, { token: guest.token })).body.state).toBe('closed')
    expect((await guest.alone(dealId)).state).toBe('to_pay')
    expect((await door.call('placeOrder', { dealId, mode: 'alone', quantity: 4 }, { token: guest.token })).body.code).toBe(
      'deal.limit_reached',
    )
  })

  it('sells the last voucher once, to one of many', async () => {
    const dealId = await at.deal({ total: 2, perMember: 1, ladder: [{ size: 2, priceFen: 7900 }] })
    const guests = await Promise.all(Array.from({ length: 5 }, () => at.guest()))
    const placed = await Promise.all(guests.map((guest) => guest.alone(dealId)))
    const codes = placed.map((one) => (one as { code?: string }).code ?? 'placed')
    expect(codes.sort()).toEqual(['deal.sold_out', 'deal.sold_out', 'deal.sold_out', 'placed', 'placed'])
    expect(await left(dealId)).toBe(0)
  })

  it('opens a group at a price of the ladder and lets others join at it, nobody twice', async () => {
    const dealId = await at.deal()
    const [a, b, c] = await Promise.all([at.guest(), at.guest(), at.guest()])
    const opened = await a.open(dealId, 2)
    expect(opened).toMatchObject({ state: 'to_pay', mode: 'open', priceFen: 7900, groupId: expect.stringMatching(/^grp_/) })
    const groupId = opened.groupId as string
    expect(await a.join(dealId, groupId)).toMatchObject({ code: 'group.already_in' })
    const both = await Promise.all([b.join(dealId, groupId), c.join(dealId, groupId)])
    const codes = both.map((one) => (one as { code?: string }).code ?? one.state)
    expect(codes.sort()).toEqual(['group.full', 'to_pay'])
    await door.settle()
    later(20 * 60)
    await door.runJobs()
    expect((await a.order(opened.orderId)).state).toBe('closed')
    expect(await left(dealId)).toBe(100)
  })

  it.each([
    ['a deal that is not there', { dealId: 'dea_01HZZZZZZZZZZZZZZZZZZZZZZZ', mode: 'alone' }, 'deal.not_found', undefined],
    ['a size that is not on the ladder', { mode: 'open', size: 7 }, 'input.invalid', 'size'],
    ['a size where none is opened', { mode: 'alone', size: 2 }, 'input.invalid', 'size'],
    ['joining nothing', { mode: 'join' }, 'input.invalid', 'groupId'],
    ['none at all', { mode: 'alone', quantity: 0 }, 'input.invalid', 'quantity'],
  ] as const)('refuses %s, naming it', async (_what, wanted, code, field) => {
    const dealId = await at.deal()
    const guest = await at.guest()
    const { body } = await door.call('placeOrder', { dealId, ...wanted }, { token: guest.token })
    expect({ code: body.code, field: (body as { field?: string }).field }).toEqual({ code, field })
    expect(await left(dealId)).toBe(100)
  })
})

describe('looking at orders', () => {
  it('answers the own ones alone, newest first, by state', async () => {
    const [dealId, other] = [await at.deal(), await at.deal()]
    const [guest, stranger] = [await at.guest(), await at.guest()]
    const first = await guest.alone(dealId)
    later(5)
    const second = await guest.alone(other)
    await door.call('cancelOrder', { orderId: first.orderId }, { token: guest.token })
    const list = async (state?: 'closed') =>
      (await door.call('listMyOrders', { ...(state && { state }) }, { token: guest.token })).body.items.map(
        (one) => one.orderId,
      )
    expect(await list()).toEqual([second.orderId, first.orderId])
    expect(await list('closed')).toEqual([first.orderId])
    expect((await door.call('listMyOrders', {}, { token: stranger.token })).body.items).toEqual([])
    for (const name of ['getOrder', 'payOrder', 'cancelOrder'] as const)
      expect((await door.call(name, { orderId: second.orderId }, { token: stranger.token })).body.code).toBe('order.not_found')
    expect((await guest.order(first.orderId)).timeline?.map(({ kind }) => kind)).toEqual(['placed', 'closed'])
  })
})
