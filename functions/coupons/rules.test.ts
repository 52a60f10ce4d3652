import { Problem } from '../../shared/problem.ts'
import { coarse, codeExpiry, judgeUse, mostCycles, settle, shardsFor, sharesOf, stateOf, usable } from './rules.ts'

const refusal = (work: () => unknown): string => {
  try {
    work()
  } catch (problem) {
    if (problem instanceof Problem) return problem.code
    throw problem
  }
  return 'accepted'
}

describe('settle: what a benefit does to a bill', () => {
  const fromThirty = { kind: 'amount' as const, offFen: 1000, minSpendFen: 3000 }
  const fromNothing = { kind: 'amount' as const, offFen: 500, minSpendFen: 0 }
  it.each([
    [fromThirty, 3000, { dueFen: 3000, discountFen: 1000, payFen: 2000 }],
    [fromThirty, 10_000, { dueFen: 10_000, discountFen: 1000, payFen: 9000 }],
    [fromNothing, 501, { dueFen: 501, discountFen: 500, payFen: 1 }],
    [fromNothing, 500, { dueFen: 500, discountFen: 500, payFen: 0 }],
    [fromNothing, 499, { dueFen: 499, discountFen: 499, payFen: 0 }],
    [fromNothing, 0, { dueFen: 0, discountFen: 0, payFen: 0 }],
  ])('%j on a bill of %i', (benefit, totalFen, settled) => {
    expect(settle(benefit, { totalFen })).toEqual(settled)
  })
  it('refuses a bill one fen below the minimum spend', () => {
    expect(refusal(() => settle(fromThirty, { totalFen: 2999 }))).toBe('coupon.min_spend')
  })
  it('asks for a bill where there is a minimum spend, and settles without one where there is none', () => {
    expect(refusal(() => settle(fromThirty, undefined))).toBe('coupon.bill_needed')
    expect(settle(fromNothing, undefined)).toEqual({ discountFen: 500 })
  })
  it('refuses lines that do not add up to the total', () => {
    const lines = [{ amountFen: 2000 }, { amountFen: 999 }]
    expect(refusal(() => settle(fromThirty, { totalFen: 3000, lines }))).toBe('input.invalid')
    expect(settle(fromThirty, { totalFen: 3000, lines: [...lines, { amountFen: 1 }] })).toMatchObject({ discountFen: 1000 })
  })
})

describe('usable: when a coupon claimed now may be used', () => {
  const claimed = new Date('2026-11-21T15:30:00Z') // 23:30 in Shanghai, 10:30 in New York
  it.each([
    ['Asia/Shanghai', { kind: 'days', days: 1 }, '2026-11-21T15:30:00.000Z', '2026-11-21T16:00:00.000Z'],
    ['Asia/Shanghai', { kind: 'days', days: 7 }, '2026-11-21T15:30:00.000Z', '2026-11-27T16:00:00.000Z'],
    ['Asia/Shanghai', { kind: 'days', days: 1, startsInDays: 1 }, '2026-11-21T16:00:00.000Z', '2026-11-22T16:00:00.000Z'],
    ['America/New_York', { kind: 'days', days: 1 }, '2026-11-21T15:30:00.000Z', '2026-11-22T05:00:00.000Z'],
    ['Pacific/Kiritimati', { kind: 'days', days: 1 }, '2026-11-21T15:30:00.000Z', '2026-11-22T10:00:00.000Z'],
    [
      'Asia/Shanghai',
      { kind: 'dates', from: '2026-12-01T00:00:00+08:00', to: '2026-12-31T00:00:00+08:00' },
      '2026-11-30T16:00:00.000Z',
      '2026-12-30T16:00:00.000Z',
    ],
  ] as const)('in %s with %j: from %s to %s', (zone, validity, from, to) => {
    const window = usable(validity, claimed, zone)
    expect([window.from.toISOString(), window.to.toISOString()]).toEqual([from, to])
  })
  it('counts calendar days over a change of the clocks', () => {
    const before = new Date('2026-10-31T16:00:00Z') // noon in New York, the day before its clocks go back
    expect(usable({ kind: 'days', days: 2 }, before, 'America/New_York').to.toISOString()).toBe('2026-11-02T05:00:00.000Z')
  })
})

describe('judgeUse: whether a held coupon may be used here and now', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  const coupon = { merchantId: 'mer_a', usableFrom: '2026-11-21T12:00:00.000Z', usableTo: '2026-11-21T12:00:00.001Z', cycle: 0 }
  const here = { merchantId: 'mer_a', storeId: 'sto_1' }
  it.each([
    ['at its first instant', coupon, undefined, here, 'accepted'],
    ['in a store of its scope', coupon, { storeIds: ['sto_1'] }, here, 'accepted'],
    ['before its first instant', { ...coupon, usableFrom: '2026-11-21T12:00:00.001Z' }, undefined, here, 'coupon.not_started'],
    ['at the instant it ends', { ...coupon, usableTo: '2026-11-21T12:00:00.000Z' }, undefined, here, 'coupon.expired'],
    ['in a store outside its scope', coupon, { storeIds: ['sto_2'] }, here, 'coupon.wrong_store'],
    ['in a store of another merchant', coupon, undefined, { ...here, merchantId: 'mer_b' }, 'coupon.wrong_store'],
    ['a tenth time', { ...coupon, cycle: mostCycles - 1 }, undefined, here, 'accepted'],
    ['an eleventh time', { ...coupon, cycle: mostCycles }, undefined, here, 'coupon.cycles_over'],
  ])('%s', (_, held, scope, counter, outcome) => {
    expect(refusal(() => judgeUse(held, scope, counter, now))).toBe(outcome)
  })
})

it('calls a coupon expired by the clock alone, and a redeemed one redeemed for good', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  expect(stateOf({ state: 'held', usableTo: '2026-11-21T12:00:00.001Z' }, now)).toBe('valid')
  expect(stateOf({ state: 'held', usableTo: '2026-11-21T12:00:00.000Z' }, now)).toBe('expired')
  expect(stateOf({ state: 'redeemed', usableTo: '2026-11-21T12:00:00.000Z' }, now)).toBe('redeemed')
})

it('lets a code live a minute, and never longer than its coupon', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  expect(codeExpiry('2026-12-01T00:00:00.000Z', now).toISOString()).toBe('2026-11-21T12:01:00.000Z')
  expect(codeExpiry('2026-11-21T12:00:05.000Z', now).toISOString()).toBe('2026-11-21T12:00:05.000Z')
})

it.each([1, 7, 199, 200, 1999, 2000, 12_345])('shares a stock of %i out so that nothing is lost', (total) => {
  const shares = sharesOf(total, shardsFor(total))
  expect(shares.reduce((sum, one) => sum + one, 0)).toBe(total)
  expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
})

it.each([
  [0, 0],
  [20, 20],
  [21, 20],
  [99, 90],
  [347, 340],
  [12_850, 12_000],
])('says %i left as %i', (left, said) => {
  expect(coarse(left)).toBe(said)
})
