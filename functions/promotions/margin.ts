import type { BatchForm } from '../../shared/coupons.ts'
import type { DealForm } from '../../shared/deals.ts'
import { settle } from '../../shared/settle.ts'

/** What a merchant has said about money: its floor, and what the payment channel keeps. */
export interface Terms {
  marginFloorPercent?: number | undefined
  commissionBasisPoints: number
}

/** What a guest pays at least, what it costs the merchant, and what is left in percent of the price, rounded down; null of a price of 0. */
export interface Margin {
  priceFen: number
  costFen: number
  commissionFen: number
  marginPercent: number | null
  isBelow: boolean
}

/** The lowest price of a deal: alone, or on its ladder. */
export const lowestPrice = ({ aloneFen, ladder }: Pick<DealForm, 'aloneFen' | 'ladder'>): number =>
  Math.min(aloneFen, ...ladder.map(({ priceFen }) => priceFen))

/** What the holder of a coupon pays at least; undefined where no bill is too small, and of a gift, which has no price. */
export function lowestPaid({ benefit }: Pick<BatchForm, 'benefit'>): number | undefined {
  if (benefit.kind === 'gift' || benefit.minSpendFen === 0) return undefined
  return settle({ benefit }, { totalFen: benefit.minSpendFen }).payFen
}

/** What is left of a price; undefined where nobody has said a floor. */
export function marginOf(priceFen: number, costFen: number, terms: Terms): Margin | undefined {
  const { marginFloorPercent, commissionBasisPoints } = terms
  if (marginFloorPercent === undefined) return undefined
  const commissionFen = Math.round((priceFen * commissionBasisPoints) / 10_000)
  const leftFen = priceFen - costFen - commissionFen
  return {
    ...{ priceFen, costFen, commissionFen },
    marginPercent: priceFen > 0 ? Math.floor((leftFen * 100) / priceFen) : null,
    isBelow: leftFen * 100 < marginFloorPercent * priceFen,
  }
}

/** Of a deal at its lowest price; undefined where there is no floor or no cost to compare. */
export function dealMargin(form: Pick<DealForm, 'aloneFen' | 'ladder' | 'unitCostFen'>, terms: Terms): Margin | undefined {
  return form.unitCostFen === undefined ? undefined : marginOf(lowestPrice(form), form.unitCostFen, terms)
}

/** Of a coupon at the smallest bill that it takes; undefined too where it asks for none. */
export function batchMargin(form: Pick<BatchForm, 'benefit' | 'unitCostFen'>, terms: Terms): Margin | undefined {
  const paid = lowestPaid(form)
  return form.unitCostFen === undefined || paid === undefined ? undefined : marginOf(paid, form.unitCostFen, terms)
}
