import { Problem } from '../../shared/problem.ts'
import { type Language, sentence } from '../../shared/problems.ts'
import type { Bill, Preview, Redemption } from '../../shared/redemptions.ts'
import {
  type CouponItem,
  couponOfRedemption,
  findHeld,
  findRules,
  hasTimes,
  judgeUse,
  lastUse,
  lineScope,
  rulesInWords,
  type Settlement,
  settle,
  shownUse,
  stateOf,
  type UndoOf,
  type UseOf,
} from '../coupons/coupons.ts'
import { fingerprint } from '../kernel/ids.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedName } from '../members/members.ts'
import { getStoreZone } from '../stores/stores.ts'
import { saveUndo, saveUse } from './items.ts'
import { read, type Scan, type Scanned } from './scan.ts'
import { shownRedemption, undoUntil, usedOf, whoAndWhen } from './shown.ts'

export { type DayItem, dayItemKey, dayTotalsKey } from './items.ts'

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
  const scanned = await read(table, clerk.memberId, asked, now)
  const { coupon, number } = scanned
  if (scanned.expired) throw new Problem('code.expired', { field: 'code' })
  const { zone, form } = await findRules(table, coupon.batchId, coupon.version, now)
  const judged = await judge(table, clerk, asked, scanned, now)
  const why = judged instanceof Problem ? judged : undefined
  const billNeeded = why?.code === 'coupon.bill_needed'
  const scope = lineScope(form)
  return {
    kind: 'coupon',
    couponId: coupon.couponId,
    title: form.title,
    benefit: form.benefit,
    rules: rulesInWords(form, zone, language),
    member: maskedName(number, language),
    state: stateOf(coupon, now),
    usableFrom: instantIn(zone, coupon.usableFrom),
    usableTo: instantIn(zone, coupon.usableTo),
    usable: why === undefined || billNeeded,
    why: why && { code: why.code, message: sentence(why.code, language) },
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
  const scanned = await read(table, clerk.memberId, asked, now)
  const { coupon } = scanned
  const { zone } = await findRules(table, coupon.batchId, coupon.version, now)
  const fingerprinted = fingerprint({
    couponId: coupon.couponId,
    cycle: scanned.cycle,
    storeId: asked.storeId,
    bill: asked.bill,
  })
  const own = (there: CouponItem) => ownUse(there, clerk, key, fingerprinted)
  const answered = (saved: CouponItem) => answer(table, saved, maskedName(scanned.number, language), now)
  if (own(coupon)) return answered(coupon)
  if (scanned.expired) throw new Problem('code.expired', { field: 'code' })
  const judged = await judge(table, clerk, asked, scanned, now)
  if (judged instanceof Problem) throw judged
  const use: UseOf = {
    at: now.toISOString(),
    storeId: asked.storeId,
    by: clerk.name,
    byId: clerk.memberId,
    ...judged,
    receiptNo: asked.bill?.receiptNo,
    key,
    asked: fingerprinted,
  }
  const [saved] = await table.commit(
    saveUse(coupon, use, (now) =>
      own(now) ? 'mine' : (usedAlready(now, zone) ?? new Problem('code.expired', { field: 'code' })),
    ),
  )
  return answered(saved as CouponItem)
}

/** Takes a use back: a clerk the own ones, a manager those of the own stores, inside the window. */
export async function undoRedemption(
  table: Table,
  clerk: Staff,
  asked: { redemptionId: string; reason: string },
  key: string | undefined,
  language: Language,
  now: Date,
): Promise<Redemption> {
  const place = couponOfRedemption(asked.redemptionId)
  const held = place && (await findHeld(table, place.couponId))
  if (!held?.coupon.use) throw new Problem('redemption.not_found')
  const { coupon, number } = held
  const { use } = held.coupon
  const { zone } = await findRules(table, coupon.batchId, coupon.version, now)
  const own = use.byId === clerk.memberId || clerk.isManager
  if (!own || !clerk.storeIds.includes(use.storeId)) throw new Problem('role.forbidden')
  if (lastUse(coupon) !== asked.redemptionId) {
    // An earlier cycle of the same coupon: it was undone, or the coupon could not have been used again.
    throw place && place.cycle < coupon.cycle ? new Problem('redemption.already_undone') : new Problem('redemption.not_found')
  }
  const refused = (there: CouponItem) => {
    if (!there.undo) return new Problem('redemption.not_found')
    if (key !== undefined && there.undo.key === key && there.undo.byId === clerk.memberId) {
      return there.undo.reason === asked.reason ? 'mine' : mismatch()
    }
    return new Problem('redemption.already_undone', { details: { by: there.undo.by, at: instantIn(zone, there.undo.at) } })
  }
  const answered = (saved: CouponItem) => answer(table, saved, maskedName(number, language), now)
  const done = coupon.undo && refused(coupon)
  if (done === 'mine') return answered(coupon)
  if (done) throw done
  if (undoUntil(use) <= now) throw new Problem('redemption.window_over')
  const undo: UndoOf = { at: now.toISOString(), by: clerk.name, byId: clerk.memberId, reason: asked.reason, key }
  const [saved] = await table.commit(saveUndo(coupon, undo, refused))
  return answered(saved as CouponItem)
}

/** The settlement, or the problem with using this coupon here and now. */
async function judge(
  table: Table,
  clerk: Staff,
  asked: AtCounter,
  { coupon, cycle }: Scanned,
  now: Date,
): Promise<Settlement | Problem> {
  const { form, zone } = await findRules(table, coupon.batchId, coupon.version, now)
  // What another merchant did with its coupon is not told here.
  if (coupon.merchantId !== clerk.merchantId) return new Problem('coupon.wrong_store')
  const already = usedAlready(coupon, zone)
  if (already) return already
  if (cycle !== coupon.cycle) return new Problem('code.expired', { field: 'code' })
  const storeZone = hasTimes(form) ? await getStoreZone(table, asked.storeId, now) : undefined
  try {
    judgeUse(coupon, form, { merchantId: clerk.merchantId, storeId: asked.storeId, zone: storeZone }, now)
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

/** Whether this caller's key did this use already; the same key with another body is refused. */
function ownUse(coupon: CouponItem, clerk: Staff, key: string | undefined, fingerprinted: string): boolean {
  const { use } = coupon
  if (key === undefined || use?.key !== key || use.byId !== clerk.memberId) return false
  if (use.asked !== fingerprinted) throw mismatch()
  return true
}

const mismatch = () => new Problem('idempotency.mismatch', { field: 'Idempotency-Key' })

async function answer(table: Table, coupon: CouponItem, member: string, now: Date): Promise<Redemption> {
  if (!coupon.use) throw new Error(`${coupon.couponId} carries no use`)
  return shownRedemption(table, usedOf(coupon, coupon.use), member, now)
}

/** The store comes from the counter, whether the caller works there does not. */
export function mustWorkAt(clerk: Staff, storeId: string): void {
  if (!clerk.storeIds.includes(storeId)) throw new Problem('role.forbidden', { field: 'storeId' })
}
