import type { MediaCost } from '../../shared/touchpoints.ts'
import { mediaByDay } from './media.ts'
import { bornBy, figuresOf, roiOf } from './rules.ts'
import { howComputed } from './words.ts'

const sums = {
  ...{ claimed: 10, newClaimed: 4, paid: 3, newPaid: 3, redeemed: 6, newRedeemed: 1, undone: 1 },
  ...{ revenueFen: 50_000, refundsFen: 9900, discountFen: 4000, sponsoredFen: 500, goodsFen: 12_000, commissionFen: 241 },
}

describe('the figures of a report', () => {
  it('make net revenue, margin, cost and return of what was counted, to the fen', () => {
    expect(figuresOf(sums, 3000)).toMatchObject({
      netRevenueFen: 40_100,
      marginFen: 40_100 - 12_000 - 3000 - 241 - 500,
      costFen: 4000 + 3000 + 241 + 500,
      roi: 3.1468,
    })
  })

  it('tell the new from those who returned, who are the rest', () => {
    const { newClaimed, returningClaimed, newPaid, returningPaid, newRedeemed, returningRedeemed } = figuresOf(sums, 0)
    expect([newClaimed, returningClaimed, newPaid, returningPaid, newRedeemed, returningRedeemed]).toEqual([4, 6, 3, 0, 1, 5])
  })

  it('shrink with every refund', () => {
    const roi = (refundsFen: number) => figuresOf({ ...sums, refundsFen }, 3000).roi ?? 0
    expect(roi(0)).toBeGreaterThan(roi(100))
    expect(roi(100)).toBeGreaterThan(roi(9900))
    expect(roi(50_000)).toBeLessThan(0)
  })

  it('say nothing of media, margin, cost and return where media cannot be told apart', () => {
    const { mediaFen, marginFen, costFen, roi } = figuresOf(sums, undefined)
    expect([mediaFen, marginFen, costFen, roi]).toEqual([undefined, undefined, undefined, undefined])
  })

  it.each([
    [0, 0, null],
    [100, 0, null],
    [0, 100, 0],
    [-1, 1_000_000, 0],
    [150, 100, 1.5],
    [-50, 100, -0.5],
    [1, 3, 0.3333],
  ])('return %i of %i is %p', (margin, cost, roi) => expect(roiOf(margin, cost)).toBe(roi))
})

describe('who bore the discount', () => {
  it.each([
    [1000, undefined, [1000, 0, 0]],
    [1000, { merchant: 50, headOffice: 30, platform: 20 }, [500, 300, 200]],
    [1001, { merchant: 33, headOffice: 33, platform: 34 }, [330, 330, 341]],
    [1, { merchant: 50, headOffice: 50, platform: 0 }, [0, 1, 0]],
    [0, { merchant: 50, headOffice: 50, platform: 0 }, [0, 0, 0]],
    [-7, { merchant: 50, headOffice: 50, platform: 0 }, [-4, -3, 0]],
  ])('%i fen in shares of %p is %p', (fen, shares, each) => {
    const bore = bornBy(fen, shares)
    expect(bore.map((one) => one.fen)).toEqual(each)
    expect(bore.reduce((sum, one) => sum + one.fen, 0)).toBe(fen)
  })
})

describe('what media cost', () => {
  const window = { from: '2026-11-10', to: '2026-11-20' }
  const claims = new Map([
    ['2026-11-12', 3],
    ['2026-11-25', 1],
  ])
  const whole = { from: '2026-11-01', to: '2026-11-30' }
  const cases: [string, MediaCost, { from: string; to: string }, string, number][] = [
    ['once, on the first day', { kind: 'fixed', fen: 50_000 }, whole, '2026-11-15', 50_000],
    [
      'nothing, in a range after the first day',
      { kind: 'fixed', fen: 50_000 },
      { from: '2026-11-11', to: '2026-11-30' },
      '2026-11-30',
      0,
    ],
    ['nothing, before it begins', { kind: 'fixed', fen: 50_000 }, whole, '2026-11-09', 0],
    ['for each day until today', { kind: 'perDay', fen: 100 }, whole, '2026-11-12', 300],
    ['for each day of the window', { kind: 'perDay', fen: 100 }, whole, '2026-12-24', 1100],
    [
      'for the days that are in the range',
      { kind: 'perDay', fen: 100 },
      { from: '2026-11-19', to: '2026-11-30' },
      '2026-12-24',
      200,
    ],
    [
      'nothing, for a range outside the window',
      { kind: 'perDay', fen: 100 },
      { from: '2026-11-21', to: '2026-11-30' },
      '2026-12-24',
      0,
    ],
    ['for each thousand that saw it', { kind: 'perThousand', fen: 2500, impressions: 12_400 }, whole, '2026-11-15', 31_000],
    ['rounded to the fen', { kind: 'perThousand', fen: 1, impressions: 500 }, whole, '2026-11-15', 1],
    ['rounded down below half a fen', { kind: 'perThousand', fen: 1, impressions: 499 }, whole, '2026-11-15', 0],
    ['for each claim, also after its window', { kind: 'perClaim', fen: 200 }, whole, '2026-11-30', 800],
    [
      'for the claims of the range',
      { kind: 'perClaim', fen: 200 },
      { from: '2026-11-20', to: '2026-11-30' },
      '2026-11-30',
      200,
    ],
  ]
  it.each(cases)('%s', (_, cost, range, today, fen) => {
    const byDay = mediaByDay({ cost, window }, claims, range, today)
    expect([...byDay.values()].reduce((sum, one) => sum + one, 0)).toBe(fen)
  })
})

it('every figure says in both languages what it is called and how it is made', () => {
  for (const language of ['zh', 'en'] as const) {
    const told = howComputed(language)
    expect(told.map(({ figure }) => figure).sort()).toEqual(Object.keys(figuresOf({}, 0)).sort())
    for (const { name, how } of told) expect(name.length * how.length).toBeGreaterThan(0)
  }
})
