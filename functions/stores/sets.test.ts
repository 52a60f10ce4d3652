import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'

let door: FrontDoor
let at: CounterSide
let launch: ReturnType<typeof newLaunch>
let token: string
beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  launch = newLaunch(door)
  token = await door.tokenOf('seed-marketer')
})

const newSet = async (form: { storeIds: string[] } | { rule: 'all' | { city: string } }) =>
  (await door.call('createStoreSet', { name: '门店组', ...form }, { token })).body
const bill = { totalFen: 5000 }
const look = async (guest: { code(): Promise<{ code: string }> }, storeId: string, clerk: string | undefined) => {
  const asked = { code: (await guest.code()).code, storeId, bill }
  return (await door.call('previewRedemption', asked, { token: clerk })).body
}

describe('a set of stores', () => {
  it('is made of ids or by a rule, once for one key', async () => {
    const ids = await newSet({ storeIds: [at.store1] })
    expect(ids).toMatchObject({ version: 1, storeCount: 1 })
    expect((await door.call('getStoreSet', { storeSetId: ids.storeSetId }, { token })).body.storeIds).toEqual([at.store1])
    expect(await newSet({ rule: 'all' })).toMatchObject({ rule: 'all', storeCount: 3 })
    expect(await newSet({ rule: { city: '成都' } })).toMatchObject({ rule: { city: '成都' }, storeCount: 3 })
    const asked = { name: '一次', rule: 'all' as const }
    const twice = await Promise.all([1, 2].map(() => door.call('createStoreSet', asked, { token, key: 'set-once' })))
    expect(twice[0]?.body).toEqual(twice[1]?.body)
    expect((await door.call('listStoreSets', {}, { token })).body.items[0]).toMatchObject({ name: '一次', storeCount: 3 })
  })

  it.each([
    ['neither ids nor rule', {}, 'input.invalid', 'storeIds'],
    ['both', { storeIds: ['sto_x'], rule: 'all' }, 'input.invalid', 'storeIds'],
    ['a store of nobody', { storeIds: ['sto_nobody'] }, 'store.not_found', 'storeIds.0'],
    ['a city without stores', { rule: { city: '拉萨' } }, 'input.invalid', 'rule'],
  ])('refuses %s', async (_, form, code, field) => {
    const answer = await door.call('createStoreSet', { name: '门店组', ...form } as never, { token })
    expect(answer.body).toMatchObject({ code, field })
  })

  it('is edited on the version that was seen; a repeat is the same edit', async () => {
    const { storeSetId } = await newSet({ storeIds: [at.store1] })
    const edit = { storeSetId, version: 1, name: '两家', storeIds: [at.store1, at.store2] }
    const second = await door.call('updateStoreSet', edit, { token })
    expect(second.body).toMatchObject({ version: 2, name: '两家', storeCount: 2 })
    expect((await door.call('updateStoreSet', edit, { token })).body).toEqual(second.body)
    const late = await door.call('updateStoreSet', { ...edit, name: '另一个' }, { token })
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'version.stale', details: { version: 2, changed: { name: '两家', storeCount: 2 } } },
    })
  })
})

describe('an offer in a set of stores', () => {
  it('is good in the stores of the set and in no other', async () => {
    const { storeSetId } = await newSet({ storeIds: [at.store1] })
    const { batchId } = await launch({ total: 5, scope: { storeSetId } })
    const guest = await at.claimed(batchId, 'guest-set')
    expect(await look(guest, at.store1, at.clerk1)).toMatchObject({ usable: true })
    expect(await look(guest, at.store2, at.clerk2)).toMatchObject({ usable: false, why: { code: 'coupon.wrong_store' } })
    const asked = { code: (await guest.code()).code, storeId: at.store2, bill }
    expect((await door.call('redeem', asked, { token: at.clerk2 })).body.code).toBe('coupon.wrong_store')
    const offer = (await door.call('getBatch', { batchId })).body
    expect(offer).toMatchObject({ storeCount: 1, stores: [{ storeId: at.store1 }] })
    expect(offer.rules).toContain('指定 1 家门店可用')
  })

  it('keeps for its holders the version they claimed under, whatever becomes of the set', async () => {
    const { storeSetId } = await newSet({ storeIds: [at.store1] })
    const { batchId } = await launch({ total: 5, scope: { storeSetId } })
    const guest = await at.claimed(batchId, 'guest-set-held')
    const before = (await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })).body
    await door.call('updateStoreSet', { storeSetId, version: 1, name: '换了', storeIds: [at.store2] }, { token })
    expect((await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })).body).toEqual(before)
    expect(await look(guest, at.store1, at.clerk1)).toMatchObject({ usable: true })
    expect(await look(guest, at.store2, at.clerk2)).toMatchObject({ usable: false })
    const later = await at.claimed((await launch({ total: 5, scope: { storeSetId } })).batchId, 'guest-set-later')
    expect(await look(later, at.store2, at.clerk2)).toMatchObject({ usable: true })
    expect(await look(later, at.store1, at.clerk1)).toMatchObject({ usable: false })
  })

  it('takes the set of its promotion, and no store outside it', async () => {
    const { storeSetId } = await newSet({ storeIds: [at.store1] })
    const now = door.clock.now().getTime()
    const window = { from: new Date(now).toISOString(), to: new Date(now + 86_400_000).toISOString() }
    const promotion = await door.call('createPromotion', { name: '组内活动', ...window, stores: { storeSetId } }, { token })
    expect(promotion.body.stores).toEqual({ storeSetId })
    const { promotionId } = promotion.body
    const form = {
      ...{ promotionId, title: '券', total: 5, perMember: 1 },
      benefit: { kind: 'amount' as const, offFen: 100, minSpendFen: 0 },
      validity: { kind: 'days' as const, days: 3 },
    }
    const inherited = await door.call('createBatch', form, { token })
    expect(inherited.body.scope).toBeUndefined()
    await door.call('launchPromotion', { promotionId }, { token })
    const offer = await door.call('getBatch', { batchId: inherited.body.batchId })
    expect(offer.body).toMatchObject({ storeCount: 1, stores: [{ storeId: at.store1 }] })
    const outside = await door.call('createBatch', { ...form, scope: { storeIds: [at.store1, at.store2] } }, { token })
    expect(outside.body).toMatchObject({ code: 'input.invalid', field: 'scope.storeIds.1' })
    const wider = await newSet({ rule: 'all' })
    const tooWide = await door.call('createBatch', { ...form, scope: { storeSetId: wider.storeSetId } }, { token })
    expect(tooWide.body).toMatchObject({ code: 'input.invalid', field: 'scope.storeSetId' })
    const both = await door.call('createBatch', { ...form, scope: { storeSetId, storeIds: [at.store1] } }, { token })
    expect(both.body).toMatchObject({ code: 'input.invalid', field: 'scope.storeSetId' })
    const nobody = await door.call('createBatch', { ...form, scope: { storeSetId: 'set_nobody' } }, { token })
    expect(nobody.body).toMatchObject({ code: 'set.not_found', field: 'scope.storeSetId' })
  })
})
