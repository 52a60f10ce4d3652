import type { BatchForm, Benefit, CouponState, GiftState, LineScope } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import type { Bill } from '../../shared/redemptions.ts'
import { onMadeWorkday } from '../../shared/rule-words.ts'
import { mostCycles } from '../../shared/undo.ts'
import { dayKind, keepsHolidays } from '../kernel/holidays.ts'
import { dayIn, instantIn, midnightIn } from '../kernel/zone.ts'

const secondsOfCode = 60

/** From when to when a coupon claimed now may be used; the last day of `days` counts from the day of the claim and ends at midnight. */
export function usable(validity: BatchForm['validity'], claimedAt: Date, zone: string): { from: Date; to: Date } {
  if (validity.kind === 'dates') return { from: new Date(validity.from), to: new Date(validity.to) }
  const later = validity.startsInDays ?? 0
  return {
    from: later === 0 ? claimedAt : midnightIn(zone, claimedAt, later),
    to: midnightIn(zone, claimedAt, later + validity.days),
  }
}

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

export interface Settlement {
  dueFen?: number
  /** What of the bill counts, where the scope asks for lines. */
  countedFen?: number
  discountFen: number
  payFen?: number
}

/** What is judged on the lines of a bill; undefined where everything counts. */
export function lineScope({ scope }: Pick<BatchForm, 'scope'>): LineScope | undefined {
  const { categories, items, excludeItems } = scope ?? {}
  return categories || items || excludeItems ? { categories, items, excludeItems } : undefined
}

/**
 * What the benefit does to a bill, in fen: rounded down, never below zero, never above what counts of the bill. Without a bill only a
 * benefit that asks nothing of it can be settled. Refuses with coupon.bill_needed, coupon.min_spend or coupon.out_of_scope.
 */
export function settle(form: Pick<BatchForm, 'benefit' | 'scope'>, bill: Bill | undefined): Settlement {
  const { benefit } = form
  const scope = lineScope(form)
  const minSpendFen = benefit.kind === 'gift' ? 0 : benefit.minSpendFen
  if (scope && !bill?.lines) throw new Problem('coupon.bill_needed', { field: 'bill.lines', details: { scope } })
  if (!bill) {
    if (minSpendFen > 0 || benefit.kind === 'percent') throw new Problem('coupon.bill_needed', { field: 'bill' })
    return { discountFen: benefit.kind === 'amount' ? benefit.offFen : 0 }
  }
  const { totalFen: dueFen, lines } = bill
  if (lines && sumOf(lines) !== dueFen) throw new Problem('input.invalid', { field: 'bill.totalFen' })
  const counting = scope && lines?.filter((line) => counts(scope, line))
  if (counting?.length === 0) throw new Problem('coupon.out_of_scope', { field: 'bill.lines', details: { scope } })
  const countedFen = counting ? sumOf(counting) : dueFen
  if (countedFen < minSpendFen) {
    throw new Problem('coupon.min_spend', { field: 'bill.totalFen', details: { minSpendFen, countedFen } })
  }
  const discountFen = Math.min(offOf(benefit, countedFen), countedFen)
  return { dueFen, ...(counting && { countedFen }), discountFen, payFen: dueFen - discountFen }
}

type Line = NonNullable<Bill['lines']>[number]
const sumOf = (lines: Line[]) => lines.reduce((sum, line) => sum + line.amountFen, 0)

/** Whether a line of a bill is of what the scope names, and not of what it excludes. */
function counts({ categories, items, excludeItems }: LineScope, { category, item }: Line): boolean {
  const isNamed = (!categories && !items) || names(categories, category) || names(items, item)
  return isNamed && !names(excludeItems, item) && !names(excludeItems, category)
}

/** Tills write wide and small letters as they please. */
const spelled = (word: string) => word.normalize('NFKC').trim().toLowerCase()
const names = (list: string[] = [], word: string | undefined) =>
  word !== undefined && list.some((one) => spelled(one) === spelled(word))

/** Refuses with input.invalid a scope that names and excludes the same. */
export function checkScope({ categories = [], items = [], excludeItems = [] }: LineScope): void {
  const both = excludeItems.findIndex((word) => names([...categories, ...items], word))
  if (both >= 0) throw new Problem('input.invalid', { field: `scope.excludeItems.${both}` })
}

/** A gift is handed over beside the bill and takes nothing off it. */
function offOf(benefit: Benefit, countedFen: number): number {
  switch (benefit.kind) {
    case 'amount':
      return benefit.offFen
    case 'percent':
      return Math.min(Math.floor((countedFen * benefit.percentOff) / 100), benefit.ceilingFen)
    case 'gift':
      return 0
  }
}

/** The most that one coupon can take off a bill or hand over, in fen: what its budget has to hold. */
export function mostCost(benefit: Benefit): number {
  switch (benefit.kind) {
    case 'amount':
      return benefit.offFen
    case 'percent':
      return benefit.ceilingFen
    case 'gift':
      return benefit.valueFen
  }
}

type Times = Pick<BatchForm, 'weekdays' | 'hours' | 'blackout' | 'holidays'>

/** Whether days or hours of use are limited at all: only then the zone of the store matters. */
export function hasTimes({ weekdays, hours, blackout, holidays }: Times): boolean {
  return weekdays !== undefined || hours !== undefined || blackout !== undefined || holidays === 'excluded'
}

/** Whether the wall clock of the store allows a use now. Hours over midnight belong to the day on which they start. */
export function isInTimes(times: Times, zone: string, now: Date): boolean {
  const wall = instantIn(zone, now)
  const [today, time] = [wall.slice(0, 10), wall.slice(11, 16)]
  const isOn = (day: string) => isUsableDay(times, zone, day)
  if (!times.hours) return isOn(today)
  return times.hours.some(({ from, to }) => {
    if (from < to) return time >= from && time < to && isOn(today)
    return (time >= from && isOn(today)) || (time < to && isOn(dayBefore(today)))
  })
}

/** Where public holidays are excluded, the calendar decides first; in years that it does not know the weekday alone does. */
function isUsableDay({ weekdays, blackout, holidays }: Times, zone: string, day: string): boolean {
  if (blackout?.includes(day)) return false
  const kind = holidays === 'excluded' && keepsHolidays(zone) ? dayKind(day) : 'ordinary'
  if (kind === 'holiday') return false
  const onMade = kind === 'workday' && weekdays ? onMadeWorkday(weekdays) : undefined
  return onMade ?? weekdays?.includes(weekdayOf(day)) ?? true
}

/** Whether a coupon that keeps off public holidays may be used on days of which the calendar does not know yet whether they are. */
export function outrunsCalendar(form: Pick<BatchForm, 'validity' | 'holidays'>, claimTo: Date, zone: string): boolean {
  if (form.holidays !== 'excluded') return false
  const { to } = usable(form.validity, new Date(claimTo.getTime() - 1), zone)
  return dayKind(dayIn(zone, new Date(to.getTime() - 1))) === 'unknown'
}

/** 1 is Monday. */
const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7
const dayBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

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
  const { storeIds, storeSetId } = form.scope ?? {}
  const here = storeSetId === undefined ? (storeIds?.includes(counter.storeId) ?? true) : counter.inSet === true
  if (coupon.merchantId !== counter.merchantId || !here) throw new Problem('coupon.wrong_store')
  if (coupon.usableFrom > at) throw new Problem('coupon.not_started', { retryAt: coupon.usableFrom })
  if (coupon.usableTo <= at) throw new Problem('coupon.expired')
  if (counter.zone !== undefined && !isInTimes(form, counter.zone, now)) throw new Problem('coupon.outside_hours')
  if (coupon.cycle - (coupon.gives ?? 0) >= mostCycles) throw new Problem('coupon.cycles_over')
}

/** Few stock items for small batches, so that the last coupon is found soon; 16 where many claim at once. */
export function shardsFor(total: number): number {
  if (total < 200) return 1
  return total < 2000 ? 4 : 16
}

/** The total over the stock items, as even as can be. */
export function sharesOf(total: number, shards: number): number[] {
  return Array.from({ length: shards }, (_, n) => Math.floor(total / shards) + (n < total % shards ? 1 : 0))
}

/** How much to take from each stock item for `wanted` in all, the fullest first; never more than an item has. */
export function sharesTaken(lefts: number[], wanted: number): number[] {
  const taken = lefts.map(() => 0)
  const fullestFirst = lefts.map((left, n) => ({ left, n })).sort((a, b) => b.left - a.left)
  let rest = wanted
  for (const { left, n } of fullestFirst) {
    const share = Math.min(left, rest)
    taken[n] = share
    rest -= share
  }
  return taken
}

/** Exact up to 20, then two digits: 347 -> 340, 12,850 -> 12,000. */
export function coarse(left: number): number {
  if (left <= 20) return left
  const unit = 10 ** Math.max(1, Math.floor(Math.log10(left)) - 1)
  return Math.floor(left / unit) * unit
}
