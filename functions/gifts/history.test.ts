import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newGiving } from '../../local/testing/giving.ts'
import { derive } from '../events/events.ts'

let door: FrontDoor
let on: Awaited<ReturnType<typeof newGiving>>
beforeAll(async () => {
  door = await frontDoor()
  on = await newGiving(door)
})

describe('what the feed makes of gifts', () => {
  it('tells each giving, taking and coming back once, and counts no claim twice', async () => {
    const { batchId } = await on.launch({ total: 9 })
    const [taken, withdrawn, left] = [await on.giver(batchId), await on.giver(batchId), await on.giver(batchId)]
    const taker = await on.taker()
    const { couponId } = (await on.take((await taken.give()).body.giftToken, taker)).body
    await on.cancel((await withdrawn.give()).body.giftToken, withdrawn.token)
    await left.give()
    on.pass(24)
    await door.runJobs()
    const { code } = (await door.call('showCode', { couponId }, { token: taker })).body
    expect(await on.redeem({ code })).toBe(201)
    await door.settle()
    const counts = await door.table.get({ pk: `COUNTS#${batchId}`, sk: 'ALL' })
    expect(counts).toMatchObject({ claimed: 3, gifted: 3, taken: 1, cameBack: 2, redeemed: 1 })
    expect(await on.launch.counts(batchId)).toMatchObject({ left: 6, claimed: 3, redeemed: 1 })
    for (const change of door.table.changesAfter(0, 10_000)) await derive(door.table, change, door.clock.now())
    expect(await door.table.get({ pk: `COUNTS#${batchId}`, sk: 'ALL' })).toEqual(counts)
  })

  it('keeps the history of both coupons, also where the feed has told nothing yet, and none of what lies ahead', async () => {
    const giver = await on.giver()
    const taker = await on.taker()
    await on.cancel((await giver.give()).body.giftToken, giver.token)
    await door.settle()
    on.pass(0.1)
    await giver.give()
    on.pass(24)
    await door.runJobs()
    const { giftToken } = (await giver.give()).body
    const kinds = async () => (await giver.coupon()).history?.map(({ kind }) => kind)
    const before = ['claimed', 'gifted', 'came_back', 'gifted', 'came_back', 'gifted']
    expect(await kinds()).toEqual(before)
    const { couponId } = (await on.take(giftToken, taker)).body
    for (const round of [1, 2]) {
      expect({ round, kinds: await kinds() }).toEqual({ round, kinds: [...before, 'taken'] })
      const taken = (await door.call('getCoupon', { couponId }, { token: taker })).body
      expect(taken.history?.map(({ kind }) => kind)).toEqual(['received'])
      await door.settle()
    }
  })
})
