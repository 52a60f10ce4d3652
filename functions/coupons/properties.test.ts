import fc from 'fast-check'
import type { BatchForm, Benefit } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import type { Bill } from '../../shared/redemptions.ts'
import { mostCost, settle } from '../../shared/settle.ts'

const fen = fc.oneof(fc.nat(200), fc.nat(20_000), fc.nat(1_000_000_000))
const benefit: fc.Arbitrary<Benefit> = fc.oneof(
  fc.record({ kind: fc.constant('amount' as const), offFen: fen.map((n) => n + 1), minSpendFen: fen }),
  fc.record({
    kind: fc.constant('percent' as const),
    percentOff: fc.integer({ min: 1, max: 99 }),
    ceilingFen: fen.map((n) => n + 1),
    minSpendFen: fen,
  }),
  fc.record({ kind: fc.constant('gift' as const), item: fc.constant('茶'), valueFen: fen }),
)
const word = fc.constantFrom('咖啡', '甜品', '拿铁', ' Latte ', 'ＬＡＴＴＥ', '酒水')
const some = fc.option(fc.array(word, { minLength: 1, maxLength: 3 }), { nil: undefined })
const scope = fc.option(fc.record({ categories: some, items: some, excludeItems: some }), { nil: undefined })
const form = fc.record({ benefit, scope })
const maybe = fc.option(word, { nil: undefined })
const line = fc.record({ category: maybe, item: maybe, amountFen: fen })
const lines = fc.array(line, { minLength: 1, maxLength: 6 })
type Lines = NonNullable<Bill['lines']>

const billOf = (lines: Lines): Bill => ({ totalFen: lines.reduce((sum, line) => sum + line.amountFen, 0), lines })

/** Undefined where it is refused. */
function settled(form: Pick<BatchForm, 'benefit' | 'scope'>, bill: Bill) {
  try {
    const { dueFen = -1, countedFen = dueFen, discountFen, payFen = -1 } = settle(form, bill)
    return { dueFen, countedFen, discountFen, payFen }
  } catch (problem) {
    if (problem instanceof Problem) return undefined
    throw problem
  }
}

const check = (property: fc.IProperty<[Pick<BatchForm, 'benefit' | 'scope'>, Lines]>) =>
  fc.assert(property, { numRuns: 600, seed: 20_261_122 })

it('0 <= discount <= what counts <= due, the discount is never above what was said of it, and what is left is to pay', () => {
  check(
    fc.property(form, lines, (form, lines) => {
      const one = settled(form, billOf(lines))
      if (!one) return
      const { dueFen, countedFen, discountFen, payFen } = one
      expect([discountFen >= 0, discountFen <= countedFen, countedFen <= dueFen]).toEqual([true, true, true])
      expect(payFen).toBe(dueFen - discountFen)
      expect(discountFen).toBeLessThanOrEqual(mostCost(form.benefit))
      expect([dueFen, countedFen, discountFen, payFen].every(Number.isSafeInteger)).toBe(true)
    }),
  )
})

it('a dearer line never makes the discount smaller, nor the sum to pay, nor an accepted bill refused', () => {
  check(
    fc.property(form, lines, (form, lines) => {
      const before = settled(form, billOf(lines))
      if (!before) return
      for (const [nth, line] of lines.entries()) {
        for (const more of [1, 99, 12_345]) {
          const after = settled(form, billOf(lines.with(nth, { ...line, amountFen: line.amountFen + more })))
          expect(after?.discountFen).toBeGreaterThanOrEqual(before.discountFen)
          expect(after?.payFen).toBeGreaterThanOrEqual(before.payFen)
        }
      }
    }),
  )
})

it('the order of lines, their spelling and how finely they are split do not matter', () => {
  check(
    fc.property(form, lines, (form, lines) => {
      const one = settled(form, billOf(lines))
      expect(settled(form, billOf(lines.toReversed()))).toEqual(one)
      const halves = lines.flatMap((line) => {
        const half = Math.floor(line.amountFen / 2)
        return [half, line.amountFen - half].map((amountFen) => ({ ...line, amountFen }))
      })
      expect(settled(form, billOf(halves))).toEqual(one)
      const shouted = lines.map((line) => ({
        ...line,
        item: line.item && ` ${line.item.toUpperCase()}\t`,
        category: line.category?.normalize('NFKC').toLowerCase(),
      }))
      expect(settled(form, billOf(shouted))).toEqual(one)
    }),
  )
})

it('what does not count changes what is due, and nothing else', () => {
  const excluding = form.map(({ benefit, scope }) => ({ benefit, scope: { ...scope, excludeItems: ['烟'] } }))
  check(
    fc.property(excluding, lines, (form, lines) => {
      const one = settled(form, billOf(lines))
      const more = settled(form, billOf([...lines, { category: '烟', amountFen: 777 }]))
      expect(more).toEqual(one && { ...one, dueFen: one.dueFen + 777, payFen: one.payFen + 777 })
    }),
  )
})
