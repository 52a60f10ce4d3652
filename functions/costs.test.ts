import { randomUUID } from 'node:crypto'
import { costOf } from '../local/testing/cost.ts'
import { besides, costs, waited } from '../local/testing/costs.ts'
import { type CounterSide, newCounter } from '../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../local/testing/front-door.ts'
import { newLaunch } from '../local/testing/launch.ts'
import { newVouchers } from '../local/testing/vouchers.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let at: CounterSide
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  at = await newCounter(door)
})

const bill = { totalFen: 4550, receiptNo: 'No. 2026-11-21-000017' }

it('a claim costs 4 units: one round trip where the words are known, two where a process sees the batch first', async () => {
  const { batchId } = await launch({ total: 100 })
  const [a, b] = await Promise.all(['guest-cost-a', 'guest-cost-b'].map(door.tokenOf))
  const cold = await costOf(door, () => door.call('claimCoupon', { batchId }, { token: a }))
  expect(costs.coupon.claimCoupon).toMatchObject({ calls: 1, write: 4 })
  expect(cold).toEqual({ calls: 2, write: 4 })
  expect(await costOf(door, () => door.call('claimCoupon', { batchId }, { token: b }))).toEqual(
    waited(costs.coupon.claimCoupon),
  )
})

it('a trace costs nothing: with it a coupon still is one unit when it is claimed, in a flash batch too, and when it is redeemed', async () => {
  const { traceText } = await import('./kernel/trace.ts')
  const ids = { touchpointId: 'tpt_01KA0000000000000000000000', shareId: 'shr_01KA0000000000000000000000' }
  const key = '0d4b7e8a-1111-4222-8333-444455556666'
  await door.call('listStores', {}, { token: at.clerk1 })
  for (const expectedPerSecond of [1, 10_000]) {
    const { promotionId, batchId } = await launch({ total: 1000, expectedPerSecond }, true, { budgetFen: 10_000_000 })
    const trace = await traceText({ ...ids, promotionId, depth: 200, nonce: 'AQIDBAUGBwg' })
    const [first, bare, traced] = await Promise.all(
      ['a', 'b', 'c'].map((name) => door.tokenOf(`guest-cost-trace-${name}-${expectedPerSecond}`)),
    )
    const claim = (token: string | undefined, said: object) =>
      costOf(door, () => door.call('claimCoupon', { batchId, ...said }, { token, key }))
    await claim(first, {})
    const untraced = await claim(bare, {})
    expect(await claim(traced, { trace })).toEqual(untraced)
    const redeemed = async (token: string | undefined) => {
      const { couponId } = (await door.call('listMyCoupons', {}, { token })).body.items[0] ?? { couponId: '' }
      const { code } = (await door.call('showCode', { couponId }, { token })).body
      return costOf(door, () =>
        door.call('redeem', { code, storeId: at.store1, bill }, { token: at.clerk1, key: randomUUID() }),
      )
    }
    const [untracedUse, use] = [await redeemed(bare), await redeemed(traced)]
    expect(use).toEqual(untracedUse)
  }
})

it('a claim in a flash batch costs 3 units in three round trips, and one more where a process sees the batch first', async () => {
  const { batchId } = await launch({ total: 1000, expectedPerSecond: 10_000 })
  const [a, b] = await Promise.all(['guest-cost-c', 'guest-cost-d'].map(door.tokenOf))
  const cold = await costOf(door, () => door.call('claimCoupon', { batchId }, { token: a }))
  expect(cold).toEqual({ calls: 4, write: 3 })
  expect(besides.claimInRush).toEqual({ calls: 3, write: 3 })
  expect(await costOf(door, () => door.call('claimCoupon', { batchId }, { token: b }))).toEqual(besides.claimInRush)
})

it('a cap of a day costs 2 units more', async () => {
  const { batchId } = await launch({ total: 100, perDay: 50 })
  const token = await door.tokenOf('guest-cost-day')
  expect(await costOf(door, () => door.call('claimCoupon', { batchId }, { token }))).toEqual({ calls: 2, write: 6 })
})

it('a budget costs 3 units more: its item, and the place in the index where the coupon waits for its end', async () => {
  const { batchId } = await launch({ total: 100 }, true, { budgetFen: 1_000_000 })
  const guest = await at.claimed(batchId, 'guest-cost-budget-0')
  const token = await door.tokenOf('guest-cost-budget')
  expect(await costOf(door, () => door.call('claimCoupon', { batchId }, { token }))).toEqual({ calls: 1, write: 7 })
  const asked = { code: (await guest.code()).code, storeId: at.store1, bill }
  await door.call('listStores', {}, { token: at.clerk1 })
  expect(await costOf(door, () => door.call('redeem', asked, { token: at.clerk1 }))).toEqual({ calls: 2, write: 2 })
})

it('a sold-out answer costs no write once a process knows', async () => {
  const { batchId } = await launch({ total: 1 })
  const [a, b, c] = await Promise.all(['guest-sold-a', 'guest-sold-b', 'guest-sold-c'].map(door.tokenOf))
  await door.call('claimCoupon', { batchId }, { token: a })
  await door.call('claimCoupon', { batchId }, { token: b })
  const before = door.table.units()
  expect((await door.call('claimCoupon', { batchId }, { token: c })).body.code).toBe('batch.sold_out')
  const after = door.table.units()
  expect({ calls: after.calls - before.calls, write: after.write - before.write }).toEqual(waited(costs.refused.refusedClaim))
})

it('a flash batch that is sold out answers without a write once a process knows', async () => {
  const { batchId } = await launch({ total: 2, expectedPerSecond: 1000 })
  const tokens = await Promise.all(['a', 'b', 'c', 'd'].map((name) => door.tokenOf(`guest-rush-${name}`)))
  for (const token of tokens.slice(0, 3)) await door.call('claimCoupon', { batchId }, { token })
  const before = door.table.units()
  expect((await door.call('claimCoupon', { batchId }, { token: tokens[3] })).body.code).toBe('batch.sold_out')
  const after = door.table.units()
  expect([after.calls - before.calls, after.write - before.write]).toEqual([1, 0])
})

it('showing a code is one round trip and no unit', async () => {
  const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-cost-code')
  const cost = await costOf(door, () => door.call('showCode', { couponId: guest.couponId }, { token: guest.token }))
  expect(cost).toEqual(waited(costs.coupon.showCode))
  expect(cost).toEqual({ calls: 1, write: 0 })
})

it('looking is one round trip and no unit, redeeming two round trips and one unit', async () => {
  const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-cost-redeem')
  const asked = { code: (await guest.code()).code, storeId: at.store1, bill }
  // The roles of the clerk and the words of the store are known for half a minute.
  await door.call('listStores', {}, { token: at.clerk1 })
  await door.call('getStore', { storeId: at.store1 })
  const look = await costOf(door, () => door.call('previewRedemption', asked, { token: at.clerk1 }))
  expect(look).toEqual(waited(costs.coupon.previewRedemption))
  const use = await costOf(door, () =>
    door.call('redeem', asked, { token: at.clerk1, key: '0d4b7e8a-1111-4222-8333-444455556666' }),
  )
  expect(use).toEqual(waited(costs.coupon.redeem))
  expect([look, use]).toEqual([
    { calls: 1, write: 0 },
    { calls: 2, write: 1 },
  ])
})

it('a typed code costs twelve units more than a scanned one, its tries taken and given back; a second look two round trips', async () => {
  const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-cost-typed')
  const asked = { typedCode: (await guest.code()).typedCode, storeId: at.store1, bill }
  const look = () => costOf(door, () => door.call('previewRedemption', asked, { token: at.clerk1 }))
  // What is known of the number and the tries is read first; then the tries are taken while the coupons are read.
  // Coupons and vouchers are two reads at once.
  expect(await look()).toEqual({ calls: 5, write: 12 })
  expect(await look()).toEqual({ calls: 4, write: 12 })
  // Beside those, a redemption reads its key with the coupons and writes one unit.
  const use = await costOf(door, () => door.call('redeem', asked, { token: at.clerk1, key: 'typed' }))
  expect(use).toEqual({ calls: 6, write: 13 })
})

it('a voucher costs the counter what a coupon with a budget does: it waits in the index for its end', async () => {
  const shop = newVouchers(door)
  const guest = await shop.bought('guest-cost-voucher', await shop.terms({ uses: 10 }), { amountFen: 9_999 })
  const asked = { code: (await guest.code()).code, storeId: at.store1, uses: 3 }
  await door.call('listStores', {}, { token: at.clerk1 })
  await door.call('getStore', { storeId: at.store1 })
  const show = await costOf(door, () => door.call('showCode', { voucherId: guest.voucherId }, { token: guest.token }))
  expect(show).toEqual({ calls: 1, write: 0 })
  const look = await costOf(door, () => door.call('previewRedemption', asked, { token: at.clerk1 }))
  expect(look).toEqual({ calls: 1, write: 0 })
  expect(await costOf(door, () => door.call('redeem', asked, { token: at.clerk1, key: 'cost' }))).toEqual({
    calls: 2,
    write: 2,
  })
})

it('what the feed derives costs 12 units for a claim in a flash batch by a member who is new here, 10 by one who is known, and the code then costs nothing more', async () => {
  await door.settle()
  const guest = await at.claimed((await launch({ total: 500, expectedPerSecond: 500 })).batchId, 'guest-cost-rush-feed')
  const settling = async () => {
    await door.settle()
    return { status: 200 }
  }
  expect((await costOf(door, settling)).write).toBe(12)
  const { batchId } = await launch({ total: 500, expectedPerSecond: 500 })
  await door.call('claimCoupon', { batchId }, { token: guest.token })
  expect((await costOf(door, settling)).write).toBe(10)
  const cost = await costOf(door, () => door.call('showCode', { couponId: guest.couponId }, { token: guest.token }))
  expect(cost).toEqual({ calls: 1, write: 0 })
})

it('what the feed derives costs 11 units for the claim of a new member, 18 for a redemption with its audit line, and 2 more where it has a key', async () => {
  const guests = await Promise.all(
    ['guest-cost-feed', 'guest-cost-feed-key'].map(async (name) => at.claimed((await launch({ total: 5 })).batchId, name)),
  )
  const settling = async () => {
    await door.settle()
    return { status: 200 }
  }
  expect((await costOf(door, settling)).write).toBe(2 * 11)
  expect([costs.coupon['after claimCoupon'].write, costs.coupon['after redeem'].write]).toEqual([11, 20])
  for (const [nth, guest] of guests.entries()) {
    const asked = { code: (await guest.code()).code, storeId: at.store1, bill }
    await door.call('redeem', asked, { token: at.clerk1, key: nth === 0 ? undefined : 'feed' })
    expect((await costOf(door, settling)).write).toBe(nth === 0 ? 18 : 20)
  }
})

it('a session and the roles are one read together, and then none for half a minute', async () => {
  const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-cost-session')
  door.clock.offsetMs += 31_000
  const look = { code: (await guest.code()).code, storeId: at.store1, bill }
  await door.call('getStore', { storeId: at.store1 })
  const preview = () => costOf(door, () => door.call('previewRedemption', look, { token: at.clerk1 }))
  expect([await preview(), await preview()]).toEqual([
    { calls: 2, write: 0 },
    { calls: 1, write: 0 },
  ])
  door.clock.offsetMs += 31_000
  const show = () => costOf(door, () => door.call('showCode', { couponId: guest.couponId }, { token: guest.token }))
  expect([await show(), await show()]).toEqual([
    { calls: 2, write: 0 },
    { calls: 1, write: 0 },
  ])
})

it('a duty costs the counter nothing where it fits, and one read where it does not', async () => {
  const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-cost-duty')
  await door.call('startDuty', { storeId: at.store1 }, { token: at.manager })
  await door.call('listStores', {}, { token: at.manager })
  const { code } = await guest.code()
  for (const storeId of [at.store1, at.store2]) await door.call('getStore', { storeId })
  const here = await costOf(door, () =>
    door.call('previewRedemption', { code, storeId: at.store1, bill }, { token: at.manager }),
  )
  expect(here).toEqual({ calls: 1, write: 0 })
  const before = door.table.units().calls
  const there = await door.call('previewRedemption', { code, storeId: at.store2, bill }, { token: at.manager })
  expect([there.body.code, door.table.units().calls - before]).toEqual(['role.forbidden', 1])
})
