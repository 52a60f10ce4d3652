import { Problem } from '../../shared/problem.ts'
import { judgeDigits, partsOf, readCode } from '../coupons/coupons.ts'
import { Recent } from '../kernel/recent.ts'
import type { Item, Key, Table } from '../kernel/table/table.ts'
import { giveBackTries, knowsAll, type Limit, learnTries, type Tries, takeTries, triesKey } from '../kernel/tries.ts'
import { numberKey } from '../members/members.ts'
import { type Found, findWith, holdingsOf, idOf } from './holdings.ts'
import { limitsOf } from './limits.ts'

export interface Scan {
  code?: string | undefined
  typedCode?: string | undefined
}

export interface Scanned extends Found {
  /** The cycle the code was made for: after a use it is an older one. */
  cycle: number
  /** The code is genuine but its minute is over; it still tells a clerk whose last answer was lost what became of it. */
  expired: boolean
}

/** Where a code is read: the limits of guessing hang on it. */
interface Counter {
  clerkId: string
  storeId: string
}

/**
 * What a code stands for; or, where an item stands at `beside` (what an earlier call did under the same key), that, and nothing is
 * looked at. Refuses with code.invalid, code.too_many_tries.
 */
export async function read(
  table: Table,
  at: Counter,
  scan: Scan,
  beside: Key | undefined,
  now: Date,
): Promise<Scanned | { kept: Item }> {
  if (scan.code !== undefined) return readScanned(table, scan.code.trim(), beside, now)
  return readTyped(table, at, scan.typedCode ?? '', beside, now)
}

/** As read, of what a QR held. */
export async function readScanned(
  table: Table,
  code: string,
  beside: Key | undefined,
  now: Date,
): Promise<Scanned | { kept: Item }> {
  const { id, cycle, expired } = await readCode(code, now)
  const { found, beside: kept } = await findWith(table, id, beside)
  if (kept) return { kept }
  if (!found) throw new Problem('code.invalid', { field: 'code' })
  return { ...found, cycle, expired }
}

/** A number is one member's for good. */
const holders = new Recent<string>(5000)
const holderSeconds = 3600

/** A typed code says whose it is; which coupon or voucher it is for, and whether it is right, only the MAC says. */
async function readTyped(
  table: Table,
  { clerkId, storeId }: Counter,
  typed: string,
  beside: Key | undefined,
  now: Date,
): Promise<Scanned | { kept: Item }> {
  const { number, digits } = partsOf(typed)
  const limits = limitsOf(clerkId, storeId, number)
  const isKnown = holders.get(number, now) !== undefined && knowsAll(limits, now)
  const asked = isKnown ? beside && table.get(beside) : learn(table, number, limits, beside, now)
  if (!isKnown) {
    const kept = await asked
    if (kept) return { kept }
  }
  const memberId = holders.get(number, now)
  // Nothing is told of what is held before the try is taken.
  const [kept, taken, holdings] = await Promise.all([
    asked,
    takeTries(table, limits, now),
    memberId ? holdingsOf(table, memberId) : [],
  ])
  if (kept) {
    await giveBackTries(table, taken)
    return { kept }
  }
  for (const holding of holdings) {
    // The cycle before the present one too: a clerk who asks again after a lost answer must learn that it worked.
    for (const cycle of [holding.cycle, holding.cycle - 1]) {
      const judged = cycle < 0 ? 'wrong' : await judgeDigits(digits, idOf(holding), cycle, now)
      if (judged === 'wrong') continue
      await giveBackTries(table, taken)
      return { holding, number, cycle, expired: judged === 'old' }
    }
  }
  throw new Problem('code.invalid', { field: 'typedCode' })
}

/** Whose the number is and how the tries stand, in one read; and the item beside them. */
async function learn(
  table: Table,
  number: string,
  limits: Limit[],
  beside: Key | undefined,
  now: Date,
): Promise<Item | undefined> {
  const keys = [numberKey(number), ...limits.map(triesKey), ...(beside ? [beside] : [])]
  const found = await table.getMany(keys)
  const at = (key: Key) => found.find((item) => item.pk === key.pk && item.sk === key.sk)
  const kept = beside && at(beside)
  if (kept) return kept
  for (const limit of limits) learnTries(limit, at(triesKey(limit)) as Tries | undefined, now)
  const memberId = at(numberKey(number))?.memberId
  if (typeof memberId === 'string') holders.keep(number, memberId, new Date(now.getTime() + holderSeconds * 1000))
  return undefined
}
