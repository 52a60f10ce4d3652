import { merchants } from '../../local/seed/city.ts'
import { type Coming, newComing } from '../../local/testing/coming.ts'
import { type FrontDoor, frontDoor, webUrl } from '../../local/testing/front-door.ts'
import { newStaff } from '../../local/testing/staff.ts'

let door: FrontDoor
let on: Coming
beforeAll(async () => {
  door = await frontDoor()
  on = await newComing(door)
})
afterAll(() => door.close())

describe('a touchpoint', () => {
  it('has a code of at most 32 characters that says nothing of anybody, and a link that opens it', async () => {
    const { touchpoint, promotionId, batchId } = await on.campaign({ creative: '红底大字' })
    expect(touchpoint).toMatchObject({ promotionId, kind: 'poster', creative: '红底大字', version: 1 })
    expect(touchpoint.scene).toMatch(/^[0-9A-Z]{26}$/)
    expect(touchpoint.link).toBe(`${webUrl}/guest/pages/scan/index?scene=${touchpoint.scene}`)
    expect(await on.open(touchpoint.scene)).toMatchObject({
      target: { kind: 'batch', id: batchId },
      promotionId,
      state: 'open',
    })
  })

  it('is one for one key, and another for another', async () => {
    const { promotionId, batchId } = await on.launch({ total: 5 })
    const cost = { kind: 'perThousand' as const, fen: 3000, impressions: 20_000 }
    const form = { promotionId, kind: 'ad' as const, place: '朋友圈', cost, target: { kind: 'batch' as const, id: batchId } }
    const make = (key: string, place = form.place) =>
      door.call('createTouchpoint', { ...form, place }, { token: on.marketer, key })
    const [first, again, other] = [await make('k1'), await make('k1'), await make('k2')]
    expect(again.body).toEqual(first.body)
    expect(other.body.touchpointId).not.toBe(first.body.touchpointId)
    expect((await make('k1', '另一处')).body.code).toBe('idempotency.mismatch')
  })

  it('leads only to what its promotion holds', async () => {
    const { promotionId, batchId } = await on.launch({ total: 5 })
    const other = await on.launch({ total: 5 })
    const { dealId } = await on.deals.deal()
    const refused = async (kind: 'batch' | 'deal' | 'store' | 'promotion', id: string) =>
      (await on.poster(promotionId, { kind, id })).body
    expect(await refused('batch', other.batchId)).toMatchObject({ code: 'batch.not_found', field: 'target.id' })
    expect(await refused('deal', dealId)).toMatchObject({ code: 'deal.not_found', field: 'target.id' })
    expect(await refused('promotion', other.promotionId)).toMatchObject({ code: 'promotion.not_found', field: 'target.id' })
    expect(await refused('store', 'sto_nowhere')).toMatchObject({ code: 'store.not_found', field: 'target.id' })
    expect((await on.poster(promotionId, { kind: 'batch', id: batchId })).status).toBe(201)
    expect((await on.poster(promotionId, { kind: 'promotion', id: promotionId })).status).toBe(201)
    expect((await on.poster(promotionId, { kind: 'store', id: on.at.store1 })).status).toBe(201)
  })

  it('leads to a store only where the promotion is good there', async () => {
    const { promotionId } = await on.launch({ total: 5 }, true, { stores: { storeIds: [on.at.store1] } })
    expect((await on.poster(promotionId, { kind: 'store', id: on.at.store1 })).status).toBe(201)
    expect((await on.poster(promotionId, { kind: 'store', id: on.at.store2 })).body.code).toBe('store.not_found')
    const hung = await on.poster(promotionId, { kind: 'promotion', id: promotionId }, { storeId: on.at.store2 })
    expect(hung.body).toMatchObject({ code: 'store.not_found', field: 'storeId' })
  })

  it('needs a place, a cost and a window that ends after it begins', async () => {
    const { promotionId } = await on.launch({ total: 5 })
    const target = { kind: 'promotion' as const, id: promotionId }
    expect((await on.poster(promotionId, target, { place: undefined })).body).toMatchObject({
      code: 'input.invalid',
      field: 'place',
    })
    expect((await on.poster(promotionId, target, { cost: undefined })).body).toMatchObject({
      code: 'input.invalid',
      field: 'cost',
    })
    const [from, to] = ['2030-01-02T00:00:00+08:00', '2030-01-01T18:00:00Z']
    expect((await on.poster(promotionId, target, { from, to: from })).body).toMatchObject({
      code: 'input.invalid',
      field: 'to',
    })
    expect((await on.poster(promotionId, target, { from, to })).status).toBe(201)
  })

  it('is changed on the version that was seen; who comes later is told what stands now', async () => {
    const { touchpoint } = await on.campaign({ creative: 'A' })
    const { touchpointId, cost } = touchpoint
    const save = (place: string, version: number) =>
      door.call('updateTouchpoint', { touchpointId, version, place, cost }, { token: on.marketer })
    const saved = await save('天府广场站', 1)
    expect(saved.body).toMatchObject({ version: 2, place: '天府广场站', scene: touchpoint.scene })
    expect(saved.body.creative).toBeUndefined()
    expect((await save('天府广场站', 1)).body).toMatchObject({ version: 2 })
    const stale = await save('骡马市站', 1)
    expect(stale.body).toMatchObject({ code: 'version.stale', details: { version: 2, changed: { place: '天府广场站' } } })
  })

  it('is listed for its promotion, newest first, and for nobody of another merchant', async () => {
    const { promotionId, touchpoint } = await on.campaign()
    door.clock.offsetMs += 1000
    const second = (await on.poster(promotionId, { kind: 'promotion', id: promotionId })).body
    const list = async (token: string) => (await door.call('listTouchpoints', { promotionId }, { token })).body
    expect((await list(on.marketer)).items).toEqual([second, touchpoint])
    const page = (await door.call('listTouchpoints', { promotionId, limit: 1 }, { token: on.marketer })).body
    expect(page.items).toEqual([second])
    expect(page.nextCursor).toBeDefined()
  })
})

describe('a clerk', () => {
  it('has one own code for each thing, however often it is asked for, and sees no other', async () => {
    const { promotionId, batchId } = await on.campaign()
    const target = { kind: 'batch' as const, id: batchId }
    const mine = () =>
      door.call(
        'createTouchpoint',
        { promotionId, kind: 'clerk', target, cost: { kind: 'perClaim', fen: 900 } },
        { token: on.at.clerk1 },
      )
    const [first, again] = [(await mine()).body, (await mine()).body]
    expect(again).toEqual(first)
    expect(first).toMatchObject({ kind: 'clerk', place: '店员·小林', cost: { kind: 'fixed', fen: 0 }, storeId: on.at.store1 })
    const listed = async (token = '') => (await door.call('listTouchpoints', { promotionId }, { token })).body.items
    const none = { opened: 0, claimed: 0, ordered: 0, paid: 0, redeemed: 0 }
    expect(await listed(on.at.clerk1)).toEqual([{ ...first, figures: none }])
    expect(await listed(on.at.clerk2)).toEqual([])
    expect((await listed(on.marketer)).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['clerk', 'poster']))
    const other = (await door.call('createTouchpoint', { promotionId, kind: 'clerk', target }, { token: on.at.clerk2 })).body
    expect(other.touchpointId).not.toBe(first.touchpointId)
  })

  it('sees what came by the own code, through cards that were sent on too, and what was undone no more', async () => {
    const { promotionId, batchId } = await on.campaign()
    const target = { kind: 'batch' as const, id: batchId }
    const { scene } = (await door.call('createTouchpoint', { promotionId, kind: 'clerk', target }, { token: on.at.clerk1 }))
      .body
    const [first, second, third] = [await on.guest(), await on.guest(), await on.guest()]
    const { trace } = await on.open(scene)
    const mine = await first.claim(batchId, trace)
    const card = await first.share(batchId, trace)
    const friends = await second.claim(batchId, (await on.openCard(card.trace)).trace)
    await third.claim(batchId)
    const redeem = async (token: string, couponId: string) => {
      const { code } = (await door.call('showCode', { couponId }, { token })).body
      const asked = { code, storeId: on.at.store1, bill: { totalFen: 5000 } }
      return (await door.call('redeem', asked, { token: on.at.clerk1 })).body.redemptionId
    }
    await redeem(first.token, mine.couponId)
    const undone = await redeem(second.token, friends.couponId)
    await door.call('undoRedemption', { redemptionId: undone, reason: 'wrong_bill' }, { token: on.at.clerk1 })
    await door.settle()
    const [own] = (await door.call('listTouchpoints', { promotionId }, { token: on.at.clerk1 })).body.items
    expect(own?.figures).toEqual({ opened: 2, claimed: 2, ordered: 0, paid: 0, redeemed: 1 })
  })

  it('hangs no poster', async () => {
    const { promotionId, batchId } = await on.launch({ total: 5 })
    const refused = await on.poster(promotionId, { kind: 'batch', id: batchId }, {}, on.at.clerk1)
    expect(refused.body).toMatchObject({ code: 'role.forbidden', field: 'kind' })
    const { touchpoint } = await on.campaign()
    const { touchpointId, cost } = touchpoint
    const change = { touchpointId, version: 1, place: '门口', cost }
    expect((await door.call('updateTouchpoint', change, { token: on.at.clerk1 })).body.code).toBe('role.forbidden')
  })
})

describe('an opening', () => {
  it('counts once for a key, and each time without one', async () => {
    const { promotionId, touchpoint } = await on.campaign()
    const { scene, touchpointId } = touchpoint
    const [first, again] = [await on.open(scene, 'one'), await on.open(scene, 'one')]
    expect(again.trace).toBe(first.trace)
    expect(on.opensOf(promotionId)).toHaveLength(1)
    await on.open(scene)
    await on.open(scene)
    expect(on.opensOf(promotionId)).toHaveLength(3)
    expect(on.opensOf(promotionId)[0]).toMatchObject({ touchpointId, depth: 0 })
    const other = (await on.campaign()).touchpoint
    expect((await door.call('openTouchpoint', { scene: other.scene }, { key: 'one' })).body.code).toBe('idempotency.mismatch')
  })

  it('of what is no code of ours is not found', async () => {
    for (const scene of ['x', '0'.repeat(26), 'a=1&b=2', on.at.store1.slice(4)])
      expect((await door.call('openTouchpoint', { scene }, {})).body).toMatchObject({
        code: 'touchpoint.not_found',
        field: 'scene',
      })
    expect((await door.call('openTouchpoint', { scene: '字' }, {})).body.code).toBe('input.invalid')
  })

  it('of a draft shows nothing and counts nothing; outside its window or while it is paused it leads to the offer and says so', async () => {
    const { promotionId, batchId } = await on.launch({ total: 5 }, false)
    const from = new Date(door.clock.now().getTime() + 3_600_000).toISOString()
    const to = new Date(door.clock.now().getTime() + 7_200_000).toISOString()
    const { scene } = (await on.poster(promotionId, { kind: 'batch', id: batchId }, { from, to })).body
    const draft = await on.open(scene)
    expect(draft).toMatchObject({ state: 'draft', offers: [] })
    expect(draft.trace).toBeUndefined()
    expect(on.opensOf(promotionId)).toEqual([])
    await door.call('launchPromotion', { promotionId }, { token: on.marketer })
    const offers = [{ kind: 'batch', id: batchId, title: expect.any(String) }]
    expect(await on.open(scene)).toMatchObject({ state: 'not_started', offers, trace: expect.any(String) })
    door.clock.offsetMs += 3_600_000
    expect((await on.open(scene)).state).toBe('open')
    await door.call('pausePromotion', { promotionId, reason: '缺货' }, { token: on.marketer })
    expect((await on.open(scene)).state).toBe('paused')
    door.clock.offsetMs += 3_600_000
    expect((await on.open(scene)).state).toBe('over')
  })
})

it('touchpoints are nobody else’s: another merchant’s marketer finds neither the promotion nor the code', async () => {
  const { promotionId, touchpoint } = await on.campaign()
  const stranger = await newStaff(door, 'marketer-of-hotpot', 'marketer', [])
  const [, hotpot] = merchants
  const { memberId } = (await door.call('getMe', {}, { token: stranger })).body
  const item = await door.table.get({ pk: `MEMBER#${memberId}`, sk: 'STAFF' })
  await door.table.commit({
    put: { ...item, pk: `MEMBER#${memberId}`, sk: 'STAFF', merchantId: hotpot.merchantId },
    when: 'always',
  })
  door.clock.offsetMs += 31_000
  const { touchpointId, cost } = touchpoint
  expect((await door.call('listTouchpoints', { promotionId }, { token: stranger })).body.code).toBe('promotion.not_found')
  const change = { touchpointId, version: 1, place: '别处', cost }
  expect((await door.call('updateTouchpoint', change, { token: stranger })).body.code).toBe('touchpoint.not_found')
})
