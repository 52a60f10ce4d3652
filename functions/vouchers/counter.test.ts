import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newVouchers } from '../../local/testing/vouchers.ts'

let door: FrontDoor
let at: CounterSide
let shop: ReturnType<typeof newVouchers>
let people = 0
beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  shop = newVouchers(door)
})

type Form = Parameters<typeof shop.terms>[0]
/** A new guest with vouchers, for 100 yuan each. */
async function guestWith(form: Form = {}, quantity = 1) {
  people += 1
  return shop.bought(`guest-voucher-${people}`, await shop.terms(form), { quantity, amountFen: 10_000 * quantity })
}
type Guest = Awaited<ReturnType<typeof guestWith>>
const scan = async (guest: Guest) => ({ code: (await guest.code()).code, storeId: at.store1 })
const redeem = (asked: { code: string; storeId: string; uses?: number }, key?: string, token = at.clerk1) =>
  door.call('redeem', asked, { token, ...(key === undefined ? {} : { key }) })
const undo = (redemptionId: string, token = at.clerk1, reason = 'wrong_guest') =>
  door.call('undoRedemption', { redemptionId, reason }, { token })
const pass = (minutes: number) => {
  door.clock.offsetMs += minutes * 60_000
}

describe('the wallet', () => {
  it('shows what was bought, with its terms in words, to its buyer alone', async () => {
    const guest = await guestWith({ uses: 3 }, 2)
    const { items } = (await door.call('listMyVouchers', {}, { token: guest.token })).body
    expect(items).toHaveLength(2)
    expect(items[0]).toMatchObject({
      state: 'valid',
      uses: 3,
      used: 0,
      paidFen: 10_000,
      orderId: guest.order.orderId,
      givable: true,
    })
    expect(items[0]?.rules).toContain('每份可用 3 次，可分次使用')
    const other = await door.tokenOf('guest-nosy')
    for (const name of ['getVoucher', 'showCode'] as const)
      expect((await door.call(name, { voucherId: guest.voucherId }, { token: other })).body.code).toBe('voucher.not_found')
    expect((await door.call('listMyVouchers', {}, { token: other })).body.items).toEqual([])
  })

  it('lists by state, as it is now', async () => {
    const guest = await guestWith({ validDays: 1 })
    const of = async (state: 'valid' | 'expired') =>
      (await door.call('listMyVouchers', { state }, { token: guest.token })).body.items.length
    expect([await of('valid'), await of('expired')]).toEqual([1, 0])
    pass(24 * 60)
    expect([await of('valid'), await of('expired')]).toEqual([0, 1])
    expect((await door.call('showCode', { voucherId: guest.voucherId }, { token: guest.token })).body).toMatchObject({
      code: 'coupon.not_usable',
      details: { state: 'expired' },
    })
  })

  it('asks for either of the two ids', async () => {
    const { token, voucherId } = await guestWith()
    for (const input of [{}, { voucherId, couponId: 'cpn_1' }])
      expect((await door.call('showCode', input, { token })).body).toMatchObject({ code: 'input.invalid', field: 'couponId' })
  })
})

describe('a voucher of one use', () => {
  it('is looked at, redeemed once, and told of to the guest, the day and the audit log', async () => {
    const guest = await guestWith()
    const asked = await scan(guest)
    const look = await door.call('previewRedemption', asked, { token: at.clerk1 })
    expect(look.body).toMatchObject({
      ...{ kind: 'voucher', voucherId: guest.voucherId, usable: true, billNeeded: false, state: 'valid' },
      ...{ usesInAll: 1, usesLeft: 1, uses: 1, valueFen: 10_000, discountFen: 0 },
    })
    expect(look.body.benefit).toBeUndefined()
    const done = await redeem(asked, 'one-use')
    expect(done).toMatchObject({ status: 201, body: { kind: 'voucher', state: 'done', uses: 1, valueFen: 10_000 } })
    expect((await redeem(asked, 'one-use')).body).toEqual(done.body)
    expect((await redeem({ ...asked }, 'another')).body).toMatchObject({
      code: 'coupon.already_redeemed',
      details: { by: done.body.by, at: done.body.at, storeId: at.store1 },
    })
    await door.settle()
    expect(await guest.voucher()).toMatchObject({
      state: 'redeemed',
      used: 1,
      use: { uses: 1 },
      givable: false,
      refundable: false,
    })
    const { items, totals } = (await door.call('listRedemptions', { storeId: at.store1 }, { token: at.clerk1 })).body
    expect(items[0]).toMatchObject({ redemptionId: done.body.redemptionId, voucherId: guest.voucherId, valueFen: 10_000 })
    expect(totals).toMatchObject({ redeemed: 1, discountFen: 0, voucherFen: 10_000 })
    const marketer = await door.tokenOf('seed-marketer')
    const lines = (await door.call('listAudit', {}, { token: marketer })).body.items
    expect(lines.find(({ on }) => on.includes(done.body.redemptionId))).toMatchObject({ operation: 'redeem' })
    // The code of before is worth nothing, and the guest has no other.
    expect((await door.call('showCode', { voucherId: guest.voucherId }, { token: guest.token })).body).toMatchObject({
      code: 'coupon.not_usable',
      details: { state: 'redeemed' },
    })
  })

  it('is read out too, and found by its number, among coupons', async () => {
    const guest = await guestWith()
    const { typedCode, couponNo } = await guest.code()
    const storeId = at.store1
    const look = await door.call('previewRedemption', { typedCode, storeId }, { token: at.clerk1 })
    expect(look.body).toMatchObject({ kind: 'voucher', voucherId: guest.voucherId, usable: true })
    const found = await door.call('previewByOrder', { orderId: couponNo, storeId }, { token: at.manager })
    expect(found.body.items).toMatchObject([{ voucherId: guest.voucherId, usable: true }])
    const byId = { orderId: guest.voucherId, storeId, reason: '手机没电' }
    expect((await door.call('redeemByOrder', byId, { token: at.manager })).body).toMatchObject({
      voucherId: guest.voucherId,
      assisted: { reason: '手机没电' },
    })
  })

  it('is good where its terms say so and nowhere else, and a coupon takes one use only', async () => {
    const guest = await guestWith({ storeIds: [at.store2] })
    const here = await redeem(await scan(guest))
    expect(here.body.code).toBe('coupon.wrong_store')
    const there = { code: (await guest.code()).code, storeId: at.store2 }
    expect((await redeem(there, undefined, at.clerk2)).status).toBe(201)
  })

  it('says at the look already that there are not so many uses', async () => {
    const guest = await guestWith()
    const { body } = await door.call('previewRedemption', { ...(await scan(guest)), uses: 100 }, { token: at.clerk1 })
    expect(body).toMatchObject({ usable: false, why: { code: 'voucher.uses_exceeded' }, usesLeft: 1 })
  })
})

describe('a pass of several uses', () => {
  it('is used k at once, all or none, and its parts are the whole to the fen', async () => {
    const guest = await guestWith({ uses: 3 })
    expect((await redeem({ ...(await scan(guest)), uses: 4 })).body).toMatchObject({
      code: 'voucher.uses_exceeded',
      field: 'uses',
      details: { left: 3, wanted: 4 },
    })
    expect(await guest.voucher()).toMatchObject({ state: 'valid', used: 0 })
    const two = await redeem({ ...(await scan(guest)), uses: 2 })
    expect(two.body).toMatchObject({ uses: 2, valueFen: 6666 })
    expect((await redeem({ ...(await scan(guest)), uses: 2 })).body.code).toBe('voucher.uses_exceeded')
    expect(await guest.voucher()).toMatchObject({ state: 'valid', used: 2 })
    expect((await redeem(await scan(guest))).body).toMatchObject({ uses: 1, valueFen: 3334 })
    expect(await guest.voucher()).toMatchObject({ state: 'redeemed', used: 3 })
  })

  it('a code shown before a use is worth nothing after it, and the same key with other uses is another request', async () => {
    const guest = await guestWith({ uses: 5 })
    const asked = await scan(guest)
    expect((await redeem({ ...asked, uses: 2 }, 'k1')).status).toBe(201)
    expect((await redeem({ ...asked, uses: 2 }, 'k2')).body.code).toBe('code.expired')
    expect((await redeem({ ...asked, uses: 1 }, 'k1')).body.code).toBe('idempotency.mismatch')
    expect(await guest.voucher()).toMatchObject({ used: 2 })
    // Another use came in between, and the first caller asks again before the feed has written the key down.
    const again = await scan(guest)
    await redeem(again, 'k3')
    expect((await redeem({ ...asked, uses: 2 }, 'k1')).body).toMatchObject({ uses: 2 })
    await door.settle()
    expect((await redeem({ ...asked, uses: 2 }, 'k1')).body).toMatchObject({ uses: 2 })
    expect(await guest.voucher()).toMatchObject({ used: 3 })
  })

  it('any use of the last hour can be undone, in any order, once', async () => {
    const guest = await guestWith({ uses: 5 })
    const first = (await redeem({ ...(await scan(guest)), uses: 2 })).body.redemptionId
    pass(10)
    const second = (await redeem(await scan(guest))).body.redemptionId
    expect(await guest.voucher()).toMatchObject({ used: 3 })
    expect((await undo(first)).body).toMatchObject({ redemptionId: first, state: 'undone', uses: 2 })
    expect(await guest.voucher()).toMatchObject({ used: 1, undone: { uses: 2 } })
    expect((await undo(first, at.manager)).body.code).toBe('redemption.already_undone')
    expect((await undo(second)).body).toMatchObject({ state: 'undone', uses: 1 })
    expect((await undo(first)).body).toMatchObject({ code: 'redemption.already_undone', details: { by: expect.any(String) } })
    expect(await guest.voucher()).toMatchObject({ state: 'valid', used: 0 })
    await door.settle()
    const history = (await guest.voucher()).history ?? []
    expect(history.map(({ kind, uses }) => [kind, uses])).toEqual([
      ['issued', undefined],
      ['redeemed', 2],
      ['redeemed', 1],
      ['undone', 2],
      ['undone', 1],
    ])
    pass(61)
    const late = (await redeem(await scan(guest))).body.redemptionId
    pass(60)
    expect((await undo(late)).body.code).toBe('redemption.window_over')
    expect((await undo(first)).body.code).toMatch(/^redemption\.(window_over|already_undone)$/)
  })

  it('day list and totals say each use and each undo', async () => {
    const totals = async () => {
      await door.settle()
      return (await door.call('listRedemptions', { storeId: at.store2 }, { token: at.clerk2 })).body
    }
    const before = (await totals()).totals
    const guest = await guestWith({ uses: 4 })
    const there = async () => ({ code: (await guest.code()).code, storeId: at.store2 })
    await redeem({ ...(await there()), uses: 3 }, undefined, at.clerk2)
    const one = (await redeem(await there(), undefined, at.clerk2)).body.redemptionId
    await undo(one, at.clerk2)
    const { totals: after, items } = await totals()
    expect(after).toMatchObject({ redeemed: before.redeemed + 1, undone: before.undone + 1 })
    expect((after.voucherFen ?? 0) - (before.voucherFen ?? 0)).toBe(7500)
    expect(items.slice(0, 2)).toMatchObject([
      { state: 'undone', uses: 1 },
      { state: 'done', uses: 3 },
    ])
  })

  it('from 200 yuan on a manager takes the use back, whatever was paid for the whole', async () => {
    const guest = await shop.bought('guest-voucher-dear', await shop.terms({ uses: 2 }), { amountFen: 40_000 })
    const { redemptionId } = (await redeem(await scan(guest))).body
    expect((await undo(redemptionId)).body).toMatchObject({ code: 'role.forbidden', details: { role: 'manager' } })
    expect((await undo(redemptionId, at.manager)).status).toBe(200)
  })
})
