import { Problem } from '../../shared/problem.ts'
import { couponsOf, findHeld, type Held, judgeDigits, partsOf, readCode } from '../coupons/coupons.ts'
import type { Table } from '../kernel/table/table.ts'
import { memberByNumber } from '../members/members.ts'
import { giveBackTry, takeTry } from './tries.ts'

export interface Scan {
  code?: string | undefined
  typedCode?: string | undefined
}

export interface Scanned extends Held {
  /** The cycle the code was made for: after a use it is an older one. */
  cycle: number
  /** The code is genuine but its minute is over; it still tells a clerk whose last answer was lost what became of it. */
  expired: boolean
}

/** What a code stands for. Refuses with code.invalid, code.too_many_tries. */
export async function read(table: Table, clerkId: string, scan: Scan, now: Date): Promise<Scanned> {
  if (scan.code !== undefined) return readScanned(table, scan.code.trim(), now)
  return readTyped(table, clerkId, scan.typedCode ?? '', now)
}

async function readScanned(table: Table, code: string, now: Date): Promise<Scanned> {
  const { couponId, cycle, expired } = await readCode(code, now)
  const held = await findHeld(table, couponId, now)
  if (!held) throw new Problem('code.invalid', { field: 'code' })
  return { ...held, cycle, expired }
}

/** A typed code says whose it is; which coupon it is for, and whether it is right, only the MAC says. */
async function readTyped(table: Table, clerkId: string, typed: string, now: Date): Promise<Scanned> {
  const { number, digits } = partsOf(typed)
  const [taken, memberId] = await Promise.all([takeTry(table, clerkId, now), memberByNumber(table, number)])
  const coupons = memberId === undefined ? [] : await couponsOf(table, memberId)
  for (const coupon of coupons) {
    // The cycle before the present one too: a clerk who asks again after a lost answer must learn that it worked.
    for (const cycle of [coupon.cycle, coupon.cycle - 1]) {
      const judged = cycle < 0 ? 'wrong' : await judgeDigits(digits, coupon.couponId, cycle, now)
      if (judged === 'wrong') continue
      await giveBackTry(table, taken)
      return { coupon, number, cycle, expired: judged === 'old' }
    }
  }
  throw new Problem('code.invalid', { field: 'typedCode' })
}
