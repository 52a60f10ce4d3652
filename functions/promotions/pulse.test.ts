import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'

let door: FrontDoor
let token: string
let launch: ReturnType<typeof newLaunch>
beforeAll(async () => {
  door = await frontDoor()
  token = await door.tokenOf('seed-marketer')
  launch = newLaunch(door)
})

const claim = async (batchId: string, openid: string) =>
  door.call('claimCoupon', { batchId }, { token: await door.tokenOf(openid) })
const pulseOf = async (promotionId: string) => {
  await door.settle()
  const { items } = (await door.call('listPulses', { limit: 100 }, { token })).body
  return items.find((one) => one.promotionId === promotionId)
}

describe('listPulses', () => {
  it('says what happened in each of the last 24 hours, the present one last, and forgets what is older', async () => {
    const { promotionId, batchId } = await launch({ total: 20 })
    for (const n of [1, 2]) await claim(batchId, `pulse-early-${n}`)
    door.clock.offsetMs += 3 * 3_600_000
    await claim(batchId, 'pulse-now')
    const hours = (await pulseOf(promotionId))?.hours ?? []
    expect(hours).toHaveLength(24)
    expect(hours.map(({ claimed }) => claimed)).toEqual([...Array(20).fill(0), 2, 0, 0, 1])
    const starts = hours.map(({ at }) => Date.parse(at))
    expect(starts.slice(1).map((at, n) => at - (starts[n] ?? 0))).toEqual(Array(23).fill(3_600_000))
    const now = door.clock.now().getTime()
    expect((starts.at(-1) ?? 0) <= now && now < (starts.at(-1) ?? 0) + 3_600_000).toBe(true)
    expect(hours.at(-1)?.at).toMatch(/T\d\d:00:00\+08:00$/)
    door.clock.offsetMs += 24 * 3_600_000
    expect((await pulseOf(promotionId))?.hours.every(({ claimed }) => claimed === 0)).toBe(true)
  })

  it('goes by pages as the list of promotions does, with nothing of a draft, and nothing of another merchant', async () => {
    const draft = await launch({ total: 5 }, false)
    expect(
      (await pulseOf(draft.promotionId))?.hours.every(({ claimed, paid, redeemed }) => claimed + paid + redeemed === 0),
    ).toBe(true)
    const listed = (await door.call('listPromotions', { limit: 2 }, { token })).body
    const first = (await door.call('listPulses', { limit: 2 }, { token })).body
    expect(first.items.map(({ promotionId }) => promotionId)).toEqual(listed.items.map(({ promotionId }) => promotionId))
    const next = (await door.call('listPulses', { limit: 2, cursor: first.nextCursor ?? '' }, { token })).body
    expect(next.items.map(({ promotionId }) => promotionId)).not.toContain(first.items[0]?.promotionId)
    const { hire } = await import('../../local/testing/owned.ts')
    await hire(door as never, 'pulse-hotpot', 'marketer', '邻店', [])
    const theirs = (await door.call('listPulses', { limit: 100 }, { token: await door.tokenOf('pulse-hotpot') })).body.items
    expect(theirs.map(({ promotionId }) => promotionId)).not.toContain(draft.promotionId)
    const clerk = await door.tokenOf('seed-clerk-1')
    expect((await door.call('listPulses', {}, { token: clerk })).body.code).toBe('role.forbidden')
  })
})
