import type { Language } from '../../shared/problems.ts'
import type { Redemption } from '../../shared/redemptions.ts'
import { reasonInWords } from '../../shared/undo.ts'
import {
  type CouponItem,
  findRules,
  lastUse,
  shownUse,
  type UndoOf,
  type UseOf,
  undoWindowMinutes,
} from '../coupons/coupons.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'

/** A use, wherever it was read: in its coupon or in a store's day list. */
export interface Used {
  redemptionId: string
  couponId: string
  batchId: string
  version: number
  memberId: string
  use: UseOf
  undo?: UndoOf
}

function usedOf(coupon: CouponItem, use: UseOf): Used {
  const { couponId, batchId, version, memberId, undo } = coupon
  return { redemptionId: lastUse(coupon), couponId, batchId, version, memberId, use, undo }
}

/** When undoing ends. */
export function undoUntil(use: { at: string }): Date {
  return new Date(Date.parse(use.at) + undoWindowMinutes * 60_000)
}

export async function shownRedemption(
  table: Table,
  used: Used,
  member: string,
  language: Language,
  now: Date,
): Promise<Redemption> {
  const { zone, form } = await findRules(table, used.batchId, used.version, now)
  return {
    ...(await shownUse(table, used.redemptionId, used.use, zone, now)),
    couponId: used.couponId,
    title: form.title,
    benefit: form.benefit,
    member,
    state: used.undo ? 'undone' : 'done',
    undoUntil: instantIn(zone, undoUntil(used.use)),
    undoneAt: used.undo && instantIn(zone, used.undo.at),
    undoneBy: used.undo?.by,
    reason: used.undo && reasonInWords(used.undo.reason, language),
    assisted: used.use.assisted,
  }
}

/** The coupon's last use. */
export async function answerOf(
  table: Table,
  coupon: CouponItem,
  member: string,
  language: Language,
  now: Date,
): Promise<Redemption> {
  if (!coupon.use) throw new Error(`${coupon.couponId} carries no use`)
  return shownRedemption(table, usedOf(coupon, coupon.use), member, language, now)
}

/** By whom and when: what the second clerk is told. */
export function whoAndWhen(use: UseOf, zone: string) {
  return { by: use.by, at: instantIn(zone, use.at), storeId: use.storeId }
}
