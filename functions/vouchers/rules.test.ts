import fc from 'fast-check'
import { Problem } from '../../shared/problem.ts'
import { judgeUses, leftFen, ofLastHour, partFen, usableTo, usedFen, worthOf } from './rules.ts'

const refusal = (work: () => unknown): string => {
  try {
    work()
  } catch (problem) {
    if (problem instanceof Problem) return problem.code
    throw problem
  }
  return 'accepted'
}

describe('parts of what was paid', () => {
  it.each([
    ['10 yuan in three', 1000, 3, [333, 333, 334]],
    ['a fen in three', 1, 3, [0, 0, 1]],
    ['what divides', 900, 3, [300, 300, 300]],
    ['one part', 1999, 1, [1999]],
    ['a hundred uses of a hundred and one fen', 101, 100, [...Array(99).fill(1), 2]],
  ])('%s', (_, total, n, parts) => {
    expect(Array.from({ length: n }, (_, i) => partFen(total, n, i))).toEqual(parts)
  })

  it('are the whole together, differ by a fen at most, and none is below nothing, whatever was paid', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), fc.integer({ min: 1, max: 100 }), (total, n) => {
        const parts = Array.from({ length: n }, (_, i) => partFen(total, n, i))
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1)
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('what is used, however it was split into visits, and what is left are what was paid', () => {
    const visits = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 30 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 100 }), visits, (paidFen, uses, all) => {
        let used = 0
        let worth = 0
        for (const more of all.filter((one, at) => all.slice(0, at + 1).reduce((sum, each) => sum + each, 0) <= uses && one)) {
          if (used + more > uses) break
          worth += worthOf({ paidFen, uses, used }, more)
          used += more
        }
        expect(worth).toBe(usedFen(paidFen, uses, used))
        expect(worth + leftFen({ paidFen, uses, used })).toBe(paidFen)
      }),
    )
  })
})

describe('the end of a voucher', () => {
  const zone = 'Asia/Shanghai'
  it.each([
    ['the day itself', 1, '2026-11-22T10:00:00+08:00', '2026-11-22T10:00:00+08:00', '2026-11-23T00:00:00+08:00'],
    [
      'thirty days, the day of issue the first',
      30,
      '2026-11-22T10:00:00+08:00',
      '2026-11-22T10:00:00+08:00',
      '2026-12-22T00:00:00+08:00',
    ],
    [
      'a year of a payment in the morning',
      365,
      '2026-11-22T10:00:00+08:00',
      '2026-11-22T10:00:00+08:00',
      '2027-11-22T00:00:00+08:00',
    ],
    [
      'a year that began days after the payment, when the group was complete',
      365,
      '2026-11-25T10:00:00+08:00',
      '2026-11-22T10:00:00+08:00',
      '2027-11-22T00:00:00+08:00',
    ],
    [
      'a year of a payment right after midnight: two hours before it can no longer be refunded',
      365,
      '2026-11-22T00:30:00+08:00',
      '2026-11-22T00:30:00+08:00',
      '2027-11-21T22:30:00+08:00',
    ],
  ])('%s', (_, days, issued, paid, end) => {
    expect(usableTo(days, zone, new Date(issued), new Date(paid))).toEqual(new Date(end))
  })

  it('leaves its payment at least two hours to be refunded, whenever it was paid and complete', () => {
    const at = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    const zones = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Pacific/Auckland', 'Asia/Kathmandu')
    fc.assert(
      fc.property(at, fc.integer({ min: 0, max: 168 }), fc.integer({ min: 1, max: 365 }), zones, (paid, later, days, where) => {
        const end = usableTo(days, where, new Date(paid.getTime() + later * 3_600_000), paid)
        expect(end.getTime()).toBeLessThanOrEqual(paid.getTime() + (365 * 24 - 2) * 3_600_000)
      }),
    )
  })
})

describe('uses at a counter', () => {
  const now = new Date('2026-11-22T04:00:00Z')
  const pass = { merchantId: 'mer_1', usableTo: '2026-12-01T00:00:00Z', uses: 5, used: 2 }
  const here = { merchantId: 'mer_1', isHere: true }
  it.each([
    ['one of what is left', pass, 1, here, 'accepted'],
    ['all that is left at once', pass, 3, here, 'accepted'],
    ['one more than is left: none of them', pass, 4, here, 'voucher.uses_exceeded'],
    ['the last millisecond', { ...pass, usableTo: '2026-11-22T04:00:00.001Z' }, 1, here, 'accepted'],
    ['its end', { ...pass, usableTo: '2026-11-22T04:00:00.000Z' }, 1, here, 'coupon.expired'],
    ['a store it is not good at', pass, 1, { ...here, isHere: false }, 'coupon.wrong_store'],
    ['another merchant', pass, 1, { ...here, merchantId: 'mer_2' }, 'coupon.wrong_store'],
    ['nine undos', { ...pass, undos: 9 }, 1, here, 'accepted'],
    ['ten undos', { ...pass, undos: 10 }, 1, here, 'coupon.cycles_over'],
  ])('%s', (_, voucher, wanted, counter, answer) => {
    expect(refusal(() => judgeUses(voucher, wanted, counter, now))).toBe(answer)
  })

  it('of the last hour can be undone, the last four of them', () => {
    const line = (minutesAgo: number) => {
      const at = new Date(now.getTime() - minutesAgo * 60_000).toISOString()
      return { cycle: 100 - minutesAgo, use: { at, storeId: 'sto_1', by: '', byId: '', discountFen: 0, uses: 1, valueFen: 1 } }
    }
    const lines = [90, 60, 59, 40, 30, 20, 10].map(line)
    expect(ofLastHour(lines, now).map(({ cycle }) => 100 - cycle)).toEqual([40, 30, 20, 10])
    expect(ofLastHour(lines.slice(0, 3), now).map(({ cycle }) => 100 - cycle)).toEqual([59])
  })
})
