import { batchesIn } from '../../local/testing/cards.ts'
import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch, plainBatch } from '../../local/testing/launch.ts'
import type { BatchForm } from '../../shared/coupons.ts'
import { dayIn } from '../kernel/zone.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let at: CounterSide
let token: string
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  at = await newCounter(door)
  token = await door.tokenOf('seed-marketer')
})

const claim = async (batchId: string, openid: string) =>
  door.call('claimCoupon', { batchId }, { token: await door.tokenOf(openid) })

describe('updateBatch', () => {
  const edits: [string, Partial<BatchForm>][] = [
    ['a larger discount', { benefit: { kind: 'amount', offFen: 900, minSpendFen: 1000 } }],
    ['another kind of benefit', { benefit: { kind: 'percent', percentOff: 20, ceilingFen: 800, minSpendFen: 0 } }],
    ['another title', { title: '冬日券' }],
    ['a shorter validity', { validity: { kind: 'days', days: 1 } }],
    ['days and hours', { weekdays: [6, 7], hours: [{ from: '22:00', to: '02:00' }] }],
    ['blackout days', { blackout: ['2026-12-24'] }],
    ['caps', { perMember: 2, perMemberPerDay: 1, perDay: 5 }],
    ['a larger total', { total: 20 }],
  ]
  it.each(edits)(
    '%s: a held coupon stays byte for byte what it was, and the next claim gets the new rules',
    async (_, edit) => {
      const { promotionId, batchId } = await launch(plainBatch)
      const guest = await at.claimed(batchId, `guest-edit-${batchId}`)
      const mine = async () => (await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })).body
      const before = JSON.stringify(await mine())
      const { version } = await launch.batchIn(promotionId)
      const saved = await door.call('updateBatch', { batchId, version, ...plainBatch, ...edit }, { token })
      expect(saved).toMatchObject({ status: 200, body: { version: version + 1, ...edit } })
      expect(JSON.stringify(await mine())).toBe(before)
      const next = await claim(batchId, `guest-next-${batchId}`)
      expect(next.status).toBe(201)
      expect(next.body.title).toBe(edit.title ?? plainBatch.title)
      expect(next.body.benefit).toEqual(edit.benefit ?? plainBatch.benefit)
    },
  )

  it('never refills stock: a larger total adds, a smaller one takes, and never below what was given out', async () => {
    const { promotionId, batchId } = await launch({ ...plainBatch, total: 3 })
    for (const n of [1, 2, 3]) expect((await claim(batchId, `guest-total-${n}`)).status).toBe(201)
    const edit = async (total: number) =>
      door.call(
        'updateBatch',
        { batchId, version: (await launch.batchIn(promotionId)).version, ...plainBatch, total },
        { token },
      )
    expect((await edit(3)).body.counts).toMatchObject({ left: 0, claimed: 3 })
    expect((await edit(5)).body.counts).toMatchObject({ left: 2, claimed: 3 })
    expect((await edit(4)).body.counts).toMatchObject({ left: 1, claimed: 3 })
    const refused = await edit(2)
    expect(refused).toMatchObject({ status: 422, body: { field: 'total', details: { least: 3 } } })
    door.clock.offsetMs += 1100
    expect((await claim(batchId, 'guest-total-4')).status).toBe(201)
    door.clock.offsetMs += 1100
    expect((await claim(batchId, 'guest-total-5')).body.code).toBe('batch.sold_out')
  })

  it('keeps the count while a hundred claim at the same time', async () => {
    const { promotionId, batchId } = await launch({ ...plainBatch, total: 300 })
    const tokens = await Promise.all(Array.from({ length: 100 }, (_, n) => door.tokenOf(`guest-while-${n}`)))
    const claims = tokens.map((one) => door.call('claimCoupon', { batchId }, { token: one }))
    const edits = [250, 400].map(async (total) =>
      door.call(
        'updateBatch',
        { batchId, version: (await launch.batchIn(promotionId)).version, ...plainBatch, total },
        { token },
      ),
    )
    const answers = await Promise.all(claims)
    await Promise.all(edits)
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(100)
    const { total, counts } = await launch.batchIn(promotionId)
    expect(counts).toMatchObject({ claimed: 100, left: total - 100 })
  })

  it('two marketers at once lose nothing: the second is told what changed', async () => {
    const { promotionId, batchId } = await launch(plainBatch)
    const { version } = await launch.batchIn(promotionId)
    const save = (edit: Partial<BatchForm>) => door.call('updateBatch', { batchId, version, ...plainBatch, ...edit }, { token })
    expect((await save({ title: '甲改的' })).status).toBe(200)
    const second = await save({ total: 50 })
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'version.stale', details: { version: version + 1, changed: ['title'] } },
    })
    expect(await launch.batchIn(promotionId)).toMatchObject({ title: '甲改的', total: 10 })
    // The first, whose answer was lost, asks again.
    expect(await save({ title: '甲改的' })).toMatchObject({ status: 200, body: { version: version + 1 } })
    const atOnce = await Promise.all(
      [1, 2, 3].map((n) =>
        door.call('updateBatch', { batchId, version: version + 1, ...plainBatch, title: `第${n}位` }, { token }),
      ),
    )
    expect(atOnce.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  it("answers another merchant's batch like none, and one that was stopped as ended", async () => {
    const cards = batchesIn((await door.call('listOffers', { limit: 100 })).body.items)
    const other = cards.find((card) => card.merchantName === '春水小火锅')?.batchId ?? ''
    expect((await door.call('updateBatch', { batchId: other, version: 1, ...plainBatch }, { token })).body.code).toBe(
      'batch.not_found',
    )
    const { batchId } = await launch(plainBatch)
    await door.call('stopBatch', { batchId }, { token })
    expect((await door.call('updateBatch', { batchId, version: 1, ...plainBatch, total: 50 }, { token })).body.code).toBe(
      'batch.ended',
    )
  })
})

describe('updatePromotion', () => {
  it('moves the window of the batches that have none of their own', async () => {
    const { promotionId, batchId } = await launch(plainBatch)
    const { name, from, to, version } = await launch.seen(promotionId)
    const later = new Date(Date.parse(to) + 86_400_000).toISOString()
    const saved = await door.call(
      'updatePromotion',
      { promotionId, version, name: `${name}（延长）`, from, to: later },
      { token },
    )
    expect(saved).toMatchObject({ status: 200, body: { version: version + 1, to: later } })
    door.clock.offsetMs += 6000
    expect((await door.call('getBatch', { batchId })).body.claim.to.slice(0, 10)).toBe(dayIn('Asia/Shanghai', later))
    const soon = new Date(door.clock.now().getTime() + 3_600_000).toISOString()
    const shut = { promotionId, version: version + 1, name, from: soon, to: later }
    await door.call('updatePromotion', shut, { token })
    expect((await claim(batchId, 'guest-window')).body).toMatchObject({ code: 'batch.not_started', retryAt: soon })
  })

  it('gives its stores to the batches that have none of their own, and to no held coupon', async () => {
    const { promotionId, batchId } = await launch(plainBatch, true, { stores: { storeIds: [at.store1] } })
    const guest = await at.claimed(batchId, 'guest-stores-1')
    const { name, from, to, version } = await launch.seen(promotionId)
    const stores = { storeIds: [at.store1, at.store2] }
    await door.call('updatePromotion', { promotionId, version, name, from, to, stores }, { token })
    expect((await launch.batchIn(promotionId)).scope).toBeUndefined()
    const redeem = async (code: string) =>
      door.call('redeem', { code, storeId: at.store2, bill: { totalFen: 2000 } }, { token: at.clerk2 })
    expect((await redeem((await guest.code()).code)).body.code).toBe('coupon.wrong_store')
    const other = await at.claimed(batchId, 'guest-stores-2')
    expect((await redeem((await other.code()).code)).status).toBe(201)
  })

  it('refuses a window that cuts off a batch, names it, and changes nothing', async () => {
    const now = door.clock.now().getTime()
    const days = (n: number) => new Date(now + n * 86_400_000).toISOString()
    const { promotionId, batchId } = await launch({ ...plainBatch, claim: { from: days(1), to: days(20) } })
    const { name, from, version } = await launch.seen(promotionId)
    const refused = await door.call('updatePromotion', { promotionId, version, name, from, to: days(10) }, { token })
    expect(refused).toMatchObject({ status: 422, body: { field: 'to', details: { batchId, title: plainBatch.title } } })
    expect((await launch.seen(promotionId)).version).toBe(version)
  })

  it('tells the second of two editors what changed, and minds no batch that was added meanwhile', async () => {
    const { promotionId } = await launch(plainBatch)
    const { name, from, to, version } = await launch.seen(promotionId)
    await door.call('createBatch', { promotionId, ...plainBatch }, { token })
    expect((await door.call('updatePromotion', { promotionId, version, name: '甲', from, to }, { token })).status).toBe(200)
    const second = await door.call(
      'updatePromotion',
      { promotionId, version, name, from, to: `${to.slice(0, 19)}Z` },
      { token },
    )
    expect(second).toMatchObject({ status: 409, body: { code: 'version.stale', details: { changed: ['name'] } } })
    const again = await door.call('updatePromotion', { promotionId, version, name: '甲', from, to }, { token })
    expect(again).toMatchObject({ status: 200, body: { version: version + 1, name: '甲' } })
  })

  it('keeps who bears the discount, and refuses shares that are not a whole', async () => {
    const { promotionId } = await launch(plainBatch, true, { bearer: { merchant: 50, headOffice: 30, platform: 20 } })
    const { name, from, to, version, bearer } = await launch.seen(promotionId)
    expect(bearer).toEqual({ merchant: 50, headOffice: 30, platform: 20 })
    const odd = { promotionId, version, name, from, to, bearer: { merchant: 50, headOffice: 30, platform: 30 } }
    expect((await door.call('updatePromotion', odd, { token })).body).toMatchObject({
      code: 'input.invalid',
      field: 'bearer.merchant',
    })
  })
})

describe('copyPromotion', () => {
  it('makes a draft with the same terms, beginning now, once for one key, and without what was stopped', async () => {
    const { promotionId } = await launch({ ...plainBatch, weekdays: [1, 2, 3, 4, 5] }, true, { budgetFen: 50_000 })
    const stopped = await door.call('createBatch', { promotionId, ...plainBatch, title: '停发的' }, { token })
    await door.call('stopBatch', { batchId: stopped.body.batchId }, { token })
    const copies = await Promise.all([1, 2].map(() => door.call('copyPromotion', { promotionId }, { token, key: 'copy-1' })))
    const [copy] = copies
    expect(copies.map(({ status, body }) => [status, body.promotionId])).toEqual(
      copies.map(() => [201, copy?.body.promotionId]),
    )
    expect(copy?.body).toMatchObject({ state: 'draft', budgetFen: 50_000, budget: { leftFen: 50_000 } })
    expect(copy?.body.batches).toMatchObject([
      { title: plainBatch.title, weekdays: [1, 2, 3, 4, 5], state: 'draft', counts: { claimed: 0 } },
    ])
    const first = await launch.seen(promotionId)
    const long = ({ from, to }: { from: string; to: string }) => Date.parse(to) - Date.parse(from)
    expect(long(copy?.body ?? first)).toBe(long(first))
  })
})
