import type { GiftState } from '../../shared/coupons.ts'
import type { Gift } from '../../shared/gifts.ts'
import type { Language } from '../../shared/problems.ts'
import {
  type CouponItem,
  findRules,
  type GivingOf,
  giftPlace,
  giftStateOf,
  rulesInWords,
  shownGiving,
} from '../coupons/coupons.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedMembers, maskedName } from '../members/members.ts'

/** A gift with the coupon it is, and the number of its giver. */
export interface Given {
  coupon: CouponItem
  number: string
  giving: GivingOf
  /** The coupon has gone out again since, so this giving has come back. */
  isEarlier: boolean
}

/** The giving of a token as its coupon tells it. */
export function givenAs(gift: { token: string; at: string; until: string }, coupon: CouponItem, number: string): Given {
  const { token, at, until } = gift
  const isEarlier = coupon.giving?.token !== token
  return { coupon, number, giving: isEarlier || !coupon.giving ? { token, at, until } : coupon.giving, isEarlier }
}

export function stateIn({ coupon, giving, isEarlier }: Given, now: Date): GiftState {
  return isEarlier ? 'came_back' : giftStateOf(giving, coupon.usableTo, now)
}

/** What the caller may see of it: who took it only the giver, where the coupon is only who has it. */
export async function shownGift(
  table: Table,
  given: Given,
  memberId: string | undefined,
  language: Language,
  now: Date,
): Promise<Gift> {
  const { coupon, number, giving } = given
  const { batchId, usableFrom, usableTo, version } = coupon
  const { zone, form, merchantName } = await findRules(table, batchId, version, now)
  const isGiver = memberId === coupon.memberId
  const takerId = giving.takenById
  const isTaker = memberId !== undefined && memberId === takerId
  const takenBy = isGiver && takerId ? (await maskedMembers(table, [takerId], language)).get(takerId) : undefined
  const { takenAt, ...told } = shownGiving(giving, usableTo, takenBy, zone, now)
  return {
    ...told,
    batchId,
    title: form.title,
    merchantName,
    benefit: form.benefit,
    rules: rulesInWords(form, zone, language),
    usableFrom: instantIn(zone, usableFrom),
    usableTo: instantIn(zone, usableTo),
    from: maskedName(number, language),
    state: stateIn(given, now),
    ...(isGiver && { mine: 'given', couponId: coupon.couponId }),
    ...(isTaker && { mine: 'taken', couponId: giftPlace(memberId, batchId, giving.token).couponId }),
    takenAt: isGiver || isTaker ? takenAt : undefined,
  }
}
