import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let at: CounterSide
let marketer: string
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  at = await newCounter(door)
  marketer = await door.tokenOf('seed-marketer')
})

const rush = { expectedPerSecond: 100 }
const claim = (batchId: string, token: string) => door.call('claimCoupon', { batchId }, { token })
const minutes = (count: number) => {
  door.clock.offsetMs += count * 60_000
}

describe('a flash batch in a promotion with a budget', () => {
  const benefit = { kind: 'amount' as const, offFen: 500, minSpendFen: 0 }
  const form = { title: '抢', perMember: 1, benefit, validity: { kind: 'days' as const, days: 1 }, ...rush }
  const minute = 60_000

  async function budgeted(budgetFen: number, total: number) {
    const now = door.clock.now().getTime()
    const window = { from: new Date(now - minute).toISOString(), to: new Date(now + 10 * minute).toISOString() }
    const made = await door.call('createPromotion', { name: '预算', budgetFen, ...window }, { token: marketer })
    const { promotionId } = made.body
    const batch = await door.call('createBatch', { promotionId, total, ...form }, { token: marketer })
    const budget = async () => (await door.call('getPromotion', { promotionId }, { token: marketer })).body.budget
    return { promotionId, batch, budget }
  }

  it('sets aside what all of it may cost, and is refused where the budget is a fen too small', async () => {
    const { batch, budget } = await budgeted(5000, 10)
    expect(batch.status).toBe(201)
    expect(await budget()).toMatchObject({ totalFen: 5000, heldFen: 5000, leftFen: 0 })
    const refused = await budgeted(4999, 10)
    expect(refused.batch.body.code).toBe('promotion.budget_spent')
    expect(await refused.budget()).toMatchObject({ heldFen: 0, leftFen: 4999 })
  })

  it('gives back what a bill leaves, what expires, and what nobody claimed, each once', async () => {
    const { batch, budget, promotionId } = await budgeted(5000, 10)
    await door.call('launchPromotion', { promotionId }, { token: marketer })
    const { batchId } = batch.body
    const used = await at.claimed(batchId, 'budget-used')
    await at.claimed(batchId, 'budget-expired')
    const { code } = await used.code()
    await door.call('redeem', { code, storeId: at.store1, bill: { totalFen: 300 } }, { token: at.clerk1 })
    await door.settle()
    expect(await budget()).toMatchObject({ usedFen: 300, leftFen: 200 })
    // Claiming is over, and an hour later the eight that nobody claimed are free; the one that nobody used at the end of its day.
    minutes(11)
    await door.runJobs()
    expect(await budget()).toMatchObject({ leftFen: 200 })
    minutes(61)
    for (let again = 0; again < 2; again++) await door.runJobs()
    expect(await budget()).toMatchObject({ usedFen: 300, heldFen: 500, leftFen: 4200 })
    minutes(25 * 60)
    for (let again = 0; again < 2; again++) await door.runJobs()
    expect(await budget()).toMatchObject({ usedFen: 300, heldFen: 0, leftFen: 4700 })
  })

  it('keeps what it was made with, and the rest can be edited', async () => {
    const { batch } = await budgeted(5000, 10)
    const edit = async (change: object) =>
      (
        await door.call(
          'updateBatch',
          { batchId: batch.body.batchId, version: 1, total: 10, ...form, ...change },
          { token: marketer },
        )
      ).body
    expect(await edit({ total: 11 })).toMatchObject({ code: 'input.invalid', field: 'total' })
    expect(await edit({ expectedPerSecond: 10 })).toMatchObject({ code: 'input.invalid', field: 'expectedPerSecond' })
    expect(await edit({ benefit: { ...benefit, offFen: 600 } })).toMatchObject({ code: 'input.invalid', field: 'benefit' })
    expect(await edit({ perDay: 5 })).toMatchObject({ code: 'input.invalid', field: 'perDay' })
    expect(await edit({ title: '再抢' })).toMatchObject({ version: 2, title: '再抢' })
    const token = await door.tokenOf('edited-rush')
    await door.call('launchPromotion', { promotionId: batch.body.promotionId }, { token: marketer })
    const claimed = await claim(batch.body.batchId, token)
    expect(claimed.body).toMatchObject({ title: '再抢' })
  })
})

it('a launch says what the rush needs, and that one machine has nothing to set for it', async () => {
  const { promotionId } = await launch({ total: 50, expectedPerSecond: 200 }, false)
  const launched = (await door.call('launchPromotion', { promotionId }, { token: marketer })).body
  expect(launched.warm).toEqual({ writesPerSecond: 1200, state: 'local' })
  const ordinary = await launch({ total: 50 }, false)
  expect(
    (await door.call('launchPromotion', { promotionId: ordinary.promotionId }, { token: marketer })).body.warm,
  ).toBeUndefined()
})

it('an erasure ends a coupon of a flash batch, seen by the feed or not, and leaves its place taken', async () => {
  for (const [name, isSeen] of [
    ['seen', true],
    ['unseen', false],
  ] as const) {
    const { batchId } = await launch({ total: 5, ...rush })
    const token = await door.tokenOf(`erased-${name}`)
    const { couponId } = (await claim(batchId, token)).body
    if (isSeen) await door.settle()
    expect((await door.call('eraseMe', { confirm: 'erase' }, { token })).status).toBe(200)
    await door.settle()
    const back = await door.tokenOf(`erased-${name}`)
    expect((await claim(batchId, back)).body.code).toBe('batch.limit_reached')
    expect((await door.call('getCoupon', { couponId }, { token: back })).body.code).toBe('coupon.not_found')
    expect((await door.call('listMyCoupons', {}, { token: back })).body.items).toEqual([])
  }
})
