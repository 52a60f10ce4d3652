import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newGiving } from '../../local/testing/giving.ts'

let door: FrontDoor
let on: Awaited<ReturnType<typeof newGiving>>
let marketer: string
beforeAll(async () => {
  door = await frontDoor()
  on = await newGiving(door)
  marketer = await door.tokenOf('seed-marketer')
})

const thousandOff = { kind: 'amount' as const, offFen: 1000, minSpendFen: 0 }
const budgetOf = async (promotionId: string) => {
  await door.settle()
  return (await door.call('getPromotion', { promotionId }, { token: marketer })).body.budget
}
/** A gift of a coupon that holds 1,000 fen of a budget of 1,500, taken by a friend. */
async function takenGift() {
  const { batchId, promotionId } = await on.launch(
    { total: 5, benefit: thousandOff, validity: { kind: 'days', days: 3 } },
    true,
    { budgetFen: 1500 },
  )
  const giver = await on.giver(batchId)
  const { giftToken } = (await giver.give()).body
  const token = await on.taker()
  const { couponId } = (await on.take(giftToken, token)).body
  return { promotionId, giver, giftToken, token, couponId }
}

describe('the money that a coupon holds', () => {
  it('goes along with it, and what the bill leaves of it comes back once', async () => {
    const { promotionId, couponId, token, giftToken } = await takenGift()
    await on.take(giftToken, token)
    expect(await budgetOf(promotionId)).toEqual({ totalFen: 1500, usedFen: 0, heldFen: 1000, leftFen: 500 })
    const { code } = (await door.call('showCode', { couponId }, { token })).body
    const asked = { code, storeId: on.at.store1, bill: { totalFen: 300 } }
    const done = await door.call('redeem', asked, { token: on.at.clerk1 })
    expect(await budgetOf(promotionId)).toEqual({ totalFen: 1500, usedFen: 300, heldFen: 0, leftFen: 1200 })
    await door.call('undoRedemption', { redemptionId: done.body.redemptionId, reason: '点错' }, { token: on.at.clerk1 })
    expect(await budgetOf(promotionId)).toEqual({ totalFen: 1500, usedFen: 0, heldFen: 1000, leftFen: 500 })
    on.pass(4 * 24)
    for (let run = 0; run < 2; run++) await door.runJobs()
    expect(await budgetOf(promotionId)).toEqual({ totalFen: 1500, usedFen: 0, heldFen: 0, leftFen: 1500 })
  })

  it('comes back once when the friend lets it expire, and not when the giver’s time would be over', async () => {
    const { promotionId } = await takenGift()
    on.pass(4 * 24)
    await door.runJobs()
    const after = door.table.units().write
    for (let run = 0; run < 2; run++) await door.runJobs()
    // Nothing of either coupon is due any more.
    expect(door.table.units().write).toBe(after)
    expect(await budgetOf(promotionId)).toEqual({ totalFen: 1500, usedFen: 0, heldFen: 0, leftFen: 1500 })
  })

  it('stays with a coupon that is out, and comes back once when it comes back as expired', async () => {
    const form = { total: 5, benefit: thousandOff, validity: { kind: 'days' as const, days: 1 } }
    const { batchId, promotionId } = await on.launch(form, true, { budgetFen: 1500 })
    const giver = await on.giver(batchId)
    await giver.give()
    expect(await budgetOf(promotionId)).toMatchObject({ heldFen: 1000, leftFen: 500 })
    on.pass(25)
    for (let run = 0; run < 3; run++) await door.runJobs()
    expect(await giver.coupon()).toMatchObject({ state: 'expired', giving: { state: 'expired' } })
    expect(await budgetOf(promotionId)).toEqual({ totalFen: 1500, usedFen: 0, heldFen: 0, leftFen: 1500 })
  })
})

it('a batch that is edited while a coupon is out leaves the friend the rules it was claimed under, byte for byte', async () => {
  const { batchId } = await on.launch({ total: 5, weekdays: [1, 2, 3, 4, 5, 6, 7] })
  const giver = await on.giver(batchId)
  const { benefit, rules, usableFrom, usableTo } = await giver.coupon()
  const before = JSON.stringify({ benefit, rules, usableFrom, usableTo })
  const { giftToken } = (await giver.give()).body
  const batches = (await door.call('listPromotions', { limit: 100 }, { token: marketer })).body.items.flatMap(
    (one) => one.batches,
  )
  const { version, title, total, perMember } = batches.find((one) => one.batchId === batchId) ?? {
    version: 0,
    title: '',
    total: 0,
    perMember: 1,
  }
  const form = { title, total, perMember, benefit: { ...thousandOff, offFen: 1 }, validity: { kind: 'days' as const, days: 2 } }
  const edited = await door.call('updateBatch', { batchId, version, ...form }, { token: marketer })
  expect(edited.status).toBe(200)
  const taken = (await on.take(giftToken, await on.taker())).body
  const { benefit: b, rules: r, usableFrom: f, usableTo: t } = taken
  expect(JSON.stringify({ benefit: b, rules: r, usableFrom: f, usableTo: t })).toBe(before)
  const gift = await on.look(giftToken)
  expect(gift.rules).toEqual(rules)
})

describe('a manager who redeems without a code', () => {
  const assist = (couponId: string) => {
    const asked = { orderId: couponId, storeId: on.at.store1, bill: { totalFen: 5000 }, reason: '顾客手机没电' }
    return door.call('redeemByOrder', asked, { token: on.at.manager })
  }

  it('cannot use what is out or was taken', async () => {
    const giver = await on.giver()
    const { giftToken } = (await giver.give()).body
    expect(await assist(giver.couponId)).toMatchObject({ status: 409, body: { code: 'coupon.not_usable' } })
    const token = await on.taker()
    const { couponId } = (await on.take(giftToken, token)).body
    expect((await assist(giver.couponId)).body.code).toBe('coupon.not_usable')
    expect((await assist(couponId)).status).toBe(201)
  })

  it('can use what came back by the clock, whatever the job has done', async () => {
    const giver = await on.giver()
    await giver.give()
    on.pass(24.01)
    expect((await assist(giver.couponId)).status).toBe(201)
    await door.runJobs()
    expect((await giver.coupon()).history?.map(({ kind }) => kind)).toEqual(['claimed', 'gifted', 'came_back', 'redeemed'])
  })
})
