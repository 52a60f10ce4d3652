import type { BatchForm } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import type { PromotionForm } from '../../shared/promotions.ts'
import { keepsHolidays } from '../kernel/holidays.ts'

const longestDays = 400
const day = 86_400_000
export const mostBatches = 50

/** Refuses with input.invalid and the field when the form cannot be meant. */
export function checkPromotion(form: PromotionForm, now: Date): void {
  inOrder(form.from, form.to, 'to')
  if (Date.parse(form.to) <= now.getTime()) throw new Problem('input.invalid', { field: 'to' })
  if (Date.parse(form.to) - Date.parse(form.from) > longestDays * day) throw new Problem('input.invalid', { field: 'to' })
}

/** The window in which a batch can be claimed: its own, which lies inside the promotion's, or the promotion's. */
export function claimWindow(form: BatchForm, promotion: { from: string; to: string }): { from: Date; to: Date } {
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
  if (stores && new Set(stores).size !== stores.length) throw new Problem('input.invalid', { field: 'scope.storeIds' })
}

/** Public holidays are those of mainland China's calendar: a store elsewhere keeps others, which we do not know. */
export function checkHolidays({ holidays }: BatchForm, zones: string[]): void {
  if (holidays === 'excluded' && !zones.every(keepsHolidays)) throw new Problem('input.invalid', { field: 'holidays' })
}

/** The stores of a batch: its own, which must be among the promotion's, or the promotion's. */
export function storesOf(form: BatchForm, promotion: { storeIds?: string[] }): string[] | undefined {
  const own = form.scope?.storeIds
  const strange = own?.findIndex((storeId) => promotion.storeIds !== undefined && !promotion.storeIds.includes(storeId)) ?? -1
  if (strange >= 0) throw new Problem('input.invalid', { field: `scope.storeIds.${strange}` })
  return own ?? promotion.storeIds
}

function inOrder(from: string, to: string, field: string): void {
  if (Date.parse(to) <= Date.parse(from)) throw new Problem('input.invalid', { field })
}
