import { Problem } from '../../shared/problem.ts'
import { type Language, sentence } from '../../shared/problems.ts'
import type { Preview, Redemption } from '../../shared/redemptions.ts'
import { findRules } from '../coupons/coupons.ts'
import { mismatch } from '../kernel/guard.ts'
import { mustServeAt, type Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedName } from '../members/members.ts'
import { findStore } from '../stores/stores.ts'
import {
  type AnyUse,
  type Asked,
  again,
  type Done,
  donesIn,
  type Holding,
  isVoucher,
  namedOf,
  settleHere,
  stateIn,
  type UseHere,
  wordsOf,
} from './holdings.ts'
import { saveUse } from './items.ts'
import { doneUnder, type Once, once, remember } from './keys.ts'
import { read, type Scan, type Scanned } from './scan.ts'
import { shownHolding, shownRedemption, whoAndWhen } from './shown.ts'

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

/** The use itself: judged, then written under its condition. With `assisted` a manager does it without a code. */
export async function use(
  table: Table,
  clerk: Staff,
  asked: Asked,
  scanned: Scanned,
  how: { under: Once | undefined; assisted?: { reason: string } },
  language: Language,
  now: Date,
): Promise<Redemption> {
  const holding = await again(table, scanned.holding, now)
  const { zone } = await wordsOf(table, namedOf(holding), now)
  const own = (there: Holding) => ownUse(there, clerk, how.under)
  const answered = (done: Done) => shownRedemption(table, done, maskedName(scanned.number, language), language, now)
  const before = own(holding)
  if (before) return answered(before)
  if (scanned.expired) throw new Problem('code.expired', { field: 'code' })
  const judged = await judge(table, clerk, asked, { ...scanned, holding }, now)
  if (judged instanceof Problem) throw judged
  const made: AnyUse = {
    at: now.toISOString(),
    storeId: asked.storeId,
    by: clerk.name,
    byId: clerk.memberId,
    byRole: clerk.managerOf.includes(asked.storeId) ? 'manager' : 'clerk',
    ...judged,
    costFen: await costOf(table, holding, now),
    receiptNo: asked.bill?.receiptNo,
    key: how.under?.key,
    asked: how.under?.hash,
    assisted: how.assisted,
  }
  const refused = (there: Holding) => {
    if (own(there)) return 'mine'
    const isReleased = !isVoucher(there) && there.released
    return (
      usedAlready(there, zone) ??
      notHere(there, now) ??
      (isReleased ? new Problem('coupon.expired') : new Problem('code.expired', { field: 'code' }))
    )
  }
  const [saved] = await table.commit(saveUse(holding, made, refused))
  if (how.under) remember(how.under, now)
  const done = own(saved as Holding) ?? donesIn(saved as Holding)[0]
  if (!done) throw new Error(`${scanned.holding.sk} carries no use`)
  return answered(done)
}

/** What it takes of the promotion's budget, where that is not the discount. */
async function costOf(table: Table, holding: Holding, now: Date): Promise<number | undefined> {
  if (isVoucher(holding)) return undefined
  const { benefit } = (await findRules(table, holding.batchId, holding.version, now)).form
  return benefit.kind === 'gift' ? benefit.valueFen : undefined
}

/** What it comes to, or the problem with using it here and now. */
export async function judge(
  table: Table,
  clerk: Staff,
  asked: Asked,
  { holding, cycle }: Pick<Scanned, 'holding' | 'cycle'>,
  now: Date,
): Promise<UseHere | Problem> {
  // What another merchant did with its coupon is not told here.
  if (holding.merchantId !== clerk.merchantId) return new Problem('coupon.wrong_store')
  const { zone } = await wordsOf(table, namedOf(holding), now)
  const already = usedAlready(holding, zone) ?? notHere(holding, now)
  if (already) return already
  if (cycle !== holding.cycle) return new Problem('code.expired', { field: 'code' })
  try {
    return await settleHere(table, holding, clerk.merchantId, asked, now)
  } catch (problem) {
    if (problem instanceof Problem && problem.code !== 'store.not_found') return problem
    throw problem
  }
}

function usedAlready(holding: Holding, zone: string): Problem | undefined {
  const { state, use } = holding
  if ((state !== 'redeemed' && state !== 'used') || !use) return undefined
  return new Problem('coupon.already_redeemed', { details: whoAndWhen(use, zone) })
}

/** Out as a gift, or a friend's by now; or its money is on the way back: whoever shows its code has it no more. */
function notHere(holding: Holding, now: Date): Problem | undefined {
  const state = stateIn(holding, now)
  if (state === 'refunding') return new Problem('coupon.refund_open')
  return state === 'given' || state === 'refunded' ? new Problem('coupon.not_usable', { details: { state } }) : undefined
}

/** What this caller's key did already; the same key with another body is refused. */
export function ownUse(holding: Holding, clerk: Staff, under: Once | undefined): Done | undefined {
  if (under === undefined) return undefined
  const done = donesIn(holding).find(({ use }) => use.key === under.key && use.byId === clerk.memberId)
  if (done && done.use.asked !== under.hash) throw mismatch()
  return done
}

/** The store comes from the counter, whether the caller works there does not. */
export function mustWorkAt(clerk: Staff, storeId: string): void {
  if (!clerk.storeIds.includes(storeId)) throw new Problem('role.forbidden', { field: 'storeId' })
}
