import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'

let door: FrontDoor
let at: CounterSide
let launch: ReturnType<typeof newLaunch>
let marketer: string
beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  launch = newLaunch(door)
  marketer = await door.tokenOf('seed-marketer')
})

const hour = 3_600_000
const bill = { totalFen: 5000 }
/** The day in Shanghai, so many days from now. */
const day = (later = 0) => new Date(door.clock.now().getTime() + 8 * hour + later * 24 * hour).toISOString().slice(0, 10)
/** Forward to a time of the next day in Shanghai, so that no test runs into midnight. */
function toMorning(): void {
  const next = Date.parse(`${day(1)}T02:00:00Z`)
  door.clock.offsetMs += next - door.clock.now().getTime()
}
beforeEach(toMorning)

const close = (storeId: string, asked: object = {}) =>
  door.call('closeStore', { storeId, reason: '停电检修', ...asked }, { token: marketer })
const reopen = (storeId: string) => door.call('reopenStore', { storeId }, { token: marketer })
const newStore = async (name: string, lat = 30.66) => {
  const place = { address: '东大街 1 号', city: '成都', lat, lng: 104.08, zone: 'Asia/Shanghai' }
  const hours = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '23:00' }]
  return (await door.call('createStore', { name, ...place, hours }, { token: await door.tokenOf('seed-manager') })).body.storeId
}
const held = async (guest: { couponId: string; token: string }) =>
  (await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })).body
const counter = async (guest: { code(): Promise<{ code: string }> }, storeId: string) => {
  const asked = { code: (await guest.code()).code, storeId, bill }
  const look = (await door.call('previewRedemption', asked, { token: at.manager })).body
  return { look, redeem: () => door.call('redeem', asked, { token: at.manager }) }
}

describe('a store that is closed for some days', () => {
  it('redeems nothing, says why, when to come again and where else; and is back the day after', async () => {
    const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-shut')
    const shut = await close(at.store1, { until: day(1) })
    expect(shut.body).toMatchObject({ state: 'closed', closed: { forGood: false, reason: '停电检修', until: day(1) } })
    const closed = await counter(guest, at.store1)
    expect(closed.look).toMatchObject({ usable: false, why: { code: 'store.closed' } })
    const refused = await closed.redeem()
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'store.closed',
        details: { reason: '停电检修', until: day(1), forGood: false, other: { storeId: at.store2 } },
      },
    })
    expect(refused.body.retryAt?.slice(0, 10)).toBe(day(2))
    expect((await counter(guest, at.store2)).look.usable).toBe(true)
    toMorning()
    expect((await counter(guest, at.store1)).look.why?.code).toBe('store.closed')
    toMorning()
    expect((await (await counter(guest, at.store1)).redeem()).status).toBe(201)
  })

  it('tells the holder which store it is, until when, why, and the nearest other one that honours it', async () => {
    const { batchId } = await launch({ total: 5, scope: { storeIds: [at.store1, at.store2] } })
    const guest = await at.claimed(batchId, 'guest-told')
    expect((await held(guest)).closedStores).toBeUndefined()
    await close(at.store1, { until: day(2) })
    const [told] = (await held(guest)).closedStores ?? []
    expect(told).toMatchObject({ storeId: at.store1, name: '巷口咖啡·春熙路店', reason: '停电检修', until: day(2) })
    expect(told?.other).toMatchObject({ storeId: at.store2, distance: expect.any(Number) })
    const wallet = await door.call('listMyCoupons', {}, { token: guest.token })
    expect(wallet.body.items[0]?.closedStores?.[0]?.storeId).toBe(at.store1)
    const offer = (await door.call('getBatch', { batchId })).body
    expect(offer.closedStores?.[0]?.storeId).toBe(at.store1)
    expect(offer.stores.map(({ storeId, closed }) => [storeId, closed?.until])).toEqual([
      [at.store2, undefined],
      [at.store1, day(2)],
    ])
    await reopen(at.store1)
    expect((await held(guest)).closedStores).toBeUndefined()
  })

  it('tells holders of a coupon that is good elsewhere only nothing', async () => {
    const guest = await at.claimed((await launch({ total: 5, scope: { storeIds: [at.store2] } })).batchId, 'guest-other')
    await close(at.store1)
    expect((await held(guest)).closedStores).toBeUndefined()
    await reopen(at.store1)
  })

  it('shows its guests why, until when, another store, and none of its offers', async () => {
    await launch({ total: 5, scope: { storeIds: [at.store1] } })
    await close(at.store1)
    const page = (await door.call('getStore', { storeId: at.store1 })).body
    expect(page).toMatchObject({ state: 'closed', closed: { reason: '停电检修', until: day() }, offers: [] })
    expect(page.other?.storeId).toBe(at.store2)
    expect((await reopen(at.store1)).body.closed).toBeUndefined()
    expect((await door.call('getStore', { storeId: at.store1 })).body.offers.length).toBeGreaterThan(0)
  })

  it('is closed alike on a closed day that was set long before, and open on it until then', async () => {
    const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-holiday')
    const { version } = (await door.call('listStores', {}, { token: at.clerk1 })).body.items[0] ?? { version: 0 }
    const closedDays = [{ day: day(1), reason: '除夕' }]
    await door.call('updateStore', { storeId: at.store1, version, closedDays }, { token: marketer })
    expect((await counter(guest, at.store1)).look.usable).toBe(true)
    toMorning()
    expect((await (await counter(guest, at.store1)).redeem()).body).toMatchObject({
      code: 'store.closed',
      details: { reason: '除夕', until: day() },
    })
    expect((await held(guest)).closedStores?.[0]).toMatchObject({ storeId: at.store1, reason: '除夕' })
    toMorning()
    expect((await (await counter(guest, at.store1)).redeem()).status).toBe(201)
  })

  it('still lets a redemption of before be undone', async () => {
    const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-undo')
    const { redemptionId } = (await (await counter(guest, at.store1)).redeem()).body
    await close(at.store1)
    const undone = await door.call('undoRedemption', { redemptionId, reason: '关门了' }, { token: at.manager })
    expect(undone.status).toBe(200)
    await reopen(at.store1)
  })

  it('is closed once, however often it is said; a repeat keeps the first moment', async () => {
    const item = async () => (await door.table.get({ pk: `STORE#${at.store2}`, sk: 'STORE' }))?.closed
    await close(at.store2)
    const first = await item()
    door.clock.offsetMs += 60_000
    await close(at.store2)
    expect(await item()).toEqual(first)
    await reopen(at.store2)
    expect((await reopen(at.store2)).body.state).not.toBe('closed')
  })

  it.each([
    ['a day that is over', () => ({ until: day(-1) }), 'until'],
    ['a day in three years', () => ({ until: day(1100) }), 'until'],
    ['both a day and for good', () => ({ until: day(1), forGood: true }), 'until'],
    ['no reason', () => ({ reason: ' ' }), 'reason'],
  ])('refuses %s', async (_, asked, field) => {
    expect((await close(at.store1, asked())).body).toMatchObject({ code: 'input.invalid', field })
  })
})

describe('a store that is closed for good', () => {
  it('asks first while coupons are good there only, then ends their claiming and tells their holders', async () => {
    const storeId = await newStore('巷口咖啡·老店')
    const { batchId } = await launch({ total: 5, title: '老店券', scope: { storeIds: [storeId] } })
    const guest = await at.claimed(batchId, 'guest-old-shop')
    await door.settle()
    const asked = await close(storeId, { forGood: true, reason: '租约到期' })
    expect(asked).toMatchObject({
      status: 409,
      body: {
        code: 'store.has_holders',
        field: 'confirmHolders',
        details: { batches: [{ batchId, title: '老店券', claimable: 4, held: 1 }] },
      },
    })
    expect((await door.call('getStore', { storeId })).body.closed).toBeUndefined()
    const done = await close(storeId, { forGood: true, reason: '租约到期', confirmHolders: true })
    expect(done.body).toMatchObject({ state: 'closed', closed: { forGood: true, reason: '租约到期' } })
    const late = await door.call('claimCoupon', { batchId }, { token: await door.tokenOf('guest-late') })
    expect(late.body.code).toBe('batch.ended')
    expect((await held(guest)).closedStores).toMatchObject([{ storeId, forGood: true, reason: '租约到期' }])
    const refused = await (await counter(guest, storeId)).redeem()
    expect(refused.body).toMatchObject({ code: 'store.closed', details: { forGood: true, reason: '租约到期' } })
    expect(refused.body.retryAt).toBeUndefined()
    expect((await close(storeId, { forGood: true, reason: '租约到期', confirmHolders: true })).status).toBe(200)
    expect((await reopen(storeId)).body.code).toBe('store.closed')
    expect((await close(storeId)).body.code).toBe('store.closed')
  })

  it('does not ask where coupons are good elsewhere too, and no offer shows it any more', async () => {
    const [gone, stays] = [await newStore('巷口咖啡·甲店', 30.7), await newStore('巷口咖啡·乙店', 30.71)]
    const { batchId } = await launch({ total: 5, scope: { storeIds: [gone, stays] } })
    const guest = await at.claimed(batchId, 'guest-two-shops')
    expect((await close(gone, { forGood: true })).status).toBe(200)
    const offer = (await door.call('getBatch', { batchId })).body
    expect(offer).toMatchObject({ state: 'open', storeCount: 1, stores: [{ storeId: stays }] })
    expect((await held(guest)).closedStores?.[0]).toMatchObject({ storeId: gone, forGood: true, other: { storeId: stays } })
    // The other one is the last of them now.
    expect((await close(stays, { forGood: true })).body.code).toBe('store.has_holders')
  })

  it('does not ask for what nobody holds and nobody can claim any more', async () => {
    const storeId = await newStore('巷口咖啡·空店')
    const { batchId } = await launch({ total: 5, scope: { storeIds: [storeId] } })
    await door.call('stopBatch', { batchId }, { token: marketer })
    expect((await close(storeId, { forGood: true })).status).toBe(200)
  })

  it('asks for a set of stores of which it is the last', async () => {
    const storeId = await newStore('巷口咖啡·组店')
    const set = await door.call('createStoreSet', { name: '一家', storeIds: [storeId] }, { token: marketer })
    const { batchId } = await launch({ total: 3, scope: { storeSetId: set.body.storeSetId } })
    const asked = await close(storeId, { forGood: true })
    expect(asked.body).toMatchObject({ code: 'store.has_holders', details: { batches: [{ batchId, claimable: 3, held: 0 }] } })
  })

  it('is told to whoever claimed in the millisecond in which it closed', async () => {
    const [gone, stays] = [await newStore('巷口咖啡·戊店'), await newStore('巷口咖啡·己店')]
    const guest = await at.claimed((await launch({ total: 5, scope: { storeIds: [gone, stays] } })).batchId, 'guest-same-ms')
    await close(gone, { forGood: true })
    const key = { pk: `STORE#${gone}`, sk: 'STORE' }
    const closed = (await door.table.get(key))?.closed
    const coupon = wholeTable(door.table).find(({ couponId, sk }) => couponId === guest.couponId && sk.startsWith('COUPON#'))
    const from = String(coupon?.claimedAt)
    await door.table.commit({ change: key, set: { closed: { ...(closed as object), from } }, when: 'always' })
    door.clock.offsetMs += 60_000
    expect((await held(guest)).closedStores).toMatchObject([{ storeId: gone, forGood: true }])
  })

  it('does not tell holders of a store that was gone before they claimed', async () => {
    const [gone, stays] = [await newStore('巷口咖啡·丙店'), await newStore('巷口咖啡·丁店')]
    await close(gone, { forGood: true })
    door.clock.offsetMs += 60_000
    const guest = await at.claimed((await launch({ total: 5, scope: { storeIds: [gone, stays] } })).batchId, 'guest-after')
    expect((await held(guest)).closedStores).toBeUndefined()
  })
})
