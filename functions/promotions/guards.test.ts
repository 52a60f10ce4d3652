import { newDeals, plainDeal } from '../../local/testing/dealing.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'

let door: FrontDoor
let token: string
let launch: ReturnType<typeof newLaunch>
let deals: ReturnType<typeof newDeals>
beforeAll(async () => {
  door = await frontDoor()
  token = await door.tokenOf('seed-marketer')
  launch = newLaunch(door)
  deals = newDeals(door)
})

const checksOf = async (promotionId: string) =>
  (await door.call('launchCheck', { promotionId }, { token, language: 'en' })).body
const live = (promotionId: string, despite?: 'conflict'[]) =>
  door.call('launchPromotion', { promotionId, ...(despite && { despite }) }, { token, language: 'en' })
const settings = async (change: object) => {
  const { version } = (await door.call('getMerchant', {}, { token })).body
  return door.call('updateMerchant', { ...change, version }, { token })
}

describe('the margin floor', () => {
  beforeAll(() => settings({ marginFloorPercent: 30 }))
  afterAll(() => settings({ marginFloorPercent: null }))

  it('keeps a promotion with a deal below it from going live, and says which offer, its price and its cost', async () => {
    const ladder = [{ size: 2, priceFen: 7900 }]
    const { promotionId, dealId } = await deals.deal({ title: '太便宜', ladder, unitCostFen: 6000 }, false)
    const margin = { priceFen: 7900, costFen: 6000, commissionFen: 0, marginPercent: 24, floorPercent: 30 }
    const { ready, checks } = await checksOf(promotionId)
    expect(ready).toBe(false)
    expect(checks.find(({ check }) => check === 'margin')).toMatchObject({ level: 'stop', dealId, margin })
    const refused = await live(promotionId)
    expect(refused).toMatchObject({ status: 409, body: { code: 'promotion.below_margin' } })
    expect(refused.body.details?.offers).toEqual([{ dealId, ...margin }])
    expect((await launch.seen(promotionId)).state).toBe('draft')
    // Nothing that may be meant opens this door.
    expect((await live(promotionId, ['conflict'])).body.code).toBe('promotion.below_margin')

    const { version } = (await launch.seen(promotionId)).deals[0] ?? { version: 0 }
    await door.call('updateDeal', { dealId, version, ...plainDeal, title: '太便宜', ladder, unitCostFen: 5530 }, { token })
    expect((await live(promotionId)).body.state).toBe('live')
  })

  it('judges a coupon by the smallest bill that it takes', async () => {
    const benefit = { kind: 'amount' as const, offFen: 2000, minSpendFen: 10_000 }
    const { promotionId, batchId } = await launch({ total: 5, benefit, unitCostFen: 5601 }, false)
    expect((await live(promotionId)).body.details?.offers).toMatchObject([{ batchId, priceFen: 8000, costFen: 5601 }])
    const enough = await launch({ total: 5, benefit, unitCostFen: 5600 }, false)
    expect((await live(enough.promotionId)).body.state).toBe('live')
  })

  it('says where it cannot be checked because nobody said a cost, and launches all the same', async () => {
    const { promotionId } = await launch({ total: 5 }, false)
    const { ready, checks } = await checksOf(promotionId)
    expect(ready).toBe(true)
    expect(checks.find(({ check }) => check === 'margin')).toMatchObject({ level: 'warn' })
    expect((await live(promotionId)).status).toBe(200)
  })

  it('holds for what is added to a live promotion, or changed in one, and not for a draft', async () => {
    const { promotionId, dealId } = await deals.deal({ title: '底线之上', unitCostFen: 1000 })
    const low = { ...plainDeal, title: '后来的', unitCostFen: 6500 }
    const added = await door.call('createDeal', { promotionId, ...low }, { token })
    expect(added.body).toMatchObject({ code: 'promotion.below_margin', field: 'ladder' })
    expect(added.body.details?.offers).toMatchObject([{ title: '后来的', costFen: 6500, floorPercent: 30 }])
    const edited = await door.call('updateDeal', { dealId, version: 1, ...low }, { token })
    expect(edited.body.code).toBe('promotion.below_margin')
    const coupon = {
      title: '后来的券',
      total: 5,
      perMember: 1,
      validity: { kind: 'days' as const, days: 7 },
      unitCostFen: 3000,
    }
    const benefit = { kind: 'amount' as const, offFen: 500, minSpendFen: 3000 }
    const batch = await door.call('createBatch', { promotionId, ...coupon, benefit }, { token })
    expect(batch.body).toMatchObject({ code: 'promotion.below_margin', field: 'benefit' })
    expect((await launch.seen(promotionId)).deals).toHaveLength(1)
    const draft = await deals.deal({ title: '草稿', unitCostFen: 9800 }, false)
    expect(draft.dealId).toBeDefined()
  })

  it('is not asked for where the merchant has set none', async () => {
    await settings({ marginFloorPercent: null })
    const { promotionId } = await deals.deal({ title: '没有底线', unitCostFen: 9800 }, false)
    expect((await checksOf(promotionId)).checks.map(({ check }) => check)).not.toContain('margin')
    expect((await live(promotionId)).status).toBe(200)
  })
})

describe('a conflict with another promotion', () => {
  it('of one deal at two prices is shown with whom it hits, and launched only once it is said to be meant', async () => {
    const first = await deals.deal({
      title: '双人火锅',
      aloneFen: 19_900,
      listFen: 29_900,
      ladder: [{ size: 2, priceFen: 16_800 }],
    })
    await deals.group(first.dealId, 2, ['guest-pot-1', 'guest-pot-2'])
    const second = await deals.deal(
      { title: '双人火锅', aloneFen: 19_900, listFen: 29_900, ladder: [{ size: 2, priceFen: 15_800 }] },
      false,
    )
    const { ready, checks } = await checksOf(second.promotionId)
    expect(ready).toBe(false)
    const [conflict] = checks.filter(({ check }) => check === 'conflict')
    expect(conflict).toMatchObject({ level: 'stop', despite: 'conflict', dealId: second.dealId })
    expect(conflict?.conflict).toMatchObject({
      ...{ promotionId: first.promotionId, dealId: first.dealId, title: '双人火锅', claimed: 2, storeCount: 3 },
      stores: expect.arrayContaining([expect.objectContaining({ name: '巷口咖啡·春熙路店' })]),
    })
    expect(conflict?.message).toMatch(/¥158 at best here, ¥199 and ¥168 there.*2 have been bought there/)

    const refused = await live(second.promotionId)
    expect(refused).toMatchObject({ status: 409, body: { code: 'promotion.conflict' } })
    expect(refused.body.details?.conflicts).toMatchObject([{ dealId: second.dealId, with: { promotionId: first.promotionId } }])
    expect((await launch.seen(second.promotionId)).state).toBe('draft')

    expect((await live(second.promotionId, ['conflict'])).body.state).toBe('live')
    const [line] = (await door.call('listAudit', { operation: 'launchPromotion' }, { token })).body.items
    expect(line).toMatchObject({ on: [second.promotionId], told: { state: 'live', despite: ['conflict'] } })
  })

  it('is none at the same price, at other stores, after the other one has ended, or once that one was stopped', async () => {
    const { items } = (await door.call('listStores', {}, { token })).body
    const [one = '', other = ''] = items.map(({ storeId }) => storeId)
    const at = (storeId: string) => ({ voucher: { ...plainDeal.voucher, storeIds: [storeId] } })
    const tea = { title: '一壶茶', listFen: 12_900, ...at(one) }
    const first = await deals.deal(tea)
    const same = await deals.deal(tea, false)
    expect((await live(same.promotionId)).status).toBe(200)
    const elsewhere = await deals.deal({ ...tea, ...at(other), aloneFen: 8900 }, false)
    expect((await live(elsewhere.promotionId)).status).toBe(200)
    const to = Date.parse((await launch.seen(first.promotionId)).to) + 60_000
    const later = { from: new Date(to).toISOString(), to: new Date(to + 86_400_000).toISOString() }
    const next = await deals.deal({ ...tea, aloneFen: 8900 }, false, later)
    expect((await live(next.promotionId)).status).toBe(200)
    const cheaper = await deals.deal({ ...tea, aloneFen: 8800 }, false)
    expect((await live(cheaper.promotionId)).body.code).toBe('promotion.conflict')
    for (const dealId of [first.dealId, same.dealId]) await door.call('stopDeal', { dealId }, { token })
    expect((await live(cheaper.promotionId)).status).toBe(200)
  })

  it('hits one that is only scheduled, and one that is paused; a draft it does not', async () => {
    const soon = door.clock.now().getTime() + 86_400_000
    const window = { from: new Date(soon).toISOString(), to: new Date(soon + 5 * 86_400_000).toISOString() }
    const draft = await deals.deal(
      { title: '早餐', listFen: 2900, aloneFen: 1900, ladder: [{ size: 2, priceFen: 1500 }] },
      false,
      window,
    )
    const now = await deals.deal({ title: '早餐', listFen: 2900, aloneFen: 1800, ladder: [{ size: 2, priceFen: 1500 }] }, false)
    expect((await checksOf(now.promotionId)).ready).toBe(true)
    await live(draft.promotionId)
    expect((await live(now.promotionId)).body.code).toBe('promotion.conflict')
    await door.call('pausePromotion', { promotionId: draft.promotionId, reason: '缺货' }, { token })
    expect((await live(now.promotionId)).body.code).toBe('promotion.conflict')
  })

  it('of what only looks the same is shown, and launched: coupons for one kind of goods, of one name, deals of one name', async () => {
    const coffee = { categories: ['手冲咖啡'] }
    const benefit = (offFen: number) => ({ kind: 'amount' as const, offFen, minSpendFen: 3000 })
    const first = await launch({ total: 9, title: '手冲立减', scope: coffee, benefit: benefit(500) })
    await door.call('claimCoupon', { batchId: first.batchId }, { token: await door.tokenOf('guest-coffee') })
    const second = await launch({ total: 9, title: '咖啡节', scope: coffee, benefit: benefit(900) }, false)
    const shown = (await checksOf(second.promotionId)).checks.find(({ check }) => check === 'conflict')
    expect(shown).toMatchObject({ level: 'warn', conflict: { batchId: first.batchId, claimed: 1 } })
    expect((await live(second.promotionId)).status).toBe(200)
    await deals.deal({ title: '随便吃', listFen: undefined, aloneFen: 9900 })
    const other = await deals.deal({ title: '随便吃', listFen: undefined, aloneFen: 9800 }, false)
    expect((await live(other.promotionId)).status).toBe(200)

    await launch({ total: 9, title: '重名券', benefit: benefit(500) })
    const again = await launch({ total: 9, title: '重名券', benefit: benefit(700) }, false)
    const { ready, checks } = await checksOf(again.promotionId)
    expect(ready).toBe(true)
    expect(checks.find(({ check }) => check === 'conflict')).toMatchObject({ level: 'warn', batchId: again.batchId })
    expect((await live(again.promotionId)).status).toBe(200)
  })

  it('of another merchant is nobody’s business', async () => {
    const { hire } = await import('../../local/testing/owned.ts')
    await hire(door as never, 'guards-hotpot', 'marketer', '邻店', [])
    await deals.deal({ title: '同名套餐', aloneFen: 5000, ladder: [{ size: 2, priceFen: 4000 }] }, true, {}, 'guards-hotpot')
    const mine = await deals.deal({ title: '同名套餐', aloneFen: 6000, ladder: [{ size: 2, priceFen: 4000 }] }, false)
    expect((await live(mine.promotionId)).status).toBe(200)
  })
})

describe('the launch check', () => {
  it('names stores that take no guests now, and says that payment is there and the stock ready for a rush', async () => {
    const place = { address: '东街 3 号', city: '成都', lat: 30.6, lng: 104.1, zone: 'Asia/Shanghai' }
    const { storeId } = (await door.call('createStore', { name: '歇业店', ...place }, { token })).body
    const until = new Date(door.clock.now().getTime() + 5 * 86_400_000).toISOString().slice(0, 10)
    await door.call('closeStore', { storeId, until, reason: '装修' }, { token })
    door.clock.offsetMs += 31_000
    const { promotionId } = await deals.deal({ title: '只看一眼' }, false)
    const { checks } = await checksOf(promotionId)
    expect(checks).toContainEqual({ check: 'stores', level: 'warn', message: expect.stringContaining('歇业店') })
    expect(checks).toContainEqual({ check: 'payment', level: 'ok', message: 'Payment is configured' })
    const rush = await launch({ total: 5000, expectedPerSecond: 200 }, false)
    const looked = (await checksOf(rush.promotionId)).checks
    expect(looked.find(({ check }) => check === 'rush')).toMatchObject({ level: 'ok' })
    expect(looked.map(({ check }) => check)).not.toContain('payment')
  })

  it('names the places whose code was not printed yet, and only where something is printed', async () => {
    const { promotionId, batchId } = await launch({ total: 5 }, false)
    expect((await checksOf(promotionId)).checks.map(({ check }) => check)).not.toContain('codes')
    const touchpoint = {
      promotionId,
      cost: { kind: 'fixed' as const, fen: 50_000 },
      target: { kind: 'batch' as const, id: batchId },
    }
    const poster = await door.call('createTouchpoint', { ...touchpoint, kind: 'poster', place: '天府广场站' }, { token })
    await door.call('createTouchpoint', { ...touchpoint, kind: 'ad', place: '朋友圈' }, { token })
    const codes = async () => (await checksOf(promotionId)).checks.filter(({ check }) => check === 'codes')
    expect(await codes()).toMatchObject([{ level: 'warn', message: expect.stringMatching(/: 天府广场站$/) }])
    const { touchpointId } = poster.body
    const key = { pk: `TOUCHPOINT#${touchpointId}`, sk: 'TOUCHPOINT' }
    await door.table.commit({
      change: key,
      set: { printedAt: door.clock.now().toISOString() },
      when: 'present',
      orElse: () => 'mine',
    })
    expect(await codes()).toMatchObject([{ level: 'ok' }])
  })
})
