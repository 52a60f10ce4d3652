import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Redemption } from '../../shared/redemptions.ts'
import { asksManager, managerUndoesFromFen } from '../../shared/undo.ts'
import { couponOfRedemption } from '../coupons/coupons.ts'
import { mismatch } from '../kernel/guard.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedName } from '../members/members.ts'
import { voucherOfUse } from '../vouchers/vouchers.ts'
import { type AnyUndo, type Done, donesIn, findWith, type Holding, isVoucher, namedOf, wordsOf } from './holdings.ts'
import { saveUndo } from './items.ts'
import { doneUnder, once, remember, undoBody } from './keys.ts'
import { shownRedemption, undoUntil } from './shown.ts'

/** The thing a redemption was of, and the cycle that the use made. */
function placeOfRedemption(redemptionId: string): { id: string; cycle: number } | undefined {
  const ofVoucher = voucherOfUse(redemptionId)
  if (ofVoucher) return { id: ofVoucher.voucherId, cycle: ofVoucher.cycle }
  const ofCoupon = couponOfRedemption(redemptionId)
  return ofCoupon && { id: ofCoupon.couponId, cycle: ofCoupon.cycle }
}

/** Takes a use back inside the window: a clerk the own ones below a sum, a manager those of the own stores. */
export async function undoRedemption(
  table: Table,
  clerk: Staff,
  asked: { redemptionId: string; reason: string },
  key: string | undefined,
  language: Language,
  now: Date,
): Promise<Redemption> {
  const { redemptionId, reason } = asked
  const place = placeOfRedemption(redemptionId)
  if (!place) throw new Problem('redemption.not_found')
  const under = once(clerk.memberId, 'undo', key, undoBody(redemptionId, reason), now)
  const { found, beside: kept } = await findWith(table, place.id, under?.place)
  if (under && kept) return doneUnder(table, kept, under, language, now)
  const holding = found?.holding
  const last = holding && donesIn(holding)[0]
  if (!found || !holding || !last) throw new Problem('redemption.not_found')
  const done = donesIn(holding).find((one) => one.redemptionId === redemptionId)
  // One that is carried no more is judged by the one that is: of another merchant nothing is told.
  const { use } = done ?? last
  const { zone, benefit } = await wordsOf(table, namedOf(holding), now)
  const isManager = clerk.managerOf.includes(use.storeId)
  const own = use.byId === clerk.memberId || isManager
  if (!own || !clerk.storeIds.includes(use.storeId)) throw new Problem('role.forbidden')
  if (!done) throw notCarried(holding, place.cycle)
  const refused = (there: Holding) => {
    const now = donesIn(there).find((one) => one.redemptionId === redemptionId)
    if (now && !now.undo) return notUndoable(there) ?? new Problem('table.busy')
    if (!now?.undo) return new Problem('redemption.not_found')
    if (key !== undefined && now.undo.key === key && now.undo.byId === clerk.memberId)
      return now.undo.reason === reason ? 'mine' : mismatch()
    return new Problem('redemption.already_undone', { details: { by: now.undo.by, at: instantIn(zone, now.undo.at) } })
  }
  const answered = (there: Holding) => {
    const undone = donesIn(there).find((one) => one.redemptionId === redemptionId) as Done
    return shownRedemption(table, undone, maskedName(found.number, language), language, now)
  }
  const before = done.undo && refused(holding)
  if (before === 'mine') return answered(holding)
  if (before) throw before
  if (!isManager && asksManager({ benefit, discountFen: use.discountFen, valueFen: use.valueFen })) {
    throw new Problem('role.forbidden', { details: { fromFen: managerUndoesFromFen, role: 'manager' } })
  }
  if (undoUntil(use) <= now) throw new Problem('redemption.window_over')
  const not = notUndoable(holding)
  if (not) throw not
  const byRole = isManager ? 'manager' : 'clerk'
  const undo: AnyUndo = { at: now.toISOString(), by: clerk.name, byId: clerk.memberId, byRole, reason, key }
  const [saved] = await table.commit(saveUndo(holding, done, undo, refused))
  if (under) remember(under, now)
  return answered(saved as Holding)
}

/** A use of an earlier cycle: of a coupon it was undone, or the coupon could not have been used again; of a pass it may be too long ago. */
function notCarried(holding: Holding, cycle: number): Problem {
  if (cycle >= holding.cycle) return new Problem('redemption.not_found')
  return new Problem(isVoucher(holding) ? 'redemption.window_over' : 'redemption.already_undone')
}

/** What is left of a pass may be out as a gift, or on its way back as money: then its uses stand. */
function notUndoable(holding: Holding): Problem | undefined {
  if (!isVoucher(holding) || holding.state === 'held' || holding.state === 'used') return undefined
  if (holding.state === 'refunding' || holding.state === 'refunded') return new Problem('coupon.refund_open')
  return new Problem('coupon.not_usable', { details: { state: holding.state } })
}
