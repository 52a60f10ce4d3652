import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'

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

const thousandOff = { kind: 'amount' as const, offFen: 1000, minSpendFen: 0 }
const claim = async (batchId: string, openid: string) => {
  // What is known to be spent is kept for a second.
  door.clock.offsetMs += 1100
  return door.call('claimCoupon', { batchId }, { token: await door.tokenOf(openid) })
}
const budgetOf = async (promotionId: string) => {
  await door.settle()
  return (await door.call('getPromotion', { promotionId }, { token })).body.budget
}
const redeemFor = async (guest: { code: () => Promise<{ code: string }> }, totalFen: number) => {
  const { code } = await guest.code()
  const answer = await door.call('redeem', { code, storeId: at.store1, bill: { totalFen } }, { token: at.clerk1 })
  await door.settle()
  return answer.body
}

describe('the budget of a promotion', () => {
  it('500 claims at once against the last 10,000 fen give ten coupons of 1,000 and tell the others why', async () => {
    const { promotionId, batchId } = await launch({ total: 1000, benefit: thousandOff }, true, { budgetFen: 10_000 })
    const tokens = await Promise.all(Array.from({ length: 500 }, (_, n) => door.tokenOf(`guest-budget-${n}`)))
    const answers = await Promise.all(tokens.map((one) => door.call('claimCoupon', { batchId }, { token: one })))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10)
    const refused = answers.filter(({ status }) => status !== 201)
    expect(new Set(refused.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(['409 promotion.budget_spent']),
    )
    expect(await budgetOf(promotionId)).toEqual({ totalFen: 10_000, usedFen: 0, heldFen: 10_000, leftFen: 0 })
    door.clock.offsetMs += 3000
    expect((await door.call('getBatch', { batchId })).body).toMatchObject({ state: 'sold_out', left: 0 })
  }, 60_000)

  it('a winner who asks again gets the same coupon, and it is not paid for twice', async () => {
    const { promotionId, batchId } = await launch({ total: 5, benefit: thousandOff }, true, { budgetFen: 1500 })
    const first = await claim(batchId, 'guest-again')
    expect((await claim(batchId, 'guest-again')).body.couponId).toBe(first.body.couponId)
    expect((await claim(batchId, 'guest-late')).body.code).toBe('promotion.budget_spent')
    expect((await claim(batchId, 'guest-again')).body.couponId).toBe(first.body.couponId)
    expect(await budgetOf(promotionId)).toMatchObject({ heldFen: 1000, leftFen: 500 })
  })

  it('what a bill leaves of the reserve pays for later claims, once, however often the record comes', async () => {
    const benefit = { kind: 'percent' as const, percentOff: 20, ceilingFen: 1000, minSpendFen: 0 }
    const { promotionId, batchId } = await launch({ total: 9, benefit }, true, { budgetFen: 2000 })
    const guests = [await at.claimed(batchId, 'guest-frees-1'), await at.claimed(batchId, 'guest-frees-2')]
    expect((await claim(batchId, 'guest-frees-3')).body.code).toBe('promotion.budget_spent')
    for (const guest of guests) expect(await redeemFor(guest, 2500)).toMatchObject({ discountFen: 500 })
    expect(await budgetOf(promotionId)).toEqual({ totalFen: 2000, usedFen: 1000, heldFen: 0, leftFen: 1000 })
    const { derive } = await import('../events/events.ts')
    for (const change of door.table.changesAfter(0, 100_000)) await derive(door.table, change, door.clock.now())
    expect(await budgetOf(promotionId)).toMatchObject({ leftFen: 1000 })
    expect((await claim(batchId, 'guest-frees-3')).status).toBe(201)
    expect((await claim(batchId, 'guest-frees-4')).body.code).toBe('promotion.budget_spent')
  })

  it('an undone coupon holds its whole reserve again, and its holder is never refused for budget', async () => {
    const { promotionId, batchId } = await launch({ total: 9, benefit: thousandOff }, true, { budgetFen: 1000 })
    const guest = await at.claimed(batchId, 'guest-undone')
    const { redemptionId } = await redeemFor(guest, 300)
    expect(await budgetOf(promotionId)).toMatchObject({ usedFen: 300, heldFen: 0, leftFen: 700 })
    await door.call('undoRedemption', { redemptionId, reason: '点错' }, { token: at.clerk1 })
    expect(await budgetOf(promotionId)).toEqual({ totalFen: 1000, usedFen: 0, heldFen: 1000, leftFen: 0 })
    expect(await redeemFor(guest, 5000)).toMatchObject({ discountFen: 1000, state: 'done' })
    expect(await budgetOf(promotionId)).toMatchObject({ usedFen: 1000, heldFen: 0, leftFen: 0 })
  })

  it('a coupon that ran out gives its reserve back once, and a used one does not', async () => {
    const { promotionId, batchId } = await launch(
      { total: 9, benefit: thousandOff, validity: { kind: 'days', days: 2 } },
      true,
      { budgetFen: 2000 },
    )
    await at.claimed(batchId, 'guest-expires')
    await redeemFor(await at.claimed(batchId, 'guest-uses'), 5000)
    door.clock.offsetMs += 86_400_000 / 2
    await door.runJobs()
    expect(await budgetOf(promotionId)).toMatchObject({ usedFen: 1000, heldFen: 1000, leftFen: 0 })
    door.clock.offsetMs += 2 * 86_400_000
    await Promise.all([door.runJobs(), door.runJobs()])
    await door.runJobs()
    expect(await budgetOf(promotionId)).toEqual({ totalFen: 2000, usedFen: 1000, heldFen: 0, leftFen: 1000 })
  })

  it('a coupon undone after its end gives everything back', async () => {
    const now = door.clock.now().getTime()
    const to = new Date(now + 30 * 60_000).toISOString()
    const window = { from: new Date(now - 60_000).toISOString(), to }
    const { promotionId, batchId } = await launch(
      { total: 9, benefit: thousandOff, validity: { kind: 'dates', ...window } },
      true,
      { ...window, budgetFen: 1000 },
    )
    const { redemptionId } = await redeemFor(await at.claimed(batchId, 'guest-undo-late'), 400)
    door.clock.offsetMs += 40 * 60_000
    await door.call('undoRedemption', { redemptionId, reason: '点错' }, { token: at.clerk1 })
    await door.runJobs()
    expect(await budgetOf(promotionId)).toEqual({ totalFen: 1000, usedFen: 0, heldFen: 0, leftFen: 1000 })
  })

  it('counts a gift at its value', async () => {
    const gift = { kind: 'gift' as const, item: '拿铁', valueFen: 2200 }
    const { promotionId, batchId } = await launch({ total: 9, benefit: gift }, true, { budgetFen: 5000 })
    await redeemFor(await at.claimed(batchId, 'guest-gift-budget'), 0)
    expect(await budgetOf(promotionId)).toEqual({ totalFen: 5000, usedFen: 2200, heldFen: 0, leftFen: 2800 })
  })
})

describe('raiseBudget', () => {
  it('opens a spent promotion again, is harmless when repeated, and twenty at once raise once', async () => {
    const { promotionId, batchId } = await launch({ total: 9, benefit: thousandOff }, true, { budgetFen: 1000 })
    await at.claimed(batchId, 'guest-raise-1')
    const raise = () => door.call('raiseBudget', { promotionId, fromFen: 1000, toFen: 2000 }, { token })
    const answers = await Promise.all(Array.from({ length: 20 }, raise))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect((await raise()).body.budget).toEqual({ totalFen: 2000, usedFen: 0, heldFen: 1000, leftFen: 1000 })
    expect((await claim(batchId, 'guest-raise-2')).status).toBe(201)
    expect((await claim(batchId, 'guest-raise-3')).body.code).toBe('promotion.budget_spent')
  })

  it.each([
    ['never lowers', { fromFen: 1000, toFen: 900 }, 'promotion.budget_lower'],
    ['does not raise to the same', { fromFen: 1000, toFen: 1000 }, 'promotion.budget_lower'],
    ['does not raise from what is not there', { fromFen: 500, toFen: 3000 }, 'version.stale'],
  ])('%s', async (_, asked, code) => {
    const { promotionId } = await launch({ total: 9, benefit: thousandOff }, true, { budgetFen: 1000 })
    expect((await door.call('raiseBudget', { promotionId, ...asked }, { token })).body.code).toBe(code)
    expect((await budgetOf(promotionId))?.totalFen).toBe(1000)
  })

  it('has nothing to raise where there is no limit', async () => {
    const { promotionId } = await launch({ total: 9 })
    const asked = { promotionId, fromFen: 0, toFen: 5000 }
    expect((await door.call('raiseBudget', asked, { token })).body.code).toBe('promotion.budget_lower')
  })
})

it('a coupon given to a friend takes its reserve along, and gives it back once', async () => {
  const short = { total: 9, benefit: thousandOff, validity: { kind: 'days' as const, days: 2 } }
  const { promotionId, batchId } = await launch(short, true, { budgetFen: 2000 })
  const giver = await at.claimed(batchId, 'guest-gives-budget')
  const { giftToken } = (await door.call('giveGift', { couponId: giver.couponId }, { token: giver.token })).body
  const taken = await door.call('takeGift', { giftToken }, { token: await door.tokenOf('guest-takes-budget') })
  expect(taken.status).toBeLessThan(300)
  // Another gift that nobody takes.
  const other = await at.claimed(batchId, 'guest-gives-in-vain')
  await door.call('giveGift', { couponId: other.couponId }, { token: other.token })
  expect(await budgetOf(promotionId)).toMatchObject({ usedFen: 0, heldFen: 2000, leftFen: 0 })
  door.clock.offsetMs += 3 * 86_400_000
  for (let minute = 0; minute < 3; minute++) await door.runJobs()
  expect(await budgetOf(promotionId)).toMatchObject({ heldFen: 0, leftFen: 2000 })
})
