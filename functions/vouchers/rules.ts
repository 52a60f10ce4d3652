import { Problem } from '../../shared/problem.ts'
import { mostCycles, undoWindowMinutes } from '../../shared/undo.ts'
import { midnightIn } from '../kernel/zone.ts'
import type { UseLine, VoucherItem } from './items.ts'

/** A payment can be refunded for so many days: no voucher outlives that, and the money for what is left gets some hours to go back. */
const refundDays = 365
const refundHours = 2

/** What part `i` of `n` (from 0) is of a sum, to the fen: all parts together are the sum. */
export function partFen(totalFen: number, n: number, i: number): number {
  return usedFen(totalFen, n, i + 1) - usedFen(totalFen, n, i)
}

/** What the first `used` of `n` parts are together. */
export function usedFen(totalFen: number, n: number, used: number): number {
  return Math.floor((totalFen * Math.min(used, n)) / n)
}

type Paid = Pick<VoucherItem, 'paidFen' | 'uses' | 'used'>

/** What so many uses more are of what was paid. */
export function worthOf({ paidFen, uses, used }: Paid, more: number): number {
  return usedFen(paidFen, uses, used + more) - usedFen(paidFen, uses, used)
}

/** What is left of what was paid: what goes back, where something goes back. */
export function leftFen({ paidFen, uses, used }: Paid): number {
  return paidFen - usedFen(paidFen, uses, used)
}

/** Valid for so many days, the day on which it is issued being the first, until midnight in the zone of its stores. */
export function usableTo(validDays: number, zone: string, issuedAt: Date, paidAt: Date): Date {
  const end = midnightIn(zone, issuedAt, validDays).getTime()
  const last = Math.min(
    midnightIn(zone, paidAt, refundDays).getTime(),
    paidAt.getTime() + (refundDays * 24 - refundHours) * 3_600_000,
  )
  return new Date(Math.min(end, last))
}

/** The counter that asks: `isHere` when the voucher is good in its store. */
export interface Counter {
  merchantId: string
  isHere: boolean
}

/** Whether so many uses may be used here and now; k of n at once are all or none. What state it is in is judged before. */
export function judgeUses(
  voucher: Pick<VoucherItem, 'merchantId' | 'usableTo' | 'uses' | 'used' | 'undos'>,
  wanted: number,
  { merchantId, isHere }: Counter,
  now: Date,
): void {
  if (voucher.merchantId !== merchantId || !isHere) throw new Problem('coupon.wrong_store')
  if (voucher.usableTo <= now.toISOString()) throw new Problem('coupon.expired')
  const left = voucher.uses - voucher.used
  if (wanted > left) throw new Problem('voucher.uses_exceeded', { field: 'uses', details: { left, wanted } })
  if ((voucher.undos ?? 0) >= mostCycles) throw new Problem('coupon.cycles_over')
}

/** Nobody takes back more than so many uses of one pass in an hour, and an item stays small. */
const mostEarlier = 4

/** What is kept of the uses before the last one: inside the time for undoing them, the last few. */
export function ofLastHour(lines: UseLine[], now: Date): UseLine[] {
  const from = new Date(now.getTime() - undoWindowMinutes * 60_000).toISOString()
  return lines.filter(({ use }) => use.at > from).slice(-mostEarlier)
}
