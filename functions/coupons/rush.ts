import type { BatchForm } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import { mostCost } from '../../shared/settle.ts'
import type { BatchItem } from './items.ts'

/** From so many claims a second on, a batch is claimed by numbered slots. */
const flashFrom = 50
/** A stock item takes 1,000 writes a second; with so few of them, several may lie in one partition. Getting them all is one call. */
const claimsAShard = 150
const mostFlashShards = 64

export function isFlash({ expectedPerSecond = 0 }: Pick<BatchForm, 'expectedPerSecond'>): boolean {
  return expectedPerSecond >= flashFrom
}

/** Write units that a claim needs: three of its own, and three of the five that the feed writes behind it, which may come later. */
const unitsAClaim = 6

/** The write units a second that these batches need at their start, where they are made for a rush. */
export function rushWrites(batches: Pick<BatchForm, 'expectedPerSecond'>[]): number {
  return batches.filter(isFlash).reduce((sum, { expectedPerSecond = 0 }) => sum + expectedPerSecond * unitsAClaim, 0)
}

/**
 * A count that every claim of a day changes takes some 170 claims a second, and nobody rushes for what is earned: refuses caps of a day, and
 * what is a reward only, with input.invalid.
 */
export function checkFlash(form: BatchForm): void {
  if (!isFlash(form)) return
  for (const field of ['perDay', 'perMemberPerDay', 'rewardOnly'] as const) {
    if (form[field] !== undefined) throw new Problem('input.invalid', { field })
  }
}

export function flashShardsFor({ expectedPerSecond = 0, total }: Pick<BatchForm, 'expectedPerSecond' | 'total'>): number {
  return Math.min(Math.ceil(expectedPerSecond / claimsAShard), mostFlashShards, total)
}

/**
 * What stays as it was made: a flash batch has as many slots as coupons, and where there is a budget it has set aside what they may
 * cost. Refuses with input.invalid and the field.
 */
export function checkRushEdit(batch: Pick<BatchItem, 'flash' | 'form' | 'reserveFen'>, form: BatchForm): void {
  checkFlash(form)
  if (isFlash(form) !== (batch.flash === true)) throw new Problem('input.invalid', { field: 'expectedPerSecond' })
  if (!batch.flash) return
  if (form.total !== batch.form.total) throw new Problem('input.invalid', { field: 'total' })
  if (batch.reserveFen && mostCost(form.benefit) !== batch.reserveFen) throw new Problem('input.invalid', { field: 'benefit' })
}
