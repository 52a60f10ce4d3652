import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { plainBatch } from '../../local/testing/launch.ts'
import { newStreaks, plainStreak, type Streaks } from '../../local/testing/streaking.ts'
import type { Item } from '../kernel/table/table.ts'

let door: FrontDoor
let on: Streaks
beforeAll(async () => {
  door = await frontDoor()
  on = await newStreaks(door)
})
afterAll(() => door.close())

/** What the feed pays for one visit that has come to count, apart from its event. */
async function feedCost(openid: string) {
  await on.scan(openid)
  const { memberId } = (await door.call('getMe', {}, { token: await door.tokenOf(openid) })).body
  const { items } = await door.table.query({ pk: `MEMBER#${memberId}`, prefix: 'VISIT#', backward: true, limit: 1 })
  const { deriveRewards } = await import('../events/rewards.ts')
  const before = door.table.units()
  await deriveRewards(door.table, { new: items[0] as Item }, door.clock.now())
  const after = door.table.units()
  await door.settle()
  return { calls: after.calls - before.calls, write: after.write - before.write }
}

describe('what the feed pays for a visit', () => {
  it('is one read where the merchant has no streak', async () => {
    expect(await feedCost('guest-c0')).toEqual({ calls: 1, write: 0 })
  })

  it('is one write more where it completes nothing, and 12 for points, 13 for a coupon, in one transaction each', async () => {
    const token = await on.token()
    const points = await on.streak({ goal: 2 }, true, { budgetFen: 10_000 })
    expect(await feedCost('guest-c1')).toEqual({ calls: 3, write: 1 })
    on.nextDay()
    // The rewards that are there, the grant, and the standings.
    expect(await feedCost('guest-c1')).toEqual({ calls: 5, write: 13 })
    await door.call('stopStreak', { streakId: points.streakId }, { token })
    const promotionId = await on.promotion({ budgetFen: 10_000 })
    const { batchId } = (await door.call('createBatch', { promotionId, ...plainBatch }, { token })).body
    const reward = { kind: 'coupon' as const, batchId }
    await door.call('createStreak', { promotionId, ...plainStreak, goal: 1, reward }, { token })
    await door.call('launchPromotion', { promotionId }, { token })
    on.nextDay()
    await feedCost('guest-c2')
    expect((await feedCost('guest-c3')).write).toBe(14)
  })
})
