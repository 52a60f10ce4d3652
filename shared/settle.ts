import type { BatchForm, Benefit, LineScope } from './coupons.ts'
import { Problem } from './problem.ts'
import type { Bill } from './redemptions.ts'

export interface Settlement {
  dueFen?: number
  /** What of the bill counts, where the scope asks for lines. */
  countedFen?: number
  discountFen: number
  payFen?: number
}

/** What is judged on the lines of a bill; undefined where everything counts. */
export function lineScope({ scope }: Pick<BatchForm, 'scope'>): LineScope | undefined {
  const { categories, items, excludeItems } = scope ?? {}
  return categories || items || excludeItems ? { categories, items, excludeItems } : undefined
}

/**
 * What the benefit does to a bill, in fen: rounded down, never below zero, never above what counts of the bill. Without a bill only a
 * benefit that asks nothing of it can be settled. Refuses with coupon.bill_needed, coupon.min_spend or coupon.out_of_scope.
 */
export function settle(form: Pick<BatchForm, 'benefit' | 'scope'>, bill: Bill | undefined): Settlement {
  const { benefit } = form
  const scope = lineScope(form)
  const minSpendFen = benefit.kind === 'gift' ? 0 : benefit.minSpendFen
  if (scope && !bill?.lines) throw new Problem('coupon.bill_needed', { field: 'bill.lines', details: { scope } })
  if (!bill) {
    if (minSpendFen > 0 || benefit.kind === 'percent') throw new Problem('coupon.bill_needed', { field: 'bill' })
    return { discountFen: benefit.kind === 'amount' ? benefit.offFen : 0 }
  }
  const { totalFen: dueFen, lines } = bill
  if (lines && sumOf(lines) !== dueFen) throw new Problem('input.invalid', { field: 'bill.totalFen' })
  const counting = scope && lines?.filter((line) => counts(scope, line))
  if (counting?.length === 0) throw new Problem('coupon.out_of_scope', { field: 'bill.lines', details: { scope } })
  const countedFen = counting ? sumOf(counting) : dueFen
  if (countedFen < minSpendFen) {
    throw new Problem('coupon.min_spend', { field: 'bill.totalFen', details: { minSpendFen, countedFen } })
  }
  const discountFen = Math.min(offOf(benefit, countedFen), countedFen)
  return { dueFen, ...(counting && { countedFen }), discountFen, payFen: dueFen - discountFen }
}

type Line = NonNullable<Bill['lines']>[number]
const sumOf = (lines: Line[]) => lines.reduce((sum, line) => sum + line.amountFen, 0)

/** Whether a line of a bill is of what the scope names, and not of what it excludes. */
function counts({ categories, items, excludeItems }: LineScope, { category, item }: Line): boolean {
  const isNamed = (!categories && !items) || names(categories, category) || names(items, item)
  return isNamed && !names(excludeItems, item) && !names(excludeItems, category)
}

/** Tills write wide and small letters as they please. */
const spelled = (word: string) => word.normalize('NFKC').trim().toLowerCase()
const names = (list: string[] = [], word: string | undefined) =>
  word !== undefined && list.some((one) => spelled(one) === spelled(word))

/** Refuses with input.invalid a scope that names and excludes the same. */
export function checkScope({ categories = [], items = [], excludeItems = [] }: LineScope): void {
  const both = excludeItems.findIndex((word) => names([...categories, ...items], word))
  if (both >= 0) throw new Problem('input.invalid', { field: `scope.excludeItems.${both}` })
}

/** A gift is handed over beside the bill and takes nothing off it. */
function offOf(benefit: Benefit, countedFen: number): number {
  switch (benefit.kind) {
    case 'amount':
      return benefit.offFen
    case 'percent':
      return Math.min(Math.floor((countedFen * benefit.percentOff) / 100), benefit.ceilingFen)
    case 'gift':
      return 0
  }
}

/** The most that one coupon can take off a bill or hand over, in fen: what its budget has to hold. */
export function mostCost(benefit: Benefit): number {
  switch (benefit.kind) {
    case 'amount':
      return benefit.offFen
    case 'percent':
      return benefit.ceilingFen
    case 'gift':
      return benefit.valueFen
  }
}
