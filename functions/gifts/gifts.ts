import type { Coupon } from '../../shared/coupons.ts'
import type { Gift } from '../../shared/gifts.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Voucher } from '../../shared/vouchers.ts'
import {
  backIfOver,
  giftPlace,
  giftUntil,
  handOver,
  judgeGiving,
  outAs,
  placeOf,
  putOut,
  shownCoupon,
  withdraw,
} from '../coupons/coupons.ts'
import { duePlace } from '../kernel/due.ts'
import { newToken } from '../kernel/ids.ts'
import type { Key, Table } from '../kernel/table/table.ts'
import { again, findWith, type Holding, isVoucher, stateIn as stateNow } from '../redemptions/redemptions.ts'
import { handOverVoucher, judgeGivingVoucher, placeOfVoucher, shownVouchers, takenPlace } from '../vouchers/vouchers.ts'
import { type GiftItem, giftKey, putGift } from './items.ts'
import { type Given, givenAs, shownGift, stateIn } from './shown.ts'

export { type GiftItem, giftKey } from './items.ts'

/** Which of the two is meant. */
interface Named {
  couponId?: string | undefined
  voucherId?: string | undefined
}

/** Puts a coupon or a voucher out as a gift. What is out already is answered as it is: a lost answer leaves no second gift. */
export async function giveGift(table: Table, memberId: string, named: Named, language: Language, now: Date): Promise<Gift> {
  const id = named.voucherId ?? named.couponId ?? ''
  const { found } = placeOfGiven(named)?.memberId === memberId ? await findWith(table, id) : {}
  if (!found || found.holding.erasedAt !== undefined)
    throw new Problem(named.voucherId === undefined ? 'coupon.not_found' : 'voucher.not_found')
  const { number } = found
  const holding = await again(table, found.holding, now)
  const shown = (out: Holding) => {
    if (!out.giving) throw new Error(`${id} is out without a giving`)
    return shownGift(table, givenAs(out.giving, out, number), memberId, language, now)
  }
  if (isOut(holding, now)) return shown(holding)
  if (isVoucher(holding)) judgeGivingVoucher(holding, now)
  else judgeGiving(holding, now)
  const giving = { token: newToken('gft'), at: now.toISOString(), until: giftUntil(holding.usableTo, now) }
  const refused = (there: Holding | undefined) => {
    if (there && isOut(there, now)) return 'mine'
    const state = there && stateNow(there, now)
    if (state === 'refunding') return new Problem('coupon.refund_open')
    // Given and taken back, or used and that undone, in between.
    return state === 'valid' ? new Problem('table.busy') : new Problem('coupon.not_usable', { details: { state } })
  }
  const [, there] = await table.commit(
    putGift({ ...giving, ...named, cycle: holding.cycle + 1 }),
    putOut(holding, giving, (old) => refused(old as Holding | undefined)),
  )
  return shown((there as Holding | undefined) ?? { ...holding, ...outAs(holding, giving) })
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
  const { holding, number, giving } = given
  if (holding.memberId !== memberId) throw new Problem('gift.not_found')
  const state = stateIn(given, now)
  if (state === 'taken') throw new Problem('gift.taken')
  if (state !== 'open') return shownGift(table, given, memberId, language, now)
  const refused = (there: Holding | undefined) => (isTaken(there, gift) ? new Problem('gift.taken') : 'mine')
  const [there] = await table.commit(withdraw(holding, giving, now, (old) => refused(old as Holding | undefined)))
  return shownGift(table, givenAs(gift, there as Holding, number), memberId, language, now)
}

/** The first who takes it has the coupon or voucher. The same taker is answered with the same one again. */
export async function takeGift(
  table: Table,
  memberId: string,
  giftToken: string,
  language: Language,
  now: Date,
): Promise<Coupon | Voucher> {
  const { gift, given } = await find(table, giftToken)
  const { holding, giving } = given
  if (holding.memberId === memberId) throw new Problem('gift.own')
  const taken = new Problem('gift.taken')
  const refused = (there: Holding | undefined) => {
    if (!isTaken(there, gift)) return new Problem('gift.expired')
    return there?.giving?.takenById === memberId ? 'mine' : taken
  }
  const ended = stateIn(given, now) === 'open' ? undefined : refused(holding)
  if (ended instanceof Problem) throw ended
  const outcomes = { taken, giver: (old: unknown) => refused(old as Holding | undefined) }
  const writes = isVoucher(holding)
    ? handOverVoucher(holding, giving, memberId, now, outcomes)
    : handOver(holding, giving, memberId, now, outcomes)
  const [made] = ended === 'mine' ? [] : await table.commit(...writes)
  const mine = (made ?? (await table.get(placeOfTaken(holding, memberId, giftToken)))) as Holding | undefined
  if (!mine) throw taken
  if (!isVoucher(mine)) return shownCoupon(table, mine, language, now)
  return (await shownVouchers(table, [mine], language, now))[0] as Voucher
}

const placeOfTaken = (holding: Holding, memberId: string, giftToken: string): Key =>
  isVoucher(holding) ? takenPlace(memberId, holding.dealId, giftToken).key : giftPlace(memberId, holding.batchId, giftToken).key

/** The job at the end of a gift: it is its giver's again, if nobody took it. */
export async function giftOver(table: Table, gift: GiftItem, now: Date): Promise<void> {
  const place = placeOfGiven(gift)
  if (place) await backIfOver(table, { ...place.key, cycle: gift.cycle }, now)
  await table.commit({ change: giftKey(gift.token), drop: duePlace, when: 'present', orElse: () => 'mine' })
}

const placeOfGiven = ({ couponId = '', voucherId }: Named) =>
  voucherId === undefined ? placeOf(couponId) : placeOfVoucher(voucherId)

async function find(table: Table, giftToken: string): Promise<{ gift: GiftItem; given: Given }> {
  const gift = (await table.get(giftKey(giftToken))) as GiftItem | undefined
  const { found } = gift ? await findWith(table, gift.voucherId ?? gift.couponId ?? '') : {}
  if (!gift || !found) throw new Problem('gift.not_found')
  return { gift, given: givenAs(gift, found.holding, found.number) }
}

const isOut = (holding: Holding, now: Date) => holding.outUntil !== undefined && stateNow(holding, now) === 'given'
const isTaken = (holding: Holding | undefined, gift: GiftItem) =>
  holding?.giving?.token === gift.token && holding.giving.takenAt !== undefined
