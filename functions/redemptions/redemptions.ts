import { Problem } from '../../shared/problem.ts'
import { type Language, sentence } from '../../shared/problems.ts'
import type { Preview, Redemption } from '../../shared/redemptions.ts'
import { mustServeAt, type Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { findStore } from '../stores/stores.ts'
import { type Asked, namedOf, wordsOf } from './holdings.ts'
import { doneUnder, type Once, once } from './keys.ts'
import { read, type Scan, type Scanned } from './scan.ts'
import { shownHolding } from './shown.ts'
import { judge, use } from './use.ts'

export {
  type AnyUndo,
  type AnyUse,
  again,
  findWith,
  type Holding,
  idOf,
  isVoucher,
  lastUseIn,
  type Named,
  namedOf,
  stateIn,
  wordsOf,
} from './holdings.ts'
export { type DayItem, dayItemKey, dayTotalsKey } from './items.ts'
export { keepKeyOf } from './keys.ts'
export { redeemOffline } from './offline.ts'

/** What the counter sends: a code of either kind, the store, and the bill. */
export type AtCounter = Scan & Asked

/** What a code stands for, whether it can be used here, and what it takes off the bill: exactly what redeem will do. */
export async function previewRedemption(
  table: Table,
  clerk: Staff,
  asked: AtCounter,
  language: Language,
  now: Date,
): Promise<Preview> {
  mustWorkAt(clerk, asked.storeId)
  await mustServeAt(table, clerk, asked.storeId, now)
  const at = { clerkId: clerk.memberId, storeId: asked.storeId }
  // The words of the store are asked for at once, so that they cost no time where they are not known.
  const [scanned] = await Promise.all([read(table, at, asked, undefined, now), findStore(table, asked.storeId, now)])
  if ((scanned as Scanned).expired) throw new Problem('code.expired', { field: 'code' })
  return look(table, clerk, asked, scanned as Scanned, language, now)
}

export async function look(
  table: Table,
  clerk: Staff,
  asked: Asked,
  scanned: Scanned,
  language: Language,
  now: Date,
): Promise<Preview> {
  const judged = await judge(table, clerk, asked, scanned, now)
  const why = judged instanceof Problem ? judged : undefined
  const billNeeded = why?.code === 'coupon.bill_needed'
  const { zone } = await wordsOf(table, namedOf(scanned.holding), now)
  return {
    ...(await shownHolding(table, scanned, why, language, now)),
    usable: why === undefined || billNeeded,
    why: why && { code: why.code, message: sentence(why.code, language), retryAt: againAt(why, zone) },
    billNeeded,
    ...(judged instanceof Problem ? {} : judged),
  }
}

/** On a wall: of the store where its hours are meant, else of the batch. */
function againAt({ code, facts }: Problem, zone: string): string | undefined {
  return facts.retryAt && code === 'coupon.not_started' ? instantIn(zone, facts.retryAt) : facts.retryAt
}

/** Uses it, once; of a pass so many uses, all or none. The same key and body answer the same redemption, also after the code's minute. */
export async function redeem(
  table: Table,
  clerk: Staff,
  asked: AtCounter,
  key: string | undefined,
  language: Language,
  now: Date,
): Promise<Redemption> {
  mustWorkAt(clerk, asked.storeId)
  await mustServeAt(table, clerk, asked.storeId, now)
  const under = once(clerk.memberId, 'redeem', key, bodyOf(asked), now)
  const at = { clerkId: clerk.memberId, storeId: asked.storeId }
  const [scanned] = await Promise.all([read(table, at, asked, under?.place, now), findStore(table, asked.storeId, now)])
  if ('kept' in scanned) return doneUnder(table, scanned.kept, under as Once, language, now)
  return use(table, clerk, asked, scanned, { under }, language, now)
}

/** What was sent, however it was spaced. */
function bodyOf({ code, typedCode, storeId, uses, bill }: AtCounter) {
  return { code: code?.trim(), typedCode: typedCode?.replace(/[ -]/g, ''), storeId, uses, bill }
}

/** The store comes from the counter, whether the caller works there does not. */
export function mustWorkAt(clerk: Staff, storeId: string): void {
  if (!clerk.storeIds.includes(storeId)) throw new Problem('role.forbidden', { field: 'storeId' })
}
