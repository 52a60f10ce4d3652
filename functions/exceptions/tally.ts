import { Problem } from '../../shared/problem.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { type AnyUndo, type AnyUse, type Holding, idOf, lastUseIn, namedOf, wordsOf } from '../redemptions/redemptions.ts'
import { type ExceptionItem, exceptionKey, exceptionOfCoupon, exceptionOfStaff, saveTally } from './items.ts'
import { type Subject, type Undo, withUndo } from './rules.ts'

/** Thrown by the commit of these writes when another undo was counted meanwhile: ask for them again. */
export const tallyMoved = new Problem('table.busy')

/**
 * For the feed: an undo, counted for its coupon or voucher and for who undid on that day. They are written with the event, so each is counted
 * once; from the third, or the fifth, they are in the list of exceptions.
 */
export async function tallyUndo(
  table: Table,
  holding: Holding,
  use: AnyUse,
  undo: AnyUndo,
  day: string,
  now: Date,
): Promise<Write[]> {
  const { merchantName, zone } = await wordsOf(table, namedOf(holding), now)
  const ofMerchant = { merchantId: holding.merchantId, merchantName, zone }
  const subjects: Subject[] = [
    { ...ofMerchant, exceptionId: exceptionOfCoupon(idOf(holding)), about: { kind: 'coupon' } },
    { ...ofMerchant, exceptionId: exceptionOfStaff(undo.byId, day), about: { kind: 'staff', name: undo.by, day } },
  ]
  const found = (await table.getMany(subjects.map(({ exceptionId }) => exceptionKey(exceptionId)))) as ExceptionItem[]
  const line: Undo = {
    redemptionId: lastUseIn(holding),
    ...{ ...namedOf(holding), memberId: holding.memberId },
    ...{ storeId: use.storeId, discountFen: use.discountFen },
    ...{ at: undo.at, by: undo.by, byId: undo.byId, reason: undo.reason },
  }
  return subjects.flatMap((subject) => {
    const old = found.find(({ exceptionId }) => exceptionId === subject.exceptionId)
    return saveTally(withUndo(old, subject, line), old, tallyMoved)
  })
}
