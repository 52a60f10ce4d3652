import type { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Preview, Redemption } from '../../shared/redemptions.ts'
import { reasonInWords, undoWindowMinutes } from '../../shared/undo.ts'
import { type CouponItem, findRules, lineScope, rulesInWords, shownUse, stateOf, type UseOf } from '../coupons/coupons.ts'
import { findTerms } from '../deals/deals.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedName } from '../members/members.ts'
import { stateOfVoucher, termsInWords, type VoucherItem } from '../vouchers/vouchers.ts'
import { type Done, type Found, isVoucher, lastUseIn, wordsOf } from './holdings.ts'

/** When undoing ends. */
export function undoUntil(use: { at: string }): Date {
  return new Date(Date.parse(use.at) + undoWindowMinutes * 60_000)
}

type Shown = Omit<Preview, 'usable' | 'why' | 'billNeeded'>

/** What the counter sees of the thing itself; of its last use only where that is why it cannot be used. */
export async function shownHolding(
  table: Table,
  { holding, number }: Found,
  why: Problem | undefined,
  language: Language,
  now: Date,
): Promise<Shown> {
  const member = maskedName(number, language)
  const shown = isVoucher(holding)
    ? await shownVoucher(table, holding, member, language, now)
    : await shownCoupon(table, holding, member, why, language, now)
  const { zone } = shown
  const { use } = holding
  const isUsed = why?.code === 'coupon.already_redeemed' && use
  return { ...shown.preview, use: isUsed ? await shownUse(table, lastUseIn(holding), use, zone, now) : undefined }
}

async function shownCoupon(
  table: Table,
  coupon: CouponItem,
  member: string,
  why: Problem | undefined,
  language: Language,
  now: Date,
): Promise<{ preview: Shown; zone: string }> {
  const { zone, form, storeSet } = await findRules(table, coupon.batchId, coupon.version, now)
  const scope = lineScope(form)
  const preview: Shown = {
    kind: 'coupon',
    couponId: coupon.couponId,
    title: form.title,
    benefit: form.benefit,
    rules: rulesInWords(form, zone, language, storeSet?.storeCount),
    member,
    state: stateOf(coupon, now),
    usableFrom: instantIn(zone, coupon.usableFrom),
    usableTo: instantIn(zone, coupon.usableTo),
    linesNeeded: why?.code === 'coupon.bill_needed' && scope !== undefined,
    scope,
  }
  return { preview, zone }
}

async function shownVoucher(table: Table, voucher: VoucherItem, member: string, language: Language, now: Date) {
  const terms = await findTerms(table, voucher.dealId, voucher.version, now)
  const preview: Shown = {
    kind: 'voucher',
    voucherId: voucher.voucherId,
    title: terms.form.title,
    rules: termsInWords(terms, language),
    member,
    state: stateOfVoucher(voucher, now),
    usableFrom: instantIn(terms.zone, voucher.issuedAt),
    usableTo: instantIn(terms.zone, voucher.usableTo),
    linesNeeded: false,
    usesInAll: voucher.uses,
    usesLeft: voucher.uses - voucher.used,
  }
  return { preview, zone: terms.zone }
}

export async function shownRedemption(
  table: Table,
  done: Done,
  member: string,
  language: Language,
  now: Date,
): Promise<Redemption> {
  const { zone, title, benefit } = await wordsOf(table, done, now)
  const { use, undo } = done
  return {
    ...(await shownUse(table, done.redemptionId, use, zone, now)),
    ...('voucherId' in done
      ? { kind: 'voucher', voucherId: done.voucherId, uses: use.uses, valueFen: use.valueFen }
      : { kind: 'coupon', couponId: done.couponId, benefit }),
    title,
    member,
    state: undo ? 'undone' : 'done',
    undoUntil: instantIn(zone, undoUntil(use)),
    undoneAt: undo && instantIn(zone, undo.at),
    undoneBy: undo?.by,
    reason: undo && reasonInWords(undo.reason, language),
    assisted: use.assisted,
    offline: use.offline && true,
  }
}

/** By whom and when: what the second clerk is told. */
export function whoAndWhen(use: UseOf, zone: string) {
  return { by: use.by, at: instantIn(zone, use.at), storeId: use.storeId }
}
