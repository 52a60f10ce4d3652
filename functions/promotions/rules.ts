import type { BatchForm, Benefit } from '../../shared/coupons.ts'
import type { DealForm } from '../../shared/deals.ts'
import { Problem } from '../../shared/problem.ts'
import type { PromotionForm } from '../../shared/promotions.ts'
import { keepsHolidays } from '../kernel/holidays.ts'

const longestDays = 400
const day = 86_400_000
/** Batches, deals and streaks together: a promotion is read whole. */
export const mostOffers = 50

type Window = { from: string; to: string }

/** Refuses with input.invalid and the field when the form cannot be meant. */
export function checkPromotion(form: Omit<PromotionForm, 'budgetFen'>, now: Date): void {
  inOrder(form.from, form.to, 'to')
  if (Date.parse(form.to) <= now.getTime()) throw new Problem('input.invalid', { field: 'to' })
  if (Date.parse(form.to) - Date.parse(form.from) > longestDays * day) throw new Problem('input.invalid', { field: 'to' })
  const { bearer } = form
  const shares = bearer && bearer.merchant + bearer.headOffice + bearer.platform
  if (shares !== undefined && shares !== 100) throw new Problem('input.invalid', { field: 'bearer.merchant' })
}

/** The window in which a batch can be claimed: its own, which lies inside the promotion's, or the promotion's. */
export function claimWindow(form: BatchForm, promotion: Window): { from: Date; to: Date } {
  const window = form.claim ?? promotion
  inOrder(window.from, window.to, 'claim.to')
  if (Date.parse(window.from) < Date.parse(promotion.from)) throw new Problem('input.invalid', { field: 'claim.from' })
  if (Date.parse(window.to) > Date.parse(promotion.to)) throw new Problem('input.invalid', { field: 'claim.to' })
  return { from: new Date(window.from), to: new Date(window.to) }
}

/** What a single field cannot say: a coupon that could be claimed but never used is refused. */
export function checkBatch(form: BatchForm, claimTo: Date): void {
  if (form.validity.kind === 'dates') {
    inOrder(form.validity.from, form.validity.to, 'validity.to')
    if (Date.parse(form.validity.to) < claimTo.getTime()) throw new Problem('input.invalid', { field: 'validity.to' })
  }
  if (form.perDay !== undefined && form.perDay > form.total) throw new Problem('input.invalid', { field: 'perDay' })
  if ((form.perMemberPerDay ?? 1) > form.perMember) throw new Problem('input.invalid', { field: 'perMemberPerDay' })
  if (form.perMember > form.total) throw new Problem('input.invalid', { field: 'perMember' })
  const odd = form.hours?.findIndex(({ from, to }) => from === to || from === '24:00') ?? -1
  if (odd >= 0) throw new Problem('input.invalid', { field: `hours.${odd}.to` })
  const stores = form.scope?.storeIds
  if (stores && form.scope?.storeSetId !== undefined) throw new Problem('input.invalid', { field: 'scope.storeSetId' })
  if (stores && new Set(stores).size !== stores.length) throw new Problem('input.invalid', { field: 'scope.storeIds' })
}

/** Public holidays are those of mainland China's calendar: a store elsewhere keeps others, which we do not know. */
export function checkHolidays({ holidays }: BatchForm, zones: string[]): void {
  if (holidays === 'excluded' && !zones.every(keepsHolidays)) throw new Problem('input.invalid', { field: 'holidays' })
}

/** From such terms on a second person has to look: they are more often a slip of the pen than meant. */
const oddPercent = 90
const oddFen = 100_000

/** What is odd about the terms: nearly everything off, more off than has to be spent, or ¥1,000 and more for nothing. */
export function absurdity(benefit: Benefit): 'percent' | 'aboveMinimum' | 'large' | undefined {
  if (benefit.kind === 'percent') return benefit.percentOff >= oddPercent ? 'percent' : undefined
  if (benefit.kind === 'gift') return benefit.valueFen >= oddFen ? 'large' : undefined
  if (benefit.minSpendFen > 0) return benefit.offFen > benefit.minSpendFen ? 'aboveMinimum' : undefined
  return benefit.offFen >= oddFen ? 'large' : undefined
}

/** All vouchers of a deal together, at the price alone. */
const oddTotalFen = 1_000_000_000

/**
 * What is odd about a deal, with the field: its lowest price is a tenth or less of what it costs otherwise, or less than half of what it
 * costs the merchant, or all of it is worth ¥10 million and more.
 */
export function oddDeal(form: DealForm): { why: 'percent' | 'belowCost' | 'enormous'; field: string } | undefined {
  const { aloneFen, listFen = aloneFen, unitCostFen = 0, ladder, total } = form
  const lowest = Math.min(aloneFen, ...ladder.map(({ priceFen }) => priceFen))
  if (lowest * 100 <= listFen * (100 - oddPercent)) return { why: 'percent', field: 'ladder' }
  if (lowest * 2 < unitCostFen) return { why: 'belowCost', field: 'unitCostFen' }
  return aloneFen * total >= oddTotalFen ? { why: 'enormous', field: 'total' } : undefined
}

/** The fields that differ, by name. */
export function changedFields(before: { [field: string]: unknown }, after: { [field: string]: unknown }): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.filter((name) => !same(before[name], after[name])).sort()
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => same((a as Fields)[name], (b as Fields)[name]))
}

type Fields = { [field: string]: unknown }

/** What a raise does: `raise`, nothing because it stands already, or a problem. `totalFen` is what stands. */
export function raised(totalFen: number, fromFen: number, toFen: number): 'raise' | 'done' {
  if (toFen <= fromFen) throw new Problem('promotion.budget_lower', { field: 'toFen' })
  if (totalFen === toFen) return 'done'
  if (totalFen !== fromFen) throw new Problem('version.stale', { field: 'fromFen', details: { totalFen } })
  return 'raise'
}

/** The window of a copy: it begins now and is as long as the first one was. */
export function shifted(window: Window, startMs: number): { from: Date; to: Date; byMs: number } {
  const byMs = startMs - Date.parse(window.from)
  return { from: new Date(startMs), to: new Date(Date.parse(window.to) + byMs), byMs }
}

function inOrder(from: string, to: string, field: string): void {
  if (Date.parse(to) <= Date.parse(from)) throw new Problem('input.invalid', { field })
}
