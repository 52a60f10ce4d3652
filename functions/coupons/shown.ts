import type { Coupon, Giving, Use } from '../../shared/coupons.ts'
import type { Language } from '../../shared/problems.ts'
import { reasonInWords } from '../../shared/undo.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedMembers } from '../members/members.ts'
import { findStore } from '../stores/stores.ts'
import { findRules } from './claim.ts'
import type { CouponItem, GivingOf, UseOf } from './items.ts'
import { redemptionIdOf } from './places.ts'
import { giftStateOf, mayGive, stateOf } from './rules.ts'
import { closedOf } from './scope.ts'
import { rulesInWords } from './words.ts'

/** A coupon as its holder sees it, under the rules it was claimed with. */
export async function shownCoupon(table: Table, coupon: CouponItem, language: Language, now: Date): Promise<Coupon> {
  const [shown] = await shownCoupons(table, [coupon], language, now)
  return shown as Coupon
}

/** At most 100. Friends' names are read once for all of them, and only where there was a gift. */
export async function shownCoupons(table: Table, coupons: CouponItem[], language: Language, now: Date): Promise<Coupon[]> {
  const named = async (memberIds: (string | undefined)[]) => {
    const known = memberIds.filter((id) => id !== undefined)
    return known.length > 0 ? maskedMembers(table, known, language) : new Map<string, string>()
  }
  const [takers, givers] = await Promise.all([
    named(coupons.map((coupon) => coupon.giving?.takenById)),
    named(coupons.map((coupon) => coupon.from?.memberId)),
  ])
  return Promise.all(
    coupons.map(async (coupon) => {
      const { giving, from } = coupon
      const shown = await shownAlone(table, coupon, language, now)
      const { zone } = await findRules(table, coupon.batchId, coupon.version, now)
      const takenBy = takers.get(giving?.takenById ?? '')
      return {
        ...shown,
        giving: giving && shownGiving(giving, coupon.usableTo, takenBy, zone, now),
        from: from && (givers.get(from.memberId) ?? ''),
      }
    }),
  )
}

/** What became of a giving, for its giver. */
export function shownGiving(giving: GivingOf, usableTo: string, takenBy: string | undefined, zone: string, now: Date): Giving {
  const { token, at, until, takenAt, withdrawnAt } = giving
  return {
    giftToken: token,
    state: giftStateOf(giving, usableTo, now),
    givenAt: instantIn(zone, at),
    expiresAt: instantIn(zone, until),
    withdrawn: withdrawnAt === undefined ? undefined : true,
    takenBy,
    takenAt: takenAt && instantIn(zone, takenAt),
  }
}

async function shownAlone(table: Table, coupon: CouponItem, language: Language, now: Date): Promise<Coupon> {
  const rules = await findRules(table, coupon.batchId, coupon.version, now)
  const local = (instant: string) => instantIn(rules.zone, instant)
  const state = stateOf(coupon, now)
  return {
    couponId: coupon.couponId,
    batchId: coupon.batchId,
    title: rules.form.title,
    merchantName: rules.merchantName,
    benefit: rules.form.benefit,
    rules: rulesInWords(rules.form, rules.zone, language, rules.storeSet?.storeCount),
    state,
    claimedAt: local(coupon.claimedAt),
    usableFrom: local(coupon.usableFrom),
    usableTo: local(coupon.usableTo),
    use: state === 'redeemed' && coupon.use ? await shownUse(table, lastUse(coupon), coupon.use, rules.zone, now) : undefined,
    undoneAt: coupon.undo && local(coupon.undo.at),
    undone: coupon.undo && {
      at: local(coupon.undo.at),
      storeName: (coupon.use && (await findStore(table, coupon.use.storeId, now))?.name) ?? '',
      by: coupon.undo.by,
      reason: reasonInWords(coupon.undo.reason, language),
    },
    givable: mayGive(coupon, now),
  }
}

/** With what their holder has to be told: which of their stores are closed, and where they are good instead. */
export async function toldCoupons(table: Table, coupons: CouponItem[], language: Language, now: Date): Promise<Coupon[]> {
  const shown = await shownCoupons(table, coupons, language, now)
  return Promise.all(
    shown.map(async (seen, n) => {
      const { batchId, version, claimedAt } = coupons[n] as CouponItem
      const rules = await findRules(table, batchId, version, now)
      return { ...seen, closedStores: seen.state === 'valid' ? await closedOf(table, rules, claimedAt, now) : undefined }
    }),
  )
}

/** The id of a coupon's last use. */
export function lastUse(coupon: { couponId: string; cycle: number; usedIn?: number }): string {
  return redemptionIdOf(coupon.couponId, coupon.usedIn ?? coupon.cycle)
}

export async function shownUse(table: Table, redemptionId: string, use: UseOf, zone: string, now: Date): Promise<Use> {
  const { at, storeId, by, dueFen, countedFen, discountFen, payFen, receiptNo } = use
  const store = await findStore(table, storeId, now)
  const storeName = store?.name ?? ''
  const money = { dueFen, countedFen, discountFen, payFen }
  return { redemptionId, at: instantIn(zone, at), storeId, storeName, by, ...money, receiptNo }
}
