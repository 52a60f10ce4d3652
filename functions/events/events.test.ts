import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { derive } from './events.ts'
import { happened } from './happened.ts'
import { eventKey } from './items.ts'

let door: FrontDoor
let at: CounterSide
let batchId: string
const bill = { totalFen: 4550 }
beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  batchId = (await newLaunch(door)({ total: 10 })).batchId
})

const countsNow = async () => {
  const { body } = await door.call('listPromotions', { limit: 100 }, { token: await door.tokenOf('seed-marketer') })
  return body.items.flatMap((promotion) => promotion.batches).find((batch) => batch.batchId === batchId)?.counts
}
const listNow = async () => (await door.call('listRedemptions', { storeId: at.store1 }, { token: at.clerk1 })).body

describe('what the feed derives', () => {
  it('counts claims, redemptions and undos, and lists the day of the store', async () => {
    const guests = []
    for (const name of ['a', 'b', 'c']) guests.push(await at.claimed(batchId, `guest-feed-${name}`))
    const done = []
    for (const guest of guests.slice(0, 2)) {
      const { code } = await guest.code()
      done.push((await door.call('redeem', { code, storeId: at.store1, bill }, { token: at.clerk1 })).body)
    }
    const { redemptionId } = done[1] ?? { redemptionId: '' }
    await door.call('undoRedemption', { redemptionId, reason: '点错' }, { token: at.clerk1 })
    await door.settle()
    expect(await countsNow()).toEqual({ left: 7, claimed: 3, redeemed: 1, undone: 1, discountFen: 1000, costFen: 1000 })
    const { items, totals } = await listNow()
    expect(totals).toEqual({ redeemed: 1, undone: 1, discountFen: 1000, payFen: 3550 })
    expect(items.map((item) => item.state)).toEqual(['undone', 'done'])
    expect(items[1]).toEqual(done[0])
  })

  it('counts nothing twice when every record comes again', async () => {
    const [counts, list] = [await countsNow(), await listNow()]
    const before = door.table.units().write
    for (const change of door.table.changesAfter(0, 10_000)) await derive(door.table, change, door.clock.now())
    expect(door.table.units().write).toBeGreaterThan(before)
    expect(await countsNow()).toEqual(counts)
    expect(await listNow()).toEqual(list)
  })

  it('writes each event once, under a key made from its fact', async () => {
    const facts = door.table.changesAfter(0, 10_000).flatMap((change) => happened(change) ?? [])
    const kinds = facts.map(({ event }) => event.kind).sort()
    expect(kinds).toEqual(['claimed', 'claimed', 'claimed', 'redeemed', 'redeemed', 'undone'])
    for (const { event } of facts)
      expect(await door.table.get(eventKey(event))).toMatchObject(JSON.parse(JSON.stringify(event)))
  })

  it('makes nothing of changes that mean nothing', () => {
    expect(happened({ new: { pk: 'BATCH#x', sk: 'BATCH' } })).toBeUndefined()
    expect(happened({ old: { pk: 'MEMBER#x', sk: 'COUPON#y' } })).toBeUndefined()
  })
})

it("shows a store's day only to those who work there", async () => {
  const asked = { storeId: at.store1 }
  expect((await door.call('listRedemptions', asked, { token: at.clerk2 })).body.code).toBe('role.forbidden')
  expect((await door.call('listRedemptions', asked, { token: at.manager })).status).toBe(200)
})
