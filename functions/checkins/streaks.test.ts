import { costOf } from '../../local/testing/cost.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newStreaks, type Streaks } from '../../local/testing/streaking.ts'

let door: FrontDoor
let on: Streaks
beforeAll(async () => {
  door = await frontDoor()
  on = await newStreaks(door)
})
afterAll(() => door.close())
let running: string[] = []
afterEach(async () => {
  for (const streakId of running) await door.call('stopStreak', { streakId }, { token: await on.token() })
  running = []
  on.nextDay()
})
const begin: Streaks['streak'] = async (...asked) => {
  const made = await on.streak(...asked)
  running.push(made.streakId)
  return made
}
const visit = async (openid: string, visitId: string) =>
  (await door.call('getVisit', { visitId }, { token: await door.tokenOf(openid) })).body

describe('what a check-in says at once', () => {
  it('is where the guest stands with it, and that a reward is coming; then the visit shows it granted', async () => {
    const { streakId } = await begin({ goal: 2 })
    const first = await on.come('guest-says')
    expect(first).toMatchObject({ streak: { streakId, done: 1, left: 1, round: 1, days: [first.day] }, rewards: [] })
    on.nextDay()
    const second = await on.scan('guest-says')
    expect(second).toMatchObject({ streak: { streakId, done: 0, left: 2, round: 2, days: [first.day, second.day] } })
    expect(second.rewards).toMatchObject([{ streakId, round: 1, state: 'coming', words: '100 积分：马上到账' }])
    expect((await visit('guest-says', second.visitId)).rewards).toEqual(second.rewards)
    await door.settle()
    expect((await visit('guest-says', second.visitId)).rewards).toMatchObject([{ streakId, round: 1, state: 'granted' }])
    // The other visit of the round earned nothing by itself.
    expect((await visit('guest-says', first.visitId)).rewards).toEqual([])
    // Twice on a day: the same visit, and nothing twice.
    const again = await on.come('guest-says')
    expect(again).toMatchObject({ visitId: second.visitId, streak: { round: 2 }, rewards: [{ state: 'granted' }] })
    expect((await on.points('guest-says')).balances).toMatchObject([{ points: 100 }])
  })

  it('is right before the feed has come by at all, and long after more visits than it reads', async () => {
    const { streakId } = await begin({ goal: 5, kind: 'count' })
    const said = []
    for (let day = 0; day < 23; day++) {
      said.push((day % 4 === 3 ? await on.scan('guest-regular') : await on.come('guest-regular')).streak)
      on.nextDay()
    }
    expect(said.map((one) => one?.streakId)).toEqual(said.map(() => streakId))
    expect(said.map((one) => one?.round)).toEqual(said.map((_, n) => 1 + Math.floor((n + 1) / 5)))
    expect(said.map((one) => one?.done)).toEqual(said.map((_, n) => (n + 1) % 5))
  })

  it('of a visit that waits for the merchant is nothing yet', async () => {
    await begin({ goal: 1 })
    const doubtful = await on.scan('guest-waits', { storeId: on.at.storeId, ...on.at.at(10) })
    expect(doubtful).toMatchObject({ state: 'review', streak: { done: 0 }, rewards: [] })
  })

  it('names the streak that is nearest to its reward, and none where there is none', async () => {
    expect(await on.come('guest-none')).toMatchObject({ rewards: [] })
    expect((await on.come('guest-none')).streak).toBeUndefined()
    await begin({ goal: 5 })
    const near = await begin({ goal: 3 })
    on.nextDay()
    expect((await on.come('guest-near')).streak?.streakId).toBe(near.streakId)
  })
})

it('costs one read more, at once with the others, and no write: two round trips in sequence', async () => {
  const come = async (openid: string) => {
    const token = await door.tokenOf(openid)
    const clerk = await door.tokenOf('seed-clerk-1')
    const { qr } = (await door.call('getStoreCode', { storeId: on.at.storeId }, { token: clerk })).body
    return costOf(door, () => door.call('checkIn', { qr }, { token }))
  }
  await come('guest-cost-warm')
  expect(await come('guest-cost-1')).toEqual({ calls: 2, write: 1 })
  await begin({ goal: 3 })
  await come('guest-cost-warm-2')
  expect(await come('guest-cost-2')).toEqual({ calls: 3, write: 1 })
})
