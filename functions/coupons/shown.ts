import type { Coupon, Use } from '../../shared/coupons.ts'
import type { Language } from '../../shared/problems.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { findStore } from '../stores/stores.ts'
import { findRules } from './claim.ts'
import { type CouponItem, redemptionIdOf, type UseOf } from './items.ts'
import { stateOf } from './rules.ts'
import { rulesInWords } from './words.ts'

/** A coupon as its holder and the counter see it, under the rules it was claimed with. */
export async function shownCoupon(table: Table, coupon: CouponItem, language: Language, now: Date): Promise<Coupon> {
  const rules = await findRules(table, coupon.batchId, coupon.version, now)
  const local = (instant: string) => instantIn(rules.zone, instant)
  const state = stateOf(coupon, now)
  return {
    couponId: coupon.couponId,
    batchId: coupon.batchId,
    title: rules.form.title,
    merchantName: rules.merchantName,
    benefit: rules.form.benefit,
    rules: rulesInWords(rules.form, rules.zone, language),
    state,
    claimedAt: local(coupon.claimedAt),
    usableFrom: local(coupon.usableFrom),
    usableTo: local(coupon.usableTo),
    use: state === 'redeemed' && coupon.use ? await shownUse(table, lastUse(coupon), coupon.use, rules.zone, now) : undefined,
    undoneAt: coupon.undo && local(coupon.undo.at),
  }
}

/** The id of a coupon's last use. */
export function lastUse(coupon: { couponId: string; cycle: number }): string {
  return redemptionIdOf(coupon.couponId, coupon.cycle)
}

export async function shownUse(table: Table, redemptionId: string, use: UseOf, zone: string, now: Date): Promise<Use> {
  const { at, storeId, by, dueFen, countedFen, discountFen, payFen, receiptNo } = use
  const store = await findStore(table, storeId, now)
  const storeName = store?.name ?? ''
  const money = { dueFen, countedFen, discountFen, payFen }
  return { redemptionId, at: instantIn(zone, at), storeId, storeName, by, ...money, receiptNo }
}
