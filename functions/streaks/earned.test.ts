import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { plainBatch } from '../../local/testing/launch.ts'
import { newStreaks, plainStreak, type Streaks } from '../../local/testing/streaking.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'
import type { BatchForm } from '../../shared/coupons.ts'
import type { PromotionForm } from '../../shared/promotions.ts'
import type { Item } from '../kernel/table/table.ts'

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

/** A launched promotion with a batch, and a streak whose every visit earns a coupon of it. */
async function earning(batch: Partial<BatchForm> = {}, promotion: Partial<PromotionForm> = {}) {
  const token = await on.token()
  const promotionId = await on.promotion(promotion)
  const { batchId } = (await door.call('createBatch', { promotionId, ...plainBatch, ...batch }, { token })).body
  const form = { ...plainStreak, goal: 1, reward: { kind: 'coupon' as const, batchId } }
  const { streakId } = (await door.call('createStreak', { promotionId, ...form }, { token })).body
  await door.call('launchPromotion', { promotionId }, { token })
  door.clock.offsetMs += 6000
  running.push(streakId)
  return { promotionId, batchId, streakId, form }
}
const wallet = async (openid: string, batchId: string) => {
  const { items } = (await door.call('listMyCoupons', {}, { token: await door.tokenOf(openid) })).body
  return items.filter((coupon) => coupon.batchId === batchId)
}
const batchIn = async (promotionId: string) => {
  await door.settle()
  return (await door.call('getPromotion', { promotionId }, { token: await on.token() })).body.batches[0]
}

describe('a coupon that was earned', () => {
  it('is in the wallet once, out of the stock and the budget, and beside what the member may claim', async () => {
    const { promotionId, batchId } = await earning({ perMember: 1 }, { budgetFen: 2000 })
    const token = await door.tokenOf('guest-earns')
    await on.come('guest-earns')
    const [reward] = (await on.mine('guest-earns')).rewards
    expect(reward).toMatchObject({ kind: 'coupon', state: 'granted', batchId, words: '券「秋日券」：已到账' })
    const [coupon, ...more] = await wallet('guest-earns', batchId)
    expect([coupon, more]).toMatchObject([{ couponId: reward?.couponId, state: 'valid' }, []])
    expect((await batchIn(promotionId))?.counts).toMatchObject({ left: 9, claimed: 1 })
    expect(await on.budget(promotionId)).toMatchObject({ heldFen: 500, leftFen: 1500 })
    const shown = await door.call('showCode', { couponId: reward?.couponId ?? '' }, { token })
    expect(shown.status).toBe(200)
    expect((await door.call('claimCoupon', { batchId }, { token })).status).toBe(201)
    expect((await door.call('claimCoupon', { batchId }, { token })).status).toBe(201)
    expect(await wallet('guest-earns', batchId)).toHaveLength(2)
  })

  it('waits where the stock is gone, and comes when there is more', async () => {
    const { promotionId, batchId } = await earning({ total: 1 })
    await on.come('guest-first')
    await on.come('guest-second')
    expect((await on.mine('guest-second')).rewards).toMatchObject([
      { state: 'waiting', words: '券「秋日券」：券暂时发完，稍后自动补发' },
    ])
    expect(await wallet('guest-second', batchId)).toEqual([])
    const batch = await batchIn(promotionId)
    const { version = 0 } = batch ?? {}
    await door.call('updateBatch', { batchId, version, ...plainBatch, total: 2 }, { token: await on.token() })
    door.clock.offsetMs += 3_600_000
    await door.runJobs()
    expect((await on.mine('guest-second')).rewards).toMatchObject([{ state: 'granted' }])
    expect(await wallet('guest-second', batchId)).toHaveLength(1)
    expect((await batchIn(promotionId))?.counts).toMatchObject({ left: 0, claimed: 2 })
  })

  it('waits where the budget is spent, which is never exceeded', async () => {
    const { promotionId, batchId } = await earning({}, { budgetFen: 700 })
    for (const guest of ['guest-c1', 'guest-c2']) await on.come(guest)
    expect(await on.budget(promotionId)).toMatchObject({ totalFen: 700, leftFen: 200 })
    expect((await on.mine('guest-c2')).rewards).toMatchObject([{ state: 'waiting' }])
    expect(await wallet('guest-c2', batchId)).toEqual([])
  })

  it('is lost where its batch was stopped, and says so', async () => {
    const { batchId } = await earning()
    await door.call('stopBatch', { batchId }, { token: await on.token() })
    door.clock.offsetMs += 6000
    await on.come('guest-stopped')
    expect((await on.mine('guest-stopped')).rewards).toMatchObject([
      { state: 'lost', words: '券「秋日券」：活动已结束，无法发放' },
    ])
  })
})

describe('a batch to earn from', () => {
  it('is of the same promotion, not stopped, and not for a rush', async () => {
    const token = await on.token()
    const { batchId: elsewhere } = await earning()
    const promotionId = await on.promotion()
    const rush = await door.call('createBatch', { promotionId, ...plainBatch, expectedPerSecond: 100 }, { token })
    const { batchId: stopped } = (await door.call('createBatch', { promotionId, ...plainBatch }, { token })).body
    await door.call('stopBatch', { batchId: stopped }, { token })
    const create = async (batchId: string) => {
      const form = { ...plainStreak, reward: { kind: 'coupon' as const, batchId } }
      return (await door.call('createStreak', { promotionId, ...form }, { token })).body
    }
    expect(await create(elsewhere)).toMatchObject({ code: 'batch.not_found', field: 'reward.batchId' })
    expect(await create(stopped)).toMatchObject({ code: 'input.invalid', field: 'reward.batchId' })
    expect(await create(rush.body.batchId)).toMatchObject({ code: 'input.invalid', field: 'reward.batchId' })
  })
})

describe('the promotion of a streak', () => {
  it('is copied with it, and the copy earns from its own batch', async () => {
    const { promotionId, batchId } = await earning()
    const token = await on.token()
    const copy = (await door.call('copyPromotion', { promotionId }, { token, key: 'copy-streak' })).body
    const [streak, ...more] = await on.seen(copy.promotionId)
    expect(more).toEqual([])
    expect(streak).toMatchObject({ state: 'draft', reward: { kind: 'coupon', batchId: copy.batches[0]?.batchId } })
    expect(copy.batches[0]?.batchId).not.toBe(batchId)
    await door.call('copyPromotion', { promotionId }, { token, key: 'copy-streak' })
    expect(await on.seen(copy.promotionId)).toHaveLength(1)
  })

  it('takes it along when its window moves: a visit after the new end does not count', async () => {
    const { promotionId } = await on.streak({ goal: 1 })
    const token = await on.token()
    const { name, from, version } = (await door.call('getPromotion', { promotionId }, { token })).body
    const to = new Date(door.clock.now().getTime() + 3_600_000).toISOString()
    const moved = await door.call('updatePromotion', { promotionId, version, name, from, to }, { token })
    expect(moved.status).toBe(200)
    on.nextDay()
    await on.come('guest-after')
    expect(await on.mine('guest-after')).toEqual({ items: [], rewards: [] })
    expect(await on.seen(promotionId)).toMatchObject([{ state: 'ended' }])
  })

  it('refuses an end so near that its rounds cannot be reached', async () => {
    const { promotionId, streakId } = await on.streak({ goal: 20 })
    running.push(streakId)
    const token = await on.token()
    const { name, from, version } = (await door.call('getPromotion', { promotionId }, { token })).body
    const to = new Date(door.clock.now().getTime() + 5 * 86_400_000).toISOString()
    const refused = await door.call('updatePromotion', { promotionId, version, name, from, to }, { token })
    expect(refused.body).toMatchObject({ code: 'input.invalid', field: 'to', details: { streakId } })
  })
})

describe('who erases everything', () => {
  it('finds points and rewards in the export before, and leaves neither behind', async () => {
    const { streakId } = await on.streak({ goal: 1 }, true, { budgetFen: 1000 })
    running.push(streakId)
    await on.come('guest-leaves')
    const token = await door.tokenOf('guest-leaves')
    const { items } = (await door.call('exportMe', { limit: 100 }, { token })).body
    const kinds = (items as { kind: string }[]).map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['visit', 'reward', 'points', 'balance', 'streaks']))
    const { memberId } = (await door.call('getMe', {}, { token })).body
    await door.call('eraseMe', { confirm: 'erase' }, { token })
    await door.settle()
    await door.runJobs()
    const left = wholeTable(door.table).filter(({ pk }) => pk === `MEMBER#${memberId}`)
    expect(left.filter(({ sk }) => /^(REWARD|POINTS|BALANCE|STREAKS)#/.test(sk))).toEqual([])
  })

  it('gets nothing that was still under way', async () => {
    const { streakId, promotionId } = await on.streak({ goal: 1 }, true, { budgetFen: 50 })
    running.push(streakId)
    await on.come('guest-gone')
    await door.call('raiseBudget', { promotionId, fromFen: 50, toFen: 500 }, { token: await on.token() })
    const token = await door.tokenOf('guest-gone')
    const { memberId } = (await door.call('getMe', {}, { token })).body
    const isOurs = ({ pk, sk }: { pk: string; sk: string }) =>
      pk === `MEMBER#${memberId}` && /^(REWARD|POINTS|BALANCE)#/.test(sk)
    const [waiting] = wholeTable(door.table).filter(isOurs)
    await door.call('eraseMe', { confirm: 'erase' }, { token })
    const { lookAtReward } = await import('./streaks.ts')
    await lookAtReward(door.table, waiting as Item, door.clock.now())
    await door.settle()
    expect(wholeTable(door.table).filter(isOurs)).toEqual([])
  })
})

describe('a batch that is a reward only', () => {
  // What may be used longest stands first where only some are shown.
  const validity = { kind: 'days' as const, days: 300 }
  const rush = { expectedPerSecond: 100, rewardOnly: true } as const

  it('is held by who came, claimed by nobody, and in no list', async () => {
    const { promotionId, batchId } = await earning({ rewardOnly: true, title: '只给来的人', validity })
    const token = await door.tokenOf('guest-only')
    const refused = await door.call('claimCoupon', { batchId }, { token })
    expect(refused).toMatchObject({ status: 409, body: { code: 'batch.reward_only' } })
    await on.come('guest-only')
    expect(await wallet('guest-only', batchId)).toMatchObject([{ state: 'valid' }])
    expect((await door.call('claimCoupon', { batchId }, { token })).body.code).toBe('batch.reward_only')
    expect((await batchIn(promotionId))?.counts).toMatchObject({ left: 9, claimed: 1 })

    const other = { promotionId, ...plainBatch, title: '人人可领', validity }
    await door.call('createBatch', other, { token: await on.token() })
    const target = { kind: 'promotion' as const, id: promotionId }
    const asked = { promotionId, kind: 'poster' as const, place: '门口', cost: { kind: 'fixed' as const, fen: 0 }, target }
    const { scene } = (await door.call('createTouchpoint', asked, { token: await on.token() })).body
    door.clock.offsetMs += 31_000
    const { storeId } = on.at
    const store = (await door.call('getStore', { storeId }, {})).body
    const lists = await Promise.all([
      door.call('listOffers', { limit: 100 }),
      door.call('getStore', { storeId }),
      door.call('listNearbyStores', { lat: store.lat, lng: store.lng, radius: 100 }),
      door.call('openTouchpoint', { scene }),
    ])
    const words = lists.map(({ body }) => JSON.stringify(body))
    expect(words.map((text) => [text.includes('人人可领'), text.includes('只给来的人')])).toEqual(Array(4).fill([true, false]))
    expect((await door.call('getBatch', { batchId }, { token })).body).toMatchObject({ rewardOnly: true, title: '只给来的人' })
  })

  it('stays one, is none for a rush, and comes out of a pause as what it was', async () => {
    const { promotionId, batchId } = await earning({ rewardOnly: true })
    const { version = 0 } = (await batchIn(promotionId)) ?? {}
    const token = await on.token()
    const changed = await door.call('updateBatch', { batchId, version, ...plainBatch }, { token })
    expect(changed).toMatchObject({ status: 422, body: { code: 'input.invalid', field: 'rewardOnly' } })
    const more = await door.call('updateBatch', { batchId, version, ...plainBatch, rewardOnly: true, total: 20 }, { token })
    expect(more.body).toMatchObject({ rewardOnly: true, total: 20 })
    const { turn } = (await door.call('getPromotion', { promotionId }, { token })).body
    const paused = (await door.call('pausePromotion', { promotionId, reason: '盘点', turn }, { token })).body
    const back = await door.call('resumePromotion', { promotionId, turn: paused.turn }, { token })
    expect(back.body.batches).toMatchObject([{ batchId, rewardOnly: true, state: 'open' }])
    expect(JSON.stringify((await door.call('listOffers', { limit: 100 })).body)).not.toContain(batchId)
    const made = await door.call('createBatch', { promotionId, ...plainBatch, ...rush }, { token })
    expect(made.body).toMatchObject({ code: 'input.invalid', field: 'rewardOnly' })
  })
})
