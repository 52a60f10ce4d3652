import type { Benefit } from '../../shared/coupons.ts'
import { batchMargin, dealMargin } from './margin.ts'

const floor = { marginFloorPercent: 30, commissionBasisPoints: 0 }

describe('the margin of a deal', () => {
  it.each([
    ['exactly the floor is enough', 10_000, [], 7000, 30, false],
    ['a fen below is not', 10_000, [], 7001, 29, true],
    ['the lowest step of the ladder counts', 10_000, [8000, 7500], 7000, 6, true],
    ['a price alone that is lower than the ladder counts', 6000, [8000], 5000, 16, true],
    ['below its cost it is negative', 5000, [], 6000, -20, true],
  ])('%s', (_, aloneFen, prices, unitCostFen, marginPercent, isBelow) => {
    const ladder = prices.map((priceFen, n) => ({ size: n + 2, priceFen }))
    expect(dealMargin({ aloneFen, ladder, unitCostFen }, floor)).toMatchObject({ marginPercent, isBelow })
  })

  it('is what is left after the payment channel has taken its part', () => {
    const form = { aloneFen: 10_000, ladder: [], unitCostFen: 7000 }
    expect(dealMargin(form, { ...floor, commissionBasisPoints: 60 })).toMatchObject({ commissionFen: 60, isBelow: true })
  })

  it('is not judged without a floor, or without a cost; a floor of 0 keeps from selling below the cost', () => {
    const form = { aloneFen: 10_000, ladder: [], unitCostFen: 10_001 }
    expect(dealMargin(form, { commissionBasisPoints: 0 })).toBeUndefined()
    expect(dealMargin({ aloneFen: 10_000, ladder: [] }, floor)).toBeUndefined()
    expect(dealMargin(form, { ...floor, marginFloorPercent: 0 })?.isBelow).toBe(true)
    expect(dealMargin({ ...form, unitCostFen: 10_000 }, { ...floor, marginFloorPercent: 0 })?.isBelow).toBe(false)
  })
})

describe('the margin of a coupon', () => {
  const amount = (offFen: number, minSpendFen: number): Benefit => ({ kind: 'amount', offFen, minSpendFen })
  it.each<[string, Benefit, number, number | null | undefined, boolean | undefined]>([
    ['is that of the smallest bill', amount(2000, 10_000), 5600, 30, false],
    ['and a fen of cost more is too much', amount(2000, 10_000), 5601, 29, true],
    [
      'a percentage up to its ceiling',
      { kind: 'percent', percentOff: 50, ceilingFen: 1000, minSpendFen: 10_000 },
      6300,
      30,
      false,
    ],
    ['nothing paid for something that costs', amount(5000, 5000), 1, null, true],
    ['nothing paid for something that costs nothing', amount(5000, 5000), 0, null, false],
    ['no smallest bill: nothing to judge', amount(500, 0), 5000, undefined, undefined],
    ['a gift has no price', { kind: 'gift', item: '茶', valueFen: 500 }, 300, undefined, undefined],
  ])('%s', (_, benefit, unitCostFen, marginPercent, isBelow) => {
    const margin = batchMargin({ benefit, unitCostFen }, floor)
    expect([margin?.marginPercent, margin?.isBelow]).toEqual([marginPercent, isBelow])
  })
})
