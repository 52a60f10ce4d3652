import { Problem } from '../../shared/problem.ts'
import { type Language, sentence } from '../../shared/problems.ts'
import type { Bill, Preview, Redemption } from '../../shared/redemptions.ts'
import {
  type CouponItem,
  findRules,
  hasTimes,
  heldAgain,
  honours,
  judgeUse,
  lastUse,
  lineScope,
  refusalOf,
  rulesInWords,
  type Settlement,
  settle,
  shownUse,
  stateOf,
  type UseOf,
} from '../coupons/coupons.ts'
import { mismatch } from '../kernel/guard.ts'
import { mustServeAt, type Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedName } from '../members/members.ts'
import { findStore } from '../stores/stores.ts'
import { saveUse } from './items.ts'
import { doneUnder, type Once, once, remember } from './keys.ts'
import { read, type Scan, type Scanned } from './scan.ts'
import { answerOf, whoAndWhen } from './shown.ts'

export { type DayItem, dayItemKey, dayTotalsKey } from './items.ts'
export { keepKeyOf } from './keys.ts'

/** What the counter sends: a code of either kind, the store, and the bill. */
export type AtCounter = Scan & { storeId: string; bill?: Bill | undefined }

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
  asked: { storeId: string; bill?: Bill | undefined },
  scanned: Scanned,
  language: Language,
  now: Date,
): Promise<Preview> {
  const { coupon, number } = scanned
  const { zone, form, storeSet } = await findRules(table, coupon.batchId, coupon.version, now)
  const judged = await judge(table, clerk, asked, scanned, now)
  const why = judged instanceof Problem ? judged : undefined
  const billNeeded = why?.code === 'coupon.bill_needed'
  const scope = lineScope(form)
  return {
    kind: 'coupon',
    couponId: coupon.couponId,
    title: form.title,
    benefit: form.benefit,
    rules: rulesInWords(form, zone, language, storeSet?.storeCount),
    member: maskedName(number, language),
    state: stateOf(coupon, now),
    usableFrom: instantIn(zone, coupon.usableFrom),
    usableTo: instantIn(zone, coupon.usableTo),
    usable: why === undefined || billNeeded,
    why: why && { code: why.code, message: sentence(why.code, language), retryAt: againAt(why, zone) },
    use:
      why?.code === 'coupon.already_redeemed' && coupon.use
        ? await shownUse(table, lastUse(coupon), coupon.use, zone, now)
        : undefined,
    billNeeded,
    linesNeeded: billNeeded && scope !== undefined,
    scope,
    ...(judged instanceof Problem ? {} : judged),
  }
}

/** On a wall: of the store where its hours are meant, else of the batch. */
function againAt({ code, facts }: Problem, zone: string): string | undefined {
  return facts.retryAt && code === 'coupon.not_started' ? instantIn(zone, facts.retryAt) : facts.retryAt
}

/** Uses the coupon, once. The same key and body answer the same redemption, also after the code's minute. */
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
function bodyOf({ code, typedCode, storeId, bill }: AtCounter) {
  return { code: code?.trim(), typedCode: typedCode?.replace(/[ -]/g, ''), storeId, bill }
}

/** The use itself: judged, then written under its condition. With `assisted` a manager does it without a code. */
export async function use(
  table: Table,
  clerk: Staff,
  asked: { storeId: string; bill?: Bill | undefined },
  scanned: Scanned,
  how: { under: Once | undefined; assisted?: { reason: string } },
  language: Language,
  now: Date,
): Promise<Redemption> {
  const coupon = await heldAgain(table, scanned.coupon, now)
  const { zone, form } = await findRules(table, coupon.batchId, coupon.version, now)
  const own = (there: CouponItem) => ownUse(there, clerk, how.under)
  const answered = (saved: CouponItem) => answerOf(table, saved, maskedName(scanned.number, language), language, now)
  if (own(coupon)) return answered(coupon)
  if (scanned.expired) throw new Problem('code.expired', { field: 'code' })
  const judged = await judge(table, clerk, asked, { ...scanned, coupon }, now)
  if (judged instanceof Problem) throw judged
  const made: UseOf = {
    at: now.toISOString(),
    storeId: asked.storeId,
    by: clerk.name,
    byId: clerk.memberId,
    byRole: clerk.managerOf.includes(asked.storeId) ? 'manager' : 'clerk',
    ...judged,
    costFen: form.benefit.kind === 'gift' ? form.benefit.valueFen : undefined,
    receiptNo: asked.bill?.receiptNo,
    key: how.under?.key,
    asked: how.under?.hash,
    assisted: how.assisted,
  }
  const [saved] = await table.commit(
    saveUse(coupon, made, (there) =>
      own(there)
        ? 'mine'
        : (usedAlready(there, zone) ??
          givenAway(there, now) ??
          (there.released ? new Problem('coupon.expired') : new Problem('code.expired', { field: 'code' }))),
    ),
  )
  if (how.under) remember(how.under, now)
  return answered(saved as CouponItem)
}

/** The settlement, or the problem with using this coupon here and now. */
export async function judge(
  table: Table,
  clerk: Staff,
  asked: { storeId: string; bill?: Bill | undefined },
  { coupon, cycle }: Pick<Scanned, 'coupon' | 'cycle'>,
  now: Date,
): Promise<Settlement | Problem> {
  const rules = await findRules(table, coupon.batchId, coupon.version, now)
  const { form, zone, storeSet } = rules
  // What another merchant did with its coupon is not told here.
  if (coupon.merchantId !== clerk.merchantId) return new Problem('coupon.wrong_store')
  const already = usedAlready(coupon, zone) ?? givenAway(coupon, now)
  if (already) return already
  if (cycle !== coupon.cycle) return new Problem('code.expired', { field: 'code' })
  const store = await findStore(table, asked.storeId, now)
  if (!store) throw new Problem('store.not_found', { field: 'storeId' })
  const inSet = storeSet && (await honours(table, rules, asked.storeId, now))
  try {
    judgeUse(
      coupon,
      form,
      { merchantId: clerk.merchantId, storeId: asked.storeId, zone: hasTimes(form) ? store.zone : undefined, inSet },
      now,
    )
    const closed = await refusalOf(table, rules, store, now)
    if (closed) return closed
    return settle(form, asked.bill)
  } catch (problem) {
    if (problem instanceof Problem) return problem
    throw problem
  }
}

function usedAlready(coupon: CouponItem, zone: string): Problem | undefined {
  if (coupon.state !== 'redeemed' || !coupon.use) return undefined
  return new Problem('coupon.already_redeemed', { details: whoAndWhen(coupon.use, zone) })
}

/** Out as a gift, or a friend's by now: whoever shows its code has it no more. */
function givenAway(coupon: CouponItem, now: Date): Problem | undefined {
  if (stateOf(coupon, now) !== 'given') return undefined
  return new Problem('coupon.not_usable', { details: { state: 'given' } })
}

/** Whether this caller's key did this use already; the same key with another body is refused. */
export function ownUse({ use }: CouponItem, clerk: Staff, under: Once | undefined): boolean {
  if (under === undefined || use?.key !== under.key || use.byId !== clerk.memberId) return false
  if (use.asked !== under.hash) throw mismatch()
  return true
}

/** The store comes from the counter, whether the caller works there does not. */
export function mustWorkAt(clerk: Staff, storeId: string): void {
  if (!clerk.storeIds.includes(storeId)) throw new Problem('role.forbidden', { field: 'storeId' })
}
