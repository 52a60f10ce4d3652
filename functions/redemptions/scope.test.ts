import fc from 'fast-check'
import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import type { BatchForm } from '../../shared/coupons.ts'
import type { Bill } from '../../shared/redemptions.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let at: CounterSide
let guests = 0
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  at = await newCounter(door)
})

/** 20 % off, at most 30 yuan, from 100 yuan. */
const fifth = { kind: 'percent' as const, percentOff: 20, ceilingFen: 3000, minSpendFen: 10_000 }
const exceptDrinks = { benefit: fifth, scope: { excludeItems: ['饮料'] } }
const food = (amountFen: number) => ({ category: '正餐', item: '牛肉面', amountFen })
const drinks = (amountFen: number) => ({ category: '饮料', item: '酸梅汤', amountFen })

/** What the clerk of the first store is shown of a bill, and what the same bill redeems. */
async function settled(batchId: string, bill: Bill | undefined) {
  guests += 1
  const guest = await at.claimed(batchId, `guest-scope-${guests}`)
  const asked = { code: (await guest.code()).code, storeId: at.store1, ...(bill && { bill }) }
  const preview = (await door.call('previewRedemption', asked, { token: at.clerk1 })).body
  const done = await door.call('redeem', asked, { token: at.clerk1, key: `scope-${guests}` })
  return { preview, done, guest }
}

async function report(batchId: string) {
  await door.settle()
  const { totals } = (await door.call('listRedemptions', { storeId: at.store1 }, { token: at.clerk1 })).body
  const { redeemed, undone, discountFen } = await launch.counts(batchId)
  return { totals, counts: { redeemed, undone, discountFen } }
}

describe('20 % off, at most 30 yuan, from 100 yuan, drinks excluded', () => {
  it.each([
    ['99.99 of food', [food(9999)], 'coupon.min_spend'],
    ['100 of food', [food(10_000)], 2000],
    ['1,000 of food', [food(100_000)], 3000],
    ['99.99 of food and a fen of drinks', [food(9999), drinks(1)], 'coupon.min_spend'],
    ['100 of food and a fen of drinks', [food(10_000), drinks(1)], 2000],
    ['1,000, of which 900.01 are drinks', [food(9999), drinks(90_001)], 'coupon.min_spend'],
    ['1,000, of which 900 are drinks', [food(4000), drinks(90_000), food(6000)], 2000],
    ['1,000 of drinks', [drinks(100_000)], 'coupon.out_of_scope'],
    ['100 of which the till names nothing', [{ amountFen: 10_000 }], 2000],
  ] as const)('%s: the preview equals what is redeemed equals the report', async (_, lines, outcome) => {
    const { batchId } = await launch({ total: 5, ...exceptDrinks })
    const before = await report(batchId)
    const totalFen = lines.reduce((sum, line) => sum + line.amountFen, 0)
    const { preview, done, guest } = await settled(batchId, { totalFen, lines: [...lines] })
    const after = await report(batchId)
    if (typeof outcome === 'string') {
      expect(preview).toMatchObject({ usable: false, why: { code: outcome } })
      expect(preview.discountFen).toBeUndefined()
      expect(done).toMatchObject({ status: 409, body: { code: outcome } })
      expect(after).toEqual(before)
      return
    }
    const countedFen = lines
      .filter((line) => !('category' in line && line.category === '饮料'))
      .reduce((n, l) => n + l.amountFen, 0)
    const money = { dueFen: totalFen, countedFen, discountFen: outcome, payFen: totalFen - outcome }
    expect(preview).toMatchObject({ usable: true, billNeeded: false, linesNeeded: false, ...money })
    expect(done).toMatchObject({ status: 201, body: money })
    const held = await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })
    expect(held.body.use).toMatchObject(money)
    expect(after.totals.discountFen - before.totals.discountFen).toBe(outcome)
    expect(after.totals.payFen - before.totals.payFen).toBe(money.payFen)
    expect(after.counts).toMatchObject({ redeemed: 1, discountFen: outcome })
  })

  it.each([
    ['no bill', undefined],
    ['99.99 without lines', { totalFen: 9999 }],
    ['100 without lines', { totalFen: 10_000 }],
    ['1,000 without lines', { totalFen: 100_000 }],
  ])('%s: lines are asked for, with what they are judged by, and nothing is redeemed', async (_, bill) => {
    const { batchId } = await launch({ total: 5, ...exceptDrinks })
    const { preview, done } = await settled(batchId, bill)
    expect(preview).toMatchObject({ usable: true, billNeeded: true, linesNeeded: true, scope: { excludeItems: ['饮料'] } })
    const refused = { code: 'coupon.bill_needed', field: 'bill.lines', details: { scope: { excludeItems: ['饮料'] } } }
    expect(done).toMatchObject({ status: 409, body: refused })
    expect((await launch.counts(batchId)).redeemed).toBe(0)
  })

  it('without the exclusion the same bills need no lines', async () => {
    const { batchId } = await launch({ total: 5, benefit: fifth })
    const { preview, done } = await settled(batchId, undefined)
    expect([preview.billNeeded, preview.linesNeeded, preview.scope]).toEqual([true, false, undefined])
    expect(done.body).toMatchObject({ code: 'coupon.bill_needed', field: 'bill' })
    for (const [totalFen, outcome] of [
      [9999, 'coupon.min_spend'],
      [10_000, 2000],
      [100_000, 3000],
    ] as const) {
      const { preview, done } = await settled(batchId, { totalFen })
      if (outcome === 'coupon.min_spend') expect([preview.why?.code, done.body.code]).toEqual([outcome, outcome])
      else expect([preview.discountFen, done.body.discountFen, preview.countedFen]).toEqual([outcome, outcome, undefined])
    }
    expect((await report(batchId)).counts).toMatchObject({ redeemed: 2, discountFen: 5000 })
  })
})

it('a scope of a batch is kept beside its stores, and refused where it names what it excludes', async () => {
  const scope = { categories: ['咖啡'], items: ['拿铁'], excludeItems: ['美式'] }
  const { promotionId } = await launch({ total: 5, scope: { ...scope, storeIds: [at.store1] } })
  const token = await door.tokenOf('seed-marketer')
  const shown = await door.call('getPromotion', { promotionId }, { token })
  expect(shown.body.batches[0]?.scope).toEqual({ ...scope, storeIds: [at.store1] })
  const contradicting = { categories: ['咖啡'], excludeItems: ['美式', ' 咖啡 '] }
  await expect(launch({ total: 5, scope: contradicting })).rejects.toThrow('"field":"scope.excludeItems.1"')
  for (const [field, wrong] of [
    ['scope.categories', []],
    ['scope.items.0', ['']],
    ['scope.excludeItems.0', ['饮料\u2028']],
  ] as const) {
    const name = field.split('.')[1] as keyof NonNullable<BatchForm['scope']>
    await expect(launch({ total: 5, scope: { [name]: wrong } })).rejects.toThrow(`"field":"${field}"`)
  }
})

it('a gift of a scope is handed over only beside something that counts', async () => {
  const benefit = { kind: 'gift' as const, item: '曲奇', valueFen: 900 }
  const { batchId } = await launch({ total: 5, benefit, scope: { categories: ['咖啡'] } })
  const coffee = { category: '咖啡', amountFen: 2500 }
  expect((await settled(batchId, { totalFen: 500, lines: [drinks(500)] })).done.body.code).toBe('coupon.out_of_scope')
  const { done } = await settled(batchId, { totalFen: 3000, lines: [coffee, drinks(500)] })
  expect(done.body).toMatchObject({ dueFen: 3000, countedFen: 2500, discountFen: 0, payFen: 3000 })
})

it('whatever the benefit, the scope and the bill: redeem does what the preview said, to the fen, and the report adds it up', async () => {
  const word = fc.constantFrom('咖啡', '甜品', '拿铁')
  const some = fc.option(fc.uniqueArray(word, { minLength: 1, maxLength: 2 }), { nil: undefined })
  const fen = fc.integer({ min: 0, max: 20_000 })
  const benefit = fc.oneof(
    fc
      .record({ kind: fc.constant('amount' as const), offFen: fc.integer({ min: 1, max: 5000 }), minSpendFen: fen })
      // More off than has to be spent would need a second person's approval.
      .map((one) => (one.minSpendFen > 0 ? { ...one, offFen: Math.min(one.offFen, one.minSpendFen) } : one)),
    fc.record({
      kind: fc.constant('percent' as const),
      percentOff: fc.integer({ min: 1, max: 89 }),
      ceilingFen: fc.integer({ min: 1, max: 5000 }),
      minSpendFen: fen,
    }),
  )
  const scope = fc.record({
    categories: some,
    items: some,
    excludeItems: fc.constantFrom<(string[] | undefined)[]>(undefined, ['酒水']),
  })
  const line = fc.record({
    category: fc.constantFrom('咖啡', '甜品', '酒水'),
    item: fc.constantFrom('拿铁', '蛋糕'),
    amountFen: fen,
  })
  const bills = fc.array(fc.array(line, { minLength: 1, maxLength: 4 }), { minLength: 4, maxLength: 4 })
  let redeemed = 0
  await fc.assert(
    fc.asyncProperty(benefit, scope, bills, async (benefit, scope, bills) => {
      const { batchId } = await launch({ total: 5, benefit, scope })
      let sum = 0
      for (const lines of bills) {
        const totalFen = lines.reduce((total, one) => total + one.amountFen, 0)
        const { preview, done } = await settled(batchId, { totalFen, lines })
        const { dueFen, countedFen, discountFen, payFen } = preview
        expect(done.status).toBe(preview.usable ? 201 : 409)
        if (preview.usable) expect(done.body).toMatchObject({ dueFen, discountFen, payFen })
        if (preview.usable) expect(done.body.countedFen).toBe(countedFen)
        else expect(done.body.code).toBe(preview.why?.code)
        if (preview.usable) redeemed += 1
        sum += discountFen ?? 0
      }
      await door.settle()
      expect((await launch.counts(batchId)).discountFen).toBe(sum)
    }),
    { numRuns: 12, seed: 20_261_122 },
  )
  expect(redeemed).toBeGreaterThan(12)
})
