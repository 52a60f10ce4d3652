import { newBuying } from '../local/testing/buying.ts'
import { costOf } from '../local/testing/cost.ts'
import { besides, costs, waited } from '../local/testing/costs.ts'
import { newDeals } from '../local/testing/dealing.ts'
import { type FrontDoor, frontDoor } from '../local/testing/front-door.ts'

let door: FrontDoor
beforeAll(async () => {
  door = await frontDoor()
})

describe('an order', () => {
  const deals = () => newBuying(door)

  it('costs 4 units alone and 6 in a group, in 2 round trips, and one more where the group is another’s', async () => {
    const { deal, guest } = deals()
    const dealId = await deal()
    const [a, b] = [await guest(), await guest()]
    // A process sees the deal first.
    await door.call('placeOrder', { dealId, mode: 'alone' }, { token: a.token })
    const place = (who: { token: string }, how: object) =>
      costOf(door, () => door.call('placeOrder', { dealId, mode: 'alone', ...how }, { token: who.token, key: 'cost' }))
    expect(await place(b, {})).toEqual(waited(costs.paid.placeOrder))
    const [c, d] = [await guest(), await guest()]
    expect(await place(c, { mode: 'open', size: 2 })).toEqual(besides.openGroup)
    const { groupId } = (await door.call('listMyOrders', {}, { token: c.token })).body.items[0] ?? {}
    expect(await place(d, { mode: 'join', groupId })).toEqual(besides.joinGroup)
    expect([waited(costs.paid.placeOrder), besides.openGroup, besides.joinGroup]).toEqual([
      { calls: 2, write: 4 },
      { calls: 2, write: 6 },
      { calls: 3, write: 6 },
    ])
  })

  it('is paid by a callback in 2 round trips and 1 unit, kept before it is answered; what follows costs 15', async () => {
    const { deal, guest } = deals()
    const dealId = await deal()
    const buyer = await guest()
    const order = await buyer.open(dealId, 2)
    await door.settle()
    const pay = () => door.call('payOrder', { orderId: order.orderId }, { token: buyer.token })
    // The attempt, what it is judged on, and the clock that looks after it.
    expect(await costOf(door, pay)).toEqual(waited(costs.paid.payOrder))
    const { outTradeNo } = (await pay()).body
    await door.settle()
    const told = await costOf(door, async () => {
      await door.pay(outTradeNo)
      return { status: 204 }
    })
    expect(told).toEqual(waited(costs.paid.paymentCallback))
    expect(told).toEqual({ calls: 2, write: 1 })
    const derived = await costOf(door, async () => {
      await door.settle()
      return { status: 200 }
    })
    expect(derived.write).toBe(15)
  })
})

it('a place in a deal costs 4 units alone and 6 in a group of up to ten, in two round trips, its order with it', async () => {
  const deals = newDeals(door)
  const { dealId } = await deals.deal({ ladder: [{ size: 10, priceFen: 5000 }], perMember: 20 })
  const { seatFor } = await import('./deals/deals.ts')
  let placed = 0
  const place = (how: { mode: 'alone' | 'open' | 'join'; size?: number; groupId?: string }) =>
    costOf(door, async () => {
      placed += 1
      const memberId = `mbr_${String(placed).padStart(26, '0')}`
      const order = { pk: `MEMBER#${memberId}`, sk: 'ORDER', said: 'x'.repeat(900) }
      const asked = { memberId, dealId, quantity: 1, ...how }
      const groupId = await seatFor(door.table, asked, 'zh', door.clock.now(), async (seating) => {
        await door.table.commit({ put: order, when: 'always' }, ...seating.writes(1))
        return seating.groupId
      })
      groups.push(groupId ?? '')
      return { status: 201 }
    })
  const groups: string[] = []
  expect(await place({ mode: 'alone' })).toEqual({ calls: 2, write: 4 })
  expect(await place({ mode: 'alone' })).toEqual({ calls: 1, write: 4 })
  expect(await place({ mode: 'open', size: 10 })).toEqual({ calls: 1, write: 6 })
  const [, , groupId = ''] = groups
  for (let nth = 2; nth <= 10; nth++) expect(await place({ mode: 'join', groupId })).toEqual({ calls: 2, write: 6 })
})
