import { Problem } from '../../shared/problem.ts'
import { mostCost, settle } from '../../shared/settle.ts'
import { mostCycles } from '../../shared/undo.ts'
import { codeExpiry, judgeUse, stateOf } from './rules.ts'
import { coarse, shardsFor, sharesOf } from './shares.ts'
import { isInTimes, usable } from './times.ts'

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
    expect(settle({ benefit }, { totalFen })).toEqual(settled)
  })
  it('refuses a bill one fen below the minimum spend', () => {
    expect(refusal(() => settle({ benefit: fromThirty }, { totalFen: 2999 }))).toBe('coupon.min_spend')
  })
  it('asks for a bill where there is a minimum spend, and settles without one where there is none', () => {
    expect(refusal(() => settle({ benefit: fromThirty }, undefined))).toBe('coupon.bill_needed')
    expect(settle({ benefit: fromNothing }, undefined)).toEqual({ discountFen: 500 })
  })
  it('refuses lines that do not add up to the total', () => {
    const lines = [{ amountFen: 2000 }, { amountFen: 999 }]
    expect(refusal(() => settle({ benefit: fromThirty }, { totalFen: 3000, lines }))).toBe('input.invalid')
    expect(settle({ benefit: fromThirty }, { totalFen: 3000, lines: [...lines, { amountFen: 1 }] })).toMatchObject({
      discountFen: 1000,
    })
  })
})

describe('settle: percent and gift', () => {
  const fifth = { kind: 'percent' as const, percentOff: 20, ceilingFen: 3000, minSpendFen: 10_000 }
  const any = { kind: 'percent' as const, percentOff: 33, ceilingFen: 1_000_000, minSpendFen: 0 }
  it.each([
    [fifth, 10_000, 2000],
    [fifth, 14_999, 2999],
    [fifth, 15_000, 3000],
    [fifth, 100_000, 3000],
    [any, 0, 0],
    [any, 1, 0],
    [any, 3, 0],
    [any, 4, 1],
    [any, 10_001, 3300],
    [{ ...any, percentOff: 99 }, 100, 99],
    [{ ...any, percentOff: 1 }, 99, 0],
    [{ kind: 'gift' as const, item: '拿铁', valueFen: 1800 }, 2500, 0],
  ])('%j on a bill of %i takes off %i', (benefit, totalFen, discountFen) => {
    expect(settle({ benefit }, { totalFen })).toEqual({ dueFen: totalFen, discountFen, payFen: totalFen - discountFen })
  })
  it('refuses a bill one fen below the minimum spend of a percentage, and asks for a bill before it', () => {
    expect(refusal(() => settle({ benefit: fifth }, { totalFen: 9999 }))).toBe('coupon.min_spend')
    expect(refusal(() => settle({ benefit: any }, undefined))).toBe('coupon.bill_needed')
  })
  it('hands over a gift without a bill', () => {
    expect(settle({ benefit: { kind: 'gift', item: '拿铁', valueFen: 1800 } }, undefined)).toEqual({ discountFen: 0 })
  })
})

it.each([
  [{ excludeItems: ['饮料'] }, { kind: 'amount' as const, offFen: 500, minSpendFen: 0 }],
  [{ categories: ['咖啡'] }, { kind: 'percent' as const, percentOff: 20, ceilingFen: 3000, minSpendFen: 0 }],
  [{ items: ['拿铁'] }, { kind: 'gift' as const, item: '曲奇', valueFen: 900 }],
])('%j asks for lines, with no bill and with a total alone', (scope, benefit) => {
  for (const bill of [undefined, { totalFen: 10_000 }]) {
    const asked = expect.objectContaining({ code: 'coupon.bill_needed', facts: { field: 'bill.lines', details: { scope } } })
    expect(() => settle({ benefit, scope }, bill)).toThrow(asked)
  }
})

it.each([
  ['too little', [{ amountFen: 9999 }]],
  ['too much', [{ amountFen: 10_000 }, { amountFen: 1 }]],
  ['nothing', []],
])('lines that sum up to %s are refused before anything is judged on them', (_, lines) => {
  const benefit = { kind: 'percent' as const, percentOff: 20, ceilingFen: 3000, minSpendFen: 10_000 }
  for (const scope of [undefined, { categories: ['咖啡'] }, { excludeItems: ['饮料'] }]) {
    const refused = expect.objectContaining({ code: 'input.invalid', facts: { field: 'bill.totalFen' } })
    expect(() => settle({ benefit, scope }, { totalFen: 10_000, lines })).toThrow(refused)
  }
})

describe('isInTimes: the wall clock of the store', () => {
  const lunch = { weekdays: [1, 2, 3, 4, 5], hours: [{ from: '11:00', to: '14:00' }] }
  const night = { weekdays: [5], hours: [{ from: '22:00', to: '02:00' }] }
  const split = {
    hours: [
      { from: '10:00', to: '12:00' },
      { from: '17:00', to: '24:00' },
    ],
  }
  // 2026-11-20 is a Friday. Shanghai is 8 hours ahead, New York 5 behind.
  it.each([
    [lunch, 'Asia/Shanghai', '2026-11-20T03:00:00Z', true],
    [lunch, 'Asia/Shanghai', '2026-11-20T02:59:59Z', false],
    [lunch, 'Asia/Shanghai', '2026-11-20T05:59:59Z', true],
    [lunch, 'Asia/Shanghai', '2026-11-20T06:00:00Z', false],
    [lunch, 'Asia/Shanghai', '2026-11-21T04:00:00Z', false],
    [lunch, 'America/New_York', '2026-11-20T16:00:00Z', true],
    [lunch, 'America/New_York', '2026-11-20T15:59:59Z', false],
    [night, 'Asia/Shanghai', '2026-11-20T13:59:59Z', false],
    [night, 'Asia/Shanghai', '2026-11-20T14:00:00Z', true],
    [night, 'Asia/Shanghai', '2026-11-20T17:59:59Z', true],
    [night, 'Asia/Shanghai', '2026-11-20T18:00:00Z', false],
    [night, 'Asia/Shanghai', '2026-11-19T17:00:00Z', false],
    [night, 'Asia/Shanghai', '2026-11-21T14:00:00Z', false],
    [{ ...night, blackout: ['2026-11-20'] }, 'Asia/Shanghai', '2026-11-20T17:00:00Z', false],
    [{ ...night, blackout: ['2026-11-21'] }, 'Asia/Shanghai', '2026-11-20T17:00:00Z', true],
    [split, 'Asia/Shanghai', '2026-11-20T15:59:59Z', true],
    [split, 'Asia/Shanghai', '2026-11-20T16:00:00Z', false],
    [split, 'Asia/Shanghai', '2026-11-20T05:00:00Z', false],
    [{ blackout: ['2026-11-20'] }, 'Asia/Shanghai', '2026-11-19T16:00:00Z', false],
    [{ blackout: ['2026-11-20'] }, 'Asia/Shanghai', '2026-11-19T15:59:59Z', true],
    // New York turns its clocks back on 2026-11-01 at 02:00: 01:30 comes twice, and both are inside.
    [{ hours: [{ from: '01:00', to: '02:00' }] }, 'America/New_York', '2026-11-01T05:30:00Z', true],
    [{ hours: [{ from: '01:00', to: '02:00' }] }, 'America/New_York', '2026-11-01T06:30:00Z', true],
    [{ hours: [{ from: '01:00', to: '02:00' }] }, 'America/New_York', '2026-11-01T07:00:00Z', false],
    // And forward on 2026-03-08: 02:30 does not exist, half past one is followed by half past three.
    [{ hours: [{ from: '02:00', to: '03:00' }] }, 'America/New_York', '2026-03-08T06:59:59Z', false],
    [{ hours: [{ from: '02:00', to: '03:00' }] }, 'America/New_York', '2026-03-08T07:00:00Z', false],
  ])('%j in %s at %s: %s', (times, zone, at, inside) => {
    expect(isInTimes(times, zone, new Date(at))).toBe(inside)
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
    ['at its first instant', coupon, {}, here, 'accepted'],
    ['in a store of its scope', coupon, { scope: { storeIds: ['sto_1'] } }, here, 'accepted'],
    ['before its first instant', { ...coupon, usableFrom: '2026-11-21T12:00:00.001Z' }, {}, here, 'coupon.not_started'],
    ['at the instant it ends', { ...coupon, usableTo: '2026-11-21T12:00:00.000Z' }, {}, here, 'coupon.expired'],
    ['in a store outside its scope', coupon, { scope: { storeIds: ['sto_2'] } }, here, 'coupon.wrong_store'],
    ['in a store of another merchant', coupon, {}, { ...here, merchantId: 'mer_b' }, 'coupon.wrong_store'],
    ['a tenth time', { ...coupon, cycle: mostCycles - 1 }, {}, here, 'accepted'],
    ['an eleventh time', { ...coupon, cycle: mostCycles }, {}, here, 'coupon.cycles_over'],
  ])('%s', (_, held, form, counter, outcome) => {
    expect(refusal(() => judgeUse(held, form, counter, now))).toBe(outcome)
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

it.each([
  [{ kind: 'amount' as const, offFen: 1000, minSpendFen: 3000 }, 1000],
  [{ kind: 'percent' as const, percentOff: 20, ceilingFen: 3000, minSpendFen: 10_000 }, 3000],
  [{ kind: 'gift' as const, item: '拿铁', valueFen: 1800 }, 1800],
])('%j costs at most %i', (benefit, most) => {
  expect(mostCost(benefit)).toBe(most)
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
