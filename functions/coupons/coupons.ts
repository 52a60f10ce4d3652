import type { Code } from '../../shared/coupon-contracts.ts'
import type { Coupon, CouponPast, CouponState } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Item, Key, Table } from '../kernel/table/table.ts'
import { stampOf } from '../kernel/trace.ts'
import { instantIn } from '../kernel/zone.ts'
import { type MemberItem, memberKey } from '../members/members.ts'
import { claim, findBatch, findRules } from './claim.ts'
import { couponNo, signCode, typedCode } from './codes.ts'
import { claimSlot } from './flash.ts'
import { backIfOver } from './giving.ts'
import { pastOf, shownHistory } from './history.ts'
import type { CouponItem } from './items.ts'
import { couponPrefix, placeOf, wallet } from './places.ts'
import { codeExpiry, isBack, stateOf } from './rules.ts'
import { shownCoupon, toldCoupons } from './shown.ts'
import { confirmedAmong, heldAmong } from './slots.ts'

export { checkScope, lineScope, mostCost, type Settlement, settle } from '../../shared/settle.ts'
export { goodOnlyAt, isTerms, type Lonely, offersAt, stillUsable, type Usable } from './at-store.ts'
export { type BatchSeen, moveGate, newBatch, ownBatch, seeBatches } from './batches.ts'
export { type BudgetItem, budgetKey, newBudget, releaseReserve, reserve, settleReserve } from './budget.ts'
export { findBatch as findOffer, findRules } from './claim.ts'
export { codeKeys, couponNo, judgeDigits, partsOf, readCode } from './codes.ts'
export { endWallet } from './ending.ts'
export { backIfOver, handOver, outAs, putOut, whileOut, withdraw } from './giving.ts'
export { endOf, type Past, pastIn, pastItem, pastOf, tellPast } from './history.ts'
export type { BatchItem, CouponItem, Gate, GivingOf, UndoOf, UseOf } from './items.ts'
export { dueAtEnd } from './items.ts'
export { getBatch, listOffers } from './offers.ts'
export { offlineCoupons, shownSpans } from './offline.ts'
export { couponOfRedemption, giftPlace, placeOf } from './places.ts'
export { reclaim } from './reclaim.ts'
export { type Revision, reviseBatch } from './revise.ts'
export { grantCoupon } from './rewards.ts'
export {
  type Counter,
  giftStateOf,
  giftUntil,
  givenTooOften,
  isBack,
  judgeGiving,
  judgeUse,
  mustNotTire,
  stateOf,
} from './rules.ts'
export { rushWrites } from './rush.ts'
export { honours, refusalOf, storesOf } from './scope.ts'
export { lastUse, shownCoupon, shownGiving, shownUse } from './shown.ts'
export { confirm, couponIn, readCoupon, type SlotItem, shardOf, slotPrefix } from './slots.ts'
export type { Span } from './spans.ts'
export { hasTimes, outrunsCalendar } from './times.ts'
export { titlesAt } from './titles.ts'
export { rulesInWords } from './words.ts'

/** Claims one; the same call again answers the same coupon. */
export async function claimCoupon(
  table: Table,
  memberId: string,
  { batchId, trace }: { batchId: string; trace?: string | undefined },
  key: string | undefined,
  language: Language,
  now: Date,
): Promise<Coupon> {
  const batch = await findBatch(table, batchId, now)
  // Of words that may be seconds old: no edit changes this one.
  if (batch?.form.rewardOnly) throw new Problem('batch.reward_only')
  const said = { key, trace: await stampOf(trace, batch?.promotionId) }
  const how = batch?.flash ? claimSlot(table, batch, memberId, said, now) : claim(table, memberId, batchId, said, now)
  const coupon = await how
  return shownCoupon(table, coupon, language, now)
}

/** A page of the wallet: newest batch first, inside a page newest claim first; `state` is judged now. */
export async function listMyCoupons(
  table: Table,
  memberId: string,
  question: { state?: CouponState; limit?: number; cursor?: string },
  language: Language,
  now: Date,
) {
  const { state, limit = 100 } = question
  let { cursor } = question
  let held: CouponItem[]
  // A page with none of the wanted state is no answer to a person: the first that has some is.
  do {
    const page = await table.query({ pk: wallet(memberId), prefix: 'COUPON#', backward: true, limit, cursor })
    const own = (await heldAmong(table, page.items)).filter((coupon) => coupon.erasedAt === undefined)
    held = own.filter((coupon) => state === undefined || stateOf(coupon, now) === state)
    cursor = page.cursor
  } while (held.length === 0 && cursor !== undefined)
  held.sort((a, b) => (a.claimedAt < b.claimedAt ? 1 : -1))
  const items = await toldCoupons(table, held, language, now)
  return { items, nextCursor: cursor }
}

export async function getCoupon(
  table: Table,
  memberId: string,
  couponId: string,
  language: Language,
  now: Date,
): Promise<Coupon> {
  const place = ownPlace(memberId, couponId)
  const [row, past] = await Promise.all([table.get(place), pastOf<CouponPast['kind']>(table, place)])
  const [coupon] = row ? await heldAmong(table, [row]) : []
  if (!coupon || coupon.erasedAt !== undefined) throw new Problem('coupon.not_found')
  const [told] = await toldCoupons(table, [coupon], language, now)
  return { ...(told as Coupon), history: await shownHistory(table, coupon, past, language, now) }
}

/** One read; nothing is written. */
export async function showCode(table: Table, memberId: string, couponId: string, now: Date): Promise<Code> {
  ownPlace(memberId, couponId)
  const held = await findHeld(table, couponId)
  if (!held || held.coupon.erasedAt !== undefined) throw new Problem('coupon.not_found')
  const { number } = held
  const coupon = await heldAgain(table, held.coupon, now)
  if (stateOf(coupon, now) !== 'valid') throw new Problem('coupon.not_usable', { details: { state: stateOf(coupon, now) } })
  const { zone } = await findRules(table, coupon.batchId, coupon.version, now)
  return shownCode({ number, id: couponId, cycle: coupon.cycle, usableTo: coupon.usableTo, zone }, now)
}

/** What the holder of a coupon or a voucher holds up at a counter. */
export async function shownCode(
  { number, id, cycle, usableTo, zone }: { number: string; id: string; cycle: number; usableTo: string; zone: string },
  now: Date,
): Promise<Code> {
  const expiresAt = codeExpiry(usableTo, now)
  const typed = await typedCode(number, id, cycle, now)
  return {
    code: await signCode(id, cycle, expiresAt),
    typedCode: typed.typed,
    expiresAt: instantIn(zone, expiresAt),
    typedUntil: instantIn(zone, typed.until),
    couponNo: couponNo(number, id),
  }
}

/** A coupon and the member's number, which says at the counter whose it is. */
export interface Held {
  coupon: CouponItem
  number: string
}

/** A gift that came back by the clock is written down as held again before anybody acts on it. */
export async function heldAgain(table: Table, coupon: CouponItem, now: Date): Promise<CouponItem> {
  return isBack(coupon, now) ? ((await backIfOver(table, coupon, now)) ?? coupon) : coupon
}

/** The coupon an id names, whoever holds it, with its holder, and any one item `beside` them: one read. */
export async function findHeldWith(table: Table, couponId: string, beside?: Key): Promise<{ held?: Held; beside?: Item }> {
  const place = placeOf(couponId)
  const keys = place ? [place.key, memberKey(place.memberId)] : []
  const found = await table.getMany(beside ? [...keys, beside] : keys)
  const at = (key: Key | undefined) => found.find((item) => item.pk === key?.pk && item.sk === key.sk)
  const row = at(keys[0])
  const [coupon] = row ? await confirmedAmong(table, [row]) : []
  const member = at(keys[1]) as MemberItem | undefined
  return { held: coupon && member && { coupon, number: member.number }, beside: at(beside) }
}

export async function findHeld(table: Table, couponId: string): Promise<Held | undefined> {
  return placeOf(couponId) && (await findHeldWith(table, couponId)).held
}

/** Every coupon of a member, for the counter to find the one a typed code is made of. */
export async function couponsOf(table: Table, memberId: string): Promise<CouponItem[]> {
  const coupons: CouponItem[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ pk: wallet(memberId), prefix: 'COUPON#', cursor })
    coupons.push(...(await confirmedAmong(table, page.items)).filter((coupon) => coupon.erasedAt === undefined))
    cursor = page.cursor
  } while (cursor !== undefined)
  return coupons
}

/** What a member holds, or held, of one batch. */
export async function couponsOfBatch(table: Table, memberId: string, batchId: string): Promise<CouponItem[]> {
  const { items } = await table.query({ pk: wallet(memberId), prefix: couponPrefix(batchId) })
  return (await heldAmong(table, items)).filter((coupon) => coupon.erasedAt === undefined)
}

/** Somebody else's coupon is answered like one that is not there. */
function ownPlace(memberId: string, couponId: string): Key {
  const place = placeOf(couponId)
  if (place?.memberId !== memberId) throw new Problem('coupon.not_found')
  return place.key
}
