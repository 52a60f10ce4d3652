import type { BatchForm, CouponState, GiftState } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import { mostCycles } from '../../shared/undo.ts'
import { instantIn } from '../kernel/zone.ts'
import { isInTimes, nextInTimes, type Times } from './times.ts'

const secondsOfCode = 60

interface Lived {
  state: 'held' | 'redeemed' | 'given' | 'void'
  usableTo: string
  outUntil?: string
}

/** Expired is what the clock says, whatever a job has or has not done; so is the coming back of a gift that nobody took. */
export function stateOf(coupon: Lived, now: Date): CouponState {
  if (coupon.state === 'redeemed') return 'redeemed'
  if (coupon.state === 'given' && !isBack(coupon, now)) return 'given'
  return coupon.state === 'void' || coupon.usableTo <= now.toISOString() ? 'expired' : 'valid'
}

/** It was out as a gift, and nobody took it in time. */
export function isBack({ state, outUntil }: { state: string; outUntil?: string }, now: Date): boolean {
  return state === 'given' && outUntil !== undefined && outUntil <= now.toISOString()
}

/** A gift can be taken for so many hours, and never longer than the coupon lasts. */
export const giftHours = 24
/** A coupon can go out so often, or its cycles would run past the two digits of a redemptionId. */
export const mostGives = 20
/** It can be given on until so many have had it: a gift among friends, no currency. */
export const mostHands = 3

export function giftUntil(usableTo: string, now: Date): string {
  return new Date(Math.min(now.getTime() + giftHours * 3_600_000, Date.parse(usableTo))).toISOString()
}

/** What became of a giving. */
export function giftStateOf(
  giving: { until: string; takenAt?: string; withdrawnAt?: string },
  usableTo: string,
  now: Date,
): GiftState {
  if (giving.takenAt !== undefined) return 'taken'
  if (giving.withdrawnAt !== undefined) return 'came_back'
  if (giving.until > now.toISOString()) return 'open'
  return giving.until >= usableTo ? 'expired' : 'came_back'
}

type Given = { gives?: number; hands?: number }
type Givable = Lived & Given

/** Refuses with coupon.not_usable, or with gift.too_often. */
export function judgeGiving(coupon: Givable, now: Date): void {
  const state = stateOf(coupon, now)
  if (state !== 'valid') throw new Problem('coupon.not_usable', { details: { state } })
  mustNotTire(coupon)
}

/** Refuses with gift.too_often. */
export function mustNotTire(held: Given): void {
  if (givenTooOften(held)) throw new Problem('gift.too_often', { details: { mostGives, mostHands } })
}

export function mayGive(coupon: Givable, now: Date): boolean {
  return stateOf(coupon, now) === 'valid' && !givenTooOften(coupon)
}

export const givenTooOften = ({ gives = 0, hands = 0 }: Given) => gives >= mostGives || hands >= mostHands

/** A code lives a minute, and never longer than the coupon. */
export function codeExpiry(usableTo: string, now: Date): Date {
  return new Date(Math.min(now.getTime() + secondsOfCode * 1000, Date.parse(usableTo)))
}

export interface Counter {
  merchantId: string
  storeId: string
  /** Of the store; needed where days or hours are limited. */
  zone?: string
  /** Whether the store belongs to the set that the scope names. */
  inSet?: boolean
}

/** Whether a held coupon may be used here and now; the state of its last use is judged by the write. */
export function judgeUse(
  coupon: { merchantId: string; usableFrom: string; usableTo: string; cycle: number; gives?: number },
  form: Pick<BatchForm, 'scope'> & Times,
  counter: Counter,
  now: Date,
): void {
  const at = now.toISOString()
  const { zone } = counter
  const { storeIds, storeSetId } = form.scope ?? {}
  const here = storeSetId === undefined ? (storeIds?.includes(counter.storeId) ?? true) : counter.inSet === true
  if (coupon.merchantId !== counter.merchantId || !here) throw new Problem('coupon.wrong_store')
  if (coupon.usableFrom > at) throw new Problem('coupon.not_started', { retryAt: coupon.usableFrom })
  if (coupon.usableTo <= at) throw new Problem('coupon.expired')
  if (zone !== undefined && !isInTimes(form, zone, now)) {
    const next = nextInTimes(form, zone, now, new Date(coupon.usableTo))
    throw new Problem('coupon.outside_hours', { retryAt: next && instantIn(zone, next) })
  }
  if (coupon.cycle - (coupon.gives ?? 0) >= mostCycles) throw new Problem('coupon.cycles_over')
}
