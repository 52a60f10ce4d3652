import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Redemption } from '../../shared/redemptions.ts'
import { asksManager, managerUndoesFromFen } from '../../shared/undo.ts'
import { type CouponItem, couponOfRedemption, findHeldWith, findRules, lastUse, type UndoOf } from '../coupons/coupons.ts'
import { mismatch } from '../kernel/guard.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedName } from '../members/members.ts'
import { saveUndo } from './items.ts'
import { doneUnder, once, remember, undoBody } from './keys.ts'
import { answerOf, undoUntil } from './shown.ts'

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
  const place = couponOfRedemption(redemptionId)
  if (!place) throw new Problem('redemption.not_found')
  const under = once(clerk.memberId, 'undo', key, undoBody(redemptionId, reason), now)
  const { held, beside: kept } = await findHeldWith(table, place.couponId, under?.place)
  if (under && kept) return doneUnder(table, kept, under, language, now)
  if (!held?.coupon.use) throw new Problem('redemption.not_found')
  const { coupon, number } = held
  const { use } = held.coupon
  const { zone, form } = await findRules(table, coupon.batchId, coupon.version, now)
  const isManager = clerk.managerOf.includes(use.storeId)
  const own = use.byId === clerk.memberId || isManager
  if (!own || !clerk.storeIds.includes(use.storeId)) throw new Problem('role.forbidden')
  if (lastUse(coupon) !== redemptionId) {
    // An earlier cycle of the same coupon: it was undone, or the coupon could not have been used again.
    throw new Problem(place.cycle < coupon.cycle ? 'redemption.already_undone' : 'redemption.not_found')
  }
  const refused = (there: CouponItem) => {
    if (!there.undo) return new Problem('redemption.not_found')
    if (key !== undefined && there.undo.key === key && there.undo.byId === clerk.memberId) {
      return there.undo.reason === reason ? 'mine' : mismatch()
    }
    return new Problem('redemption.already_undone', { details: { by: there.undo.by, at: instantIn(zone, there.undo.at) } })
  }
  const answered = (saved: CouponItem) => answerOf(table, saved, maskedName(number, language), language, now)
  const done = coupon.undo && refused(coupon)
  if (done === 'mine') return answered(coupon)
  if (done) throw done
  if (!isManager && asksManager({ benefit: form.benefit, discountFen: use.discountFen })) {
    throw new Problem('role.forbidden', { details: { fromFen: managerUndoesFromFen, role: 'manager' } })
  }
  if (undoUntil(use) <= now) throw new Problem('redemption.window_over')
  const byRole = isManager ? 'manager' : 'clerk'
  const undo: UndoOf = { at: now.toISOString(), by: clerk.name, byId: clerk.memberId, byRole, reason, key }
  const [saved] = await table.commit(saveUndo(coupon, undo, refused))
  if (under) remember(under, now)
  return answered(saved as CouponItem)
}
