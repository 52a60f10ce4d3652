import { Problem } from '../../shared/problem.ts'
import { duePlace } from '../kernel/due.ts'
import type { Item, Key, Table, Write } from '../kernel/table/table.ts'
import type { CouponItem } from './items.ts'

/** The money of a promotion: what its coupons may cost in all, and what of it no coupon has reserved or spent. In fen. */
export interface BudgetItem extends Item {
  totalFen: number
  /** Below zero only after an undo: the coupon holds its whole reserve again, and what it had freed is spoken for meanwhile. */
  leftFen: number
}

export const budgetKey = (promotionId: string): Key => ({ pk: `BUDGET#${promotionId}`, sk: 'BUDGET' })

export function newBudget(promotionId: string, totalFen: number): Write {
  const item: BudgetItem = { ...budgetKey(promotionId), totalFen, leftFen: totalFen }
  return { put: item, when: 'absent', orElse: () => new Problem('table.busy') }
}

/** Reserves the most that the claimed coupon can cost. Refuses with promotion.budget_spent. */
export function reserve(promotionId: string, fen: number): Write {
  return {
    change: budgetKey(promotionId),
    add: { leftFen: -fen },
    when: { field: 'leftFen', atLeast: fen },
    orElse: () => new Problem('promotion.budget_spent'),
  }
}

/** Of what was set aside for a flash batch, what its coupons did not need. */
export function giveBack(promotionId: string, fen: number): Write {
  return { change: budgetKey(promotionId), add: { leftFen: fen }, when: 'present', orElse: () => new Problem('table.busy') }
}

/**
 * What a use leaves of the coupon's reserve goes back, and an undo takes it again, so that its holder is never refused for budget.
 * For the commit of the event, which happens once.
 */
export function settleReserve(coupon: CouponItem, costFen: number, kind: 'redeemed' | 'undone'): Write[] {
  const backFen = (coupon.reservedFen ?? 0) - costFen
  if (coupon.reservedFen === undefined || backFen === 0) return []
  return [
    {
      change: budgetKey(coupon.promotionId),
      add: { leftFen: kind === 'redeemed' ? backFen : -backFen },
      when: 'present',
      orElse: () => new Problem('table.busy'),
    },
  ]
}

/** The job at the end of a coupon that holds a part of the budget: gives it back, once. A used one has nothing to give. */
export async function releaseReserve(table: Table, coupon: CouponItem, now: Date): Promise<void> {
  const { promotionId, reservedFen = 0 } = coupon
  await table.commit(
    {
      change: { pk: coupon.pk, sk: coupon.sk },
      set: { released: true },
      drop: duePlace,
      when: {
        all: [
          { field: 'state', is: 'held' },
          { field: 'released', has: false },
          { field: 'usableTo', atMost: now.toISOString() },
        ],
      },
      orElse: () => 'mine',
    },
    freed(promotionId, reservedFen),
  )
}

/** For the commit that ends a coupon: what it held is the budget's again. */
export function freed(promotionId: string, fen: number): Write {
  return {
    change: budgetKey(promotionId),
    add: { leftFen: fen },
    when: 'present',
    orElse: () => new Problem('table.busy'),
  }
}
