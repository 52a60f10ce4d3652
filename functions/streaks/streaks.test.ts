import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newStreaks, plainStreak, type Streaks } from '../../local/testing/streaking.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'
import type { StreakForm } from '../../shared/streaks.ts'
import type { Item } from '../kernel/table/table.ts'

let door: FrontDoor
let on: Streaks
beforeAll(async () => {
  door = await frontDoor()
  on = await newStreaks(door)
})
afterAll(() => door.close())
/** One streak at a time, so that a visit means one thing. */
let running: string[] = []
afterEach(async () => {
  for (const streakId of running) await door.call('stopStreak', { streakId }, { token: await on.token() })
  running = []
  on.nextDay(3)
})
const begin: Streaks['streak'] = async (...asked) => {
  const made = await on.streak(...asked)
  running.push(made.streakId)
  return made
}

describe('three days in a row', () => {
  it('earn their points once, and the next round begins', async () => {
    const { streakId, promotionId } = await begin()
    const visits = await on.comeDaily('guest-three', 3)
    const { items, rewards } = await on.mine('guest-three')
    expect(items).toMatchObject([{ streakId, done: 0, left: 3, round: 2, makeUpsLeft: 0, state: 'open' }])
    expect(items[0]?.days).toEqual(visits.map(({ day }) => day))
    expect(rewards).toMatchObject([{ streakId, round: 1, state: 'granted', points: 100, words: '100 积分：已到账' }])
    const { items: ledger, balances } = await on.points('guest-three')
    expect(ledger).toMatchObject([{ points: 100, streakId, round: 1, title: '连来三天' }])
    expect(balances).toMatchObject([{ points: 100, merchantName: '巷口咖啡' }])
    expect((await on.seen(promotionId))[0]?.counts).toEqual({ granted: 1, waiting: 0, costFen: 100 })
  })

  it('say on the way where one stands and what comes next, in both languages', async () => {
    await begin({ makeUps: 1 })
    await on.comeDaily('guest-way', 2)
    expect((await on.mine('guest-way')).items[0]).toMatchObject({
      ...{ done: 2, left: 1, words: '已连续 2 天，再来 1 天得 100 积分；这一轮还可漏 1 天' },
      next: { kind: 'points', points: 100, words: '100 积分' },
    })
    const token = await door.tokenOf('guest-way')
    const { items } = (await door.call('listMyStreaks', { storeId: on.at.storeId }, { token, language: 'en' })).body
    expect(items[0]?.words).toBe('2 days in a row, 1 more for 100 points; 1 day may still be missed')
  })

  it('are broken by a missed day, unless it may be made up', async () => {
    const strict = await begin()
    const mild = await begin({ title: '可漏一天', makeUps: 1 })
    await on.come('guest-miss')
    on.nextDay(2)
    await on.come('guest-miss')
    const { items } = await on.mine('guest-miss')
    expect(items.find(({ streakId }) => streakId === strict.streakId)).toMatchObject({ done: 1, left: 2 })
    expect(items.find(({ streakId }) => streakId === mild.streakId)).toMatchObject({ done: 2, left: 1, makeUpsLeft: 0 })
  })

  it('that are told of five times at once earn once', async () => {
    const { promotionId } = await begin({ goal: 1 }, true, { budgetFen: 1000 })
    await on.scan('guest-at-once')
    const { memberId } = (await door.call('getMe', {}, { token: await door.tokenOf('guest-at-once') })).body
    const { items: visits } = await door.table.query({ pk: `MEMBER#${memberId}`, prefix: 'VISIT#' })
    const { deriveRewards } = await import('../events/rewards.ts')
    const told = () => deriveRewards(door.table, { new: visits[0] as Item }, door.clock.now())
    await Promise.all([told(), told(), told(), told(), told()])
    await door.settle()
    expect((await on.points('guest-at-once')).balances).toMatchObject([{ points: 100 }])
    expect(await on.budget(promotionId)).toMatchObject({ usedFen: 100, leftFen: 900 })
  })

  it('that were told of twice, or out of order, earn once', async () => {
    await begin()
    await on.comeDaily('guest-again', 3)
    const { memberId } = (await door.call('getMe', {}, { token: await door.tokenOf('guest-again') })).body
    const { items: visits } = await door.table.query({ pk: `MEMBER#${memberId}`, prefix: 'VISIT#' })
    const { deriveRewards } = await import('../events/rewards.ts')
    for (const visit of [...visits].reverse()) await deriveRewards(door.table, { new: visit }, door.clock.now())
    await door.settle()
    expect((await on.points('guest-again')).balances).toMatchObject([{ points: 100 }])
    expect((await on.mine('guest-again')).rewards).toHaveLength(1)
  })
})

it('a visit that a review allows three days later counts on its own day, and completes a round that was thought broken', async () => {
  const { streakId } = await begin()
  const { storeId } = on.at
  await on.comeDaily('guest-late', 2)
  on.nextDay()
  const doubtful = await on.scan('guest-late', { storeId, ...on.at.at(10) })
  expect(doubtful.state).toBe('review')
  on.nextDay()
  await on.comeDaily('guest-late', 3)
  expect((await on.mine('guest-late')).rewards).toMatchObject([{ round: 1, state: 'granted' }])
  await allow(doubtful.visitId)
  expect((await on.mine('guest-late')).rewards).toMatchObject([
    { round: 2, state: 'granted', streakId },
    { round: 1, state: 'granted', streakId },
  ])
  expect((await on.points('guest-late')).balances).toMatchObject([{ points: 200 }])
})

describe('a budget', () => {
  it('is never exceeded: what it does not hold waits, in words, and is granted when it is raised', async () => {
    const { promotionId } = await begin({ goal: 1 }, true, { budgetFen: 250 })
    for (const guest of ['guest-b1', 'guest-b2', 'guest-b3']) await on.come(guest)
    expect(await on.budget(promotionId)).toEqual({ totalFen: 250, usedFen: 200, heldFen: 0, leftFen: 50 })
    const waits = (await on.mine('guest-b3')).rewards
    expect(waits).toMatchObject([{ state: 'waiting', words: '100 积分：活动预算暂时用完，稍后自动补发' }])
    expect((await on.seen(promotionId))[0]?.counts).toEqual({ granted: 2, waiting: 1, costFen: 200 })
    await door.call('raiseBudget', { promotionId, fromFen: 250, toFen: 300 }, { token: await on.token() })
    door.clock.offsetMs += 3_600_000
    await door.runJobs()
    await door.runJobs()
    expect((await on.mine('guest-b3')).rewards).toMatchObject([{ state: 'granted' }])
    expect((await on.points('guest-b3')).balances).toMatchObject([{ points: 100 }])
    expect(await on.budget(promotionId)).toEqual({ totalFen: 300, usedFen: 300, heldFen: 0, leftFen: 0 })
    expect((await on.seen(promotionId))[0]?.counts).toEqual({ granted: 3, waiting: 0, costFen: 300 })
  })

  it('that nobody raises is given up a week after the promotion, and said so', async () => {
    await begin({ goal: 1 }, true, { budgetFen: 50 })
    await on.come('guest-never')
    expect((await on.mine('guest-never')).rewards).toMatchObject([{ state: 'waiting' }])
    on.nextDay(68)
    await door.runJobs()
    expect((await on.mine('guest-never')).rewards).toMatchObject([
      { state: 'lost', words: '100 积分：活动预算暂时用完，无法发放' },
    ])
    const due = wholeTable(door.table).filter(({ sk, due }) => sk.startsWith('REWARD#') && due !== undefined)
    expect(due).toEqual([])
  })
})

describe('a pause', () => {
  it('keeps rewards back and counts visits: what was earned is granted when it is over', async () => {
    const { promotionId } = await begin({ goal: 1 })
    await door.call('pausePromotion', { promotionId, reason: '盘点' }, { token: await on.token() })
    await on.come('guest-pause')
    expect((await on.mine('guest-pause')).items).toMatchObject([{ state: 'paused', round: 2 }])
    expect((await on.mine('guest-pause')).rewards).toMatchObject([
      { state: 'waiting', words: '100 积分：活动暂停中，稍后自动补发' },
    ])
    await door.call('resumePromotion', { promotionId }, { token: await on.token() })
    door.clock.offsetMs += 3_600_000
    await door.runJobs()
    expect((await on.mine('guest-pause')).rewards).toMatchObject([{ state: 'granted' }])
  })
})

describe('a stop', () => {
  it('lets nothing count from then on, and takes nothing back', async () => {
    const { streakId, promotionId } = await begin({ goal: 1 })
    await on.come('guest-stop')
    const stopped = await door.call('stopStreak', { streakId }, { token: await on.token() })
    expect(stopped.body).toMatchObject({ streakId, state: 'stopped' })
    on.nextDay()
    await on.come('guest-stop')
    expect(await on.mine('guest-stop')).toMatchObject({ items: [], rewards: [{ round: 1, state: 'granted' }] })
    expect((await on.seen(promotionId))[0]).toMatchObject({ state: 'stopped', counts: { granted: 1 } })
  })

  it('is for the marketer of the merchant only', async () => {
    const { streakId } = await begin()
    const asGuest = await door.call('stopStreak', { streakId }, { token: await door.tokenOf('guest-nosy') })
    expect(asGuest.body.code).toBe('role.forbidden')
    const other = await door.call('stopStreak', { streakId: 'stk_01HNBDYSTREAK0000000000000' }, { token: await on.token() })
    expect(other.body.code).toBe('streak.not_found')
  })
})

it('a draft counts nothing: visits count from its launch on', async () => {
  const { promotionId } = await begin({ goal: 2 }, false)
  await on.come('guest-draft')
  expect(await on.mine('guest-draft')).toEqual({ items: [], rewards: [] })
  await door.call('launchPromotion', { promotionId }, { token: await on.token() })
  on.nextDay()
  await on.come('guest-draft')
  expect((await on.mine('guest-draft')).items).toMatchObject([{ done: 1, left: 1 }])
})

describe('createStreak', () => {
  it('gives back the form with its rules in words, once for each key', async () => {
    const promotionId = await on.promotion()
    const create = async (title: string) =>
      door.call('createStreak', { promotionId, ...plainStreak, title }, { token: await on.token(), key: 'streak-key' })
    const [first, again] = [await create('同一个'), await create('同一个')]
    expect(first).toMatchObject({ status: 201, body: { ...plainStreak, title: '同一个', promotionId, state: 'draft' } })
    expect(first.body.rules).toBe('连续 3 天到店，得 100 积分；之后重新开始')
    expect(again.body).toEqual(first.body)
    expect((await create('另一个')).body.code).toBe('idempotency.mismatch')
    expect(await on.seen(promotionId)).toHaveLength(1)
  })

  const odd: [string, Partial<StreakForm>, string, string][] = [
    ['more days than the promotion has', { goal: 70 }, 'input.invalid', 'goal'],
    ['as many make-ups as days', { makeUps: 3 }, 'input.invalid', 'makeUps'],
    ['make-ups for visits', { kind: 'count', makeUps: 1 }, 'input.invalid', 'makeUps'],
    ['no points', { reward: { kind: 'points', points: 0, costFen: 0 } }, 'input.invalid', 'reward.points'],
    ['stores of nobody', { storeIds: ['sto_none'] }, 'store.not_found', 'storeIds.0'],
    ['a batch of nobody', { reward: { kind: 'coupon', batchId: 'bat_none' } }, 'batch.not_found', 'reward.batchId'],
  ]
  it.each(odd)('refuses %s, and says where', async (_, part, code, field) => {
    const promotionId = await on.promotion()
    const answer = await door.call('createStreak', { promotionId, ...plainStreak, ...part }, { token: await on.token() })
    expect(answer.body).toMatchObject({ code, field })
    expect(await on.seen(promotionId)).toEqual([])
  })

  it('counts at the stores it names only', async () => {
    const { items } = (await door.call('listStores', {}, { token: await on.token() })).body
    const other = items.find(({ storeId }) => storeId !== on.at.storeId)?.storeId ?? ''
    await begin({ goal: 1, storeIds: [other] })
    await on.come('guest-elsewhere')
    expect(await on.mine('guest-elsewhere')).toEqual({ items: [], rewards: [] })
    expect((await on.mine('guest-elsewhere', other)).items).toMatchObject([{ done: 0 }])
  })
})

/** As somebody of the merchant who looks at it. */
async function allow(visitId: string): Promise<void> {
  const token = await door.tokenOf('seed-manager')
  const asked = { visitId, decision: 'approved' as const, reason: '确实来了' }
  const { status } = await door.call('decideReview', asked, { token })
  expect(status).toBe(200)
  await door.settle()
}
