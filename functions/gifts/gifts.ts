import type { Coupon } from '../../shared/coupons.ts'
import type { Gift } from '../../shared/gifts.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import {
  backIfOver,
  type CouponItem,
  findHeld,
  giftPlace,
  giftUntil,
  handOver,
  heldAgain,
  judgeGiving,
  outAs,
  placeOf,
  putOut,
  shownCoupon,
  stateOf,
  withdraw,
} from '../coupons/coupons.ts'
import { duePlace } from '../kernel/due.ts'
import { newToken } from '../kernel/ids.ts'
import type { Table } from '../kernel/table/table.ts'
import { type GiftItem, giftKey, putGift } from './items.ts'
import { type Given, givenAs, shownGift, stateIn } from './shown.ts'

export type { GiftItem } from './items.ts'

/** Puts a coupon out as a gift. What is out already is answered as it is: a lost answer leaves no second gift. */
export async function giveGift(table: Table, memberId: string, couponId: string, language: Language, now: Date): Promise<Gift> {
  const held = placeOf(couponId)?.memberId === memberId ? await findHeld(table, couponId) : undefined
  if (!held) throw new Problem('coupon.not_found')
  const { number } = held
  const coupon = await heldAgain(table, held.coupon, now)
  const shown = (out: CouponItem) => {
    if (!out.giving) throw new Error(`${couponId} is out without a giving`)
    return shownGift(table, givenAs(out.giving, out, number), memberId, language, now)
  }
  if (isOut(coupon, now)) return shown(coupon)
  judgeGiving(coupon, now)
  const giving = { token: newToken('gft'), at: now.toISOString(), until: giftUntil(coupon.usableTo, now) }
  const refused = (there: CouponItem | undefined) => {
    if (there && isOut(there, now)) return 'mine'
    const state = there && stateOf(there, now)
    // Given and taken back in between.
    return state === 'valid' ? new Problem('table.busy') : new Problem('coupon.not_usable', { details: { state } })
  }
  const [, there] = await table.commit(
    putGift({ ...giving, couponId, cycle: coupon.cycle + 1 }),
    putOut(coupon, giving, (old) => refused(old as CouponItem | undefined)),
  )
  return shown((there as CouponItem | undefined) ?? { ...coupon, ...outAs(coupon, giving) })
}

/** For everybody who has the card. */
export async function getGift(
  table: Table,
  memberId: string | undefined,
  giftToken: string,
  language: Language,
  now: Date,
): Promise<Gift> {
  const { given } = await find(table, giftToken)
  return shownGift(table, given, memberId, language, now)
}

/** Takes back what nobody has taken. Somebody else's gift is answered like one that is not there. */
export async function cancelGift(
  table: Table,
  memberId: string,
  giftToken: string,
  language: Language,
  now: Date,
): Promise<Gift> {
  const { gift, given } = await find(table, giftToken)
  const { coupon, number, giving } = given
  if (coupon.memberId !== memberId) throw new Problem('gift.not_found')
  const state = stateIn(given, now)
  if (state === 'taken') throw new Problem('gift.taken')
  if (state !== 'open') return shownGift(table, given, memberId, language, now)
  const refused = (there: CouponItem | undefined) => (isTaken(there, gift) ? new Problem('gift.taken') : 'mine')
  const [there] = await table.commit(withdraw(coupon, giving, now, (old) => refused(old as CouponItem | undefined)))
  return shownGift(table, givenAs(gift, there as CouponItem, number), memberId, language, now)
}

/** The first who takes it has the coupon. The same taker is answered with the same one again. */
export async function takeGift(
  table: Table,
  memberId: string,
  giftToken: string,
  language: Language,
  now: Date,
): Promise<Coupon> {
  const { gift, given } = await find(table, giftToken)
  const { coupon, giving } = given
  if (coupon.memberId === memberId) throw new Problem('gift.own')
  const taken = new Problem('gift.taken')
  const refused = (there: CouponItem | undefined) => {
    if (!isTaken(there, gift)) return new Problem('gift.expired')
    return there?.giving?.takenById === memberId ? 'mine' : taken
  }
  const ended = stateIn(given, now) === 'open' ? undefined : refused(coupon)
  if (ended instanceof Problem) throw ended
  const writes = handOver(coupon, giving, memberId, now, { taken, giver: (old) => refused(old as CouponItem | undefined) })
  const [made] = ended === 'mine' ? [] : await table.commit(...writes)
  const mine = made ?? (await table.get(giftPlace(memberId, coupon.batchId, giftToken).key))
  if (!mine) throw taken
  return shownCoupon(table, mine as CouponItem, language, now)
}

/** The job at the end of a gift: it is its giver's again, if nobody took it. */
export async function giftOver(table: Table, gift: GiftItem, now: Date): Promise<void> {
  const place = placeOf(gift.couponId)
  if (place) await backIfOver(table, { ...place.key, cycle: gift.cycle }, now)
  await table.commit({ change: giftKey(gift.token), drop: duePlace, when: 'present', orElse: () => 'mine' })
}

async function find(table: Table, giftToken: string): Promise<{ gift: GiftItem; given: Given }> {
  const gift = (await table.get(giftKey(giftToken))) as GiftItem | undefined
  const held = gift && (await findHeld(table, gift.couponId))
  if (!held) throw new Problem('gift.not_found')
  return { gift, given: givenAs(gift, held.coupon, held.number) }
}

const isOut = (coupon: CouponItem, now: Date) => coupon.outUntil !== undefined && stateOf(coupon, now) === 'given'
const isTaken = (coupon: CouponItem | undefined, gift: GiftItem) =>
  coupon?.giving?.token === gift.token && coupon.giving.takenAt !== undefined
