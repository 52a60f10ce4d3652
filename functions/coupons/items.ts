import type { BatchForm } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import type { Code } from '../../shared/problems.ts'
import { dueAt } from '../kernel/due.ts'
import { bare, shortNameOf } from '../kernel/ids.ts'
import type { Condition, Item, Key, Write } from '../kernel/table/table.ts'
import type { SetVersion } from '../stores/stores.ts'

/** Whether it can be claimed, as its marketer has set it; the window is another matter. `stopped` is for good. */
export type Gate = 'draft' | 'open' | 'paused' | 'stopped'

/** A version of a batch's rules. */
export type Rules = {
  batchId: string
  version: number
  merchantId: string
  merchantName: string
  zone: string
  form: BatchForm
  /** What `form.scope.storeSetId` meant when the rules were made: a later edit of the set changes nothing here. */
  storeSet?: SetVersion
}

/**
 * Immutable: a held coupon names the version it was claimed under. `list` puts it among what of its merchant may still be used, by
 * the last instant at which a coupon under it can be.
 */
export type RulesItem = Item & Rules

/** What a batch says to people, under its present rules: words only, no limit is judged on it. `list` puts one that is not a draft among the offers. */
export type BatchItem = Item &
  Rules & {
    promotionId: string
    /** How many stock items there are. */
    shards: number
    /** Claimed by numbered slots (slots.ts); set for good when the batch is made. */
    flash?: boolean
    gate: Gate
    /** Why it is paused. */
    pausedFor?: string
    budgeted?: true
    /** The stores in its form are the promotion's, and follow them. */
    inheritsStores?: true
    /** Each claim reserves so much of the promotion's budget; absent where none is set. */
    reserveFen?: number
    claimFrom: string
    claimTo: string
  }

/** A part of the stock, and everything that a claim's condition asks. */
export interface StockItem extends Item {
  left: number
  gate: Gate
  from: string
  to: string
  version: number
}

/** The last use of a coupon, inside the coupon: the redemption's fact. Its id follows from the coupon's and the cycle. */
export type UseOf = {
  at: string
  storeId: string
  by: string
  byId: string
  /** Older uses carry none. */
  byRole?: string
  dueFen?: number
  countedFen?: number
  discountFen: number
  payFen?: number
  receiptNo?: string
  /** What it took of the budget, where that is not the discount: the value of a gift. */
  costFen?: number
  /** Idempotency-Key and the fingerprint of what was asked under it. */
  key?: string
  asked?: string
  /** A manager did it without a code, for this reason. */
  assisted?: { reason: string }
}

export type UndoOf = {
  at: string
  by: string
  byId: string
  byRole?: string
  reason: string
  key?: string
}

/** The last giving of a coupon, inside the coupon. With neither of the ends it is out until `until`, and its giver's again then. */
export type GivingOf = {
  token: string
  at: string
  until: string
  withdrawnAt?: string
  takenAt?: string
  takenById?: string
}

/** One held by a member; `cycle` counts its uses and givings, so that no code outlives either. Expired is computed, never stored. */
export interface CouponItem extends Item {
  couponId: string
  memberId: string
  batchId: string
  promotionId: string
  merchantId: string
  version: number
  claimedAt: string
  usableFrom: string
  usableTo: string
  /** `void`: held, or out as a gift, when its member erased everything. */
  state: 'held' | 'redeemed' | 'given' | 'void'
  cycle: number
  key?: string
  /** Of a flash batch: the slot that makes the claim a fact. */
  slot?: string
  use?: UseOf
  undo?: UndoOf
  giving?: GivingOf
  /** While it is out as a gift that nobody has taken: from then on it is its giver's again. */
  outUntil?: string
  /** How many of the cycles were givings. */
  gives?: number
  /** The cycle of the last use, where a giving came after it. */
  usedIn?: number
  /** The coupon that this one was, and whose. */
  from?: { memberId: string; couponId: string; cycle: number }
  /** How many members had it before. */
  hands?: number
  /** Its member erased everything then: nobody's to see, and its place stays taken. */
  erasedAt?: string
  /** The part of the promotion's budget that it holds, in fen: the most it can cost. Absent where no budget is set. */
  reservedFen?: number
  /** Its time is over and the reserve given back: it can never be used again. */
  released?: true
}

/** A coupon that holds a part of the budget comes due at its end (functions/jobs): then the rest goes back. */
export function dueAtEnd(coupon: { couponId: string; usableTo: string; reservedFen?: number }) {
  return coupon.reservedFen ? dueAt(coupon.couponId, coupon.usableTo, 'coupon.expired') : {}
}

export const batchSk = 'BATCH'
export const batchKey = (batchId: string): Key => ({ pk: `BATCH#${batchId}`, sk: batchSk })
export const rulesKey = (batchId: string, version: number): Key => ({ pk: `RULES#${batchId}`, sk: `V#${pad(version, 6)}` })
export const usableOf = (merchantId: string) => `USABLE#${merchantId}`
export const stockKey = (batchId: string, shard: number): Key => ({ pk: `BATCH#${batchId}#STOCK#${shard}`, sk: 'STOCK' })
export const wallet = (memberId: string) => `MEMBER#${memberId}`
export const couponPrefix = (batchId: string) => `COUPON#${bare(batchId)}#`
/** The partition of the index `list` that holds what can be claimed, by the end of claiming. */
export const offers = 'OFFERS'

/** The nth coupon of a batch in a member's wallet: one place, so it can be claimed once. */
export function couponKey(memberId: string, batchId: string, nth: number): Key {
  return { pk: wallet(memberId), sk: `${couponPrefix(batchId)}${pad(nth, 2)}` }
}

export const couponKeyOf = ({ pk, sk }: Key): Key => ({ pk, sk })

/** Names the place of the coupon: member, batch and number, so that a code finds it with one read. */
export function couponIdOf(memberId: string, batchId: string, nth: number): string {
  return `cpn_${bare(memberId)}${bare(batchId)}${pad(nth, 2)}`
}

/**
 * The place of a gift in its taker's wallet: one for each gift, so that it is taken once however often it is asked, and beside those
 * of the batch's claims, so that it is none of them.
 */
export function giftPlace(memberId: string, batchId: string, giftToken: string): { couponId: string; key: Key } {
  const name = `G${shortNameOf(giftToken)}`
  return {
    couponId: `cpn_${bare(memberId)}${bare(batchId)}${name}`,
    key: { pk: wallet(memberId), sk: `COUPON#${bare(batchId)}${name}` },
  }
}

/** The place a couponId names; undefined when it is none of ours. */
export function placeOf(couponId: string): { memberId: string; batchId: string; key: Key } | undefined {
  const match = /^cpn_([0-9A-HJKMNP-TV-Z]{26})([0-9A-HJKMNP-TV-Z]{26})(\d\d|G[0-9A-HJKMNP-TV-Z]{10})$/.exec(couponId)
  if (!match) return undefined
  const [, member, batch, place = ''] = match
  const [memberId, batchId] = [`mbr_${member}`, `bat_${batch}`]
  if (place.startsWith('G')) return { memberId, batchId, key: { pk: wallet(memberId), sk: `COUPON#${batch}${place}` } }
  return { memberId, batchId, key: couponKey(memberId, batchId, Number(place)) }
}

/** `rdm_` + the coupon's place + the cycle. */
export function redemptionIdOf(couponId: string, cycle: number): string {
  return `rdm_${bare(couponId)}${pad(cycle, 2)}`
}

export function couponOfRedemption(redemptionId: string): { couponId: string; cycle: number } | undefined {
  const match = /^rdm_([0-9A-HJKMNP-TV-Z]{52}(?:\d\d|G[0-9A-HJKMNP-TV-Z]{10}))(\d\d)$/.exec(redemptionId)
  return match ? { couponId: `cpn_${match[1]}`, cycle: Number(match[2]) } : undefined
}

/** The claim's fact. A coupon that is there already under the same key is this caller's own, unless it is from before an erasure. */
export function putCoupon(coupon: CouponItem, taken: Problem): Write {
  return {
    put: coupon,
    when: 'absent',
    orElse: (old) => (old?.erasedAt === undefined && (coupon.key === undefined || old?.key === coupon.key) ? 'mine' : taken),
  }
}

const shutBecause: { [gate in Gate]?: Code } = { draft: 'batch.not_found', paused: 'batch.paused', stopped: 'batch.ended' }

/** What every claim asks of the stock item it takes from. */
export const open = (batch: BatchItem, at: string): Condition[] => [
  { field: 'left', atLeast: 1 },
  { field: 'gate', is: 'open' },
  { field: 'from', atMost: at },
  { field: 'to', above: at },
  { field: 'version', is: batch.version },
]

/** One off a stock item, while its gate is open, inside its claim window, under the rules the coupon names. */
export function takeStock(batch: BatchItem, shard: number, now: Date, outcomes: { empty: Problem; edited: Problem }): Write {
  const at = now.toISOString()
  return {
    change: stockKey(batch.batchId, shard),
    add: { left: -1 },
    when: { all: open(batch, at) },
    orElse: (old) => whyRefused(old as StockItem | undefined, batch, at, outcomes) ?? outcomes.empty,
  }
}

/** Why nothing can be taken from a stock item now; undefined where only its stock can be the reason. */
export function whyRefused(stock: StockItem | undefined, batch: BatchItem, at: string, outcomes: { edited: Problem }) {
  const shut = stock && shutBecause[stock.gate]
  if (!stock || shut) return new Problem(shut ?? 'batch.not_found')
  if (stock.version !== batch.version) return outcomes.edited
  if (stock.from > at) return new Problem('batch.not_started', { retryAt: stock.from })
  if (stock.to <= at) return new Problem('batch.ended')
  return undefined
}

/** The caps of the day (of the merchant's zone) that the rules have: a count each, made by the day's first claim. */
export function countDay(batch: BatchItem, memberId: string, day: string, tomorrow: Date): Write[] {
  const { perMemberPerDay, perDay } = batch.form
  const reached = () => new Problem('batch.daily_limit_reached', { retryAt: tomorrow.toISOString() })
  const count = (key: Key, most: number): Write => ({
    change: key,
    add: { given: 1 },
    // Nobody asks for a day that is over.
    set: { expires: Math.floor(tomorrow.getTime() / 1000) + 7 * 86_400 },
    when: {
      any: [
        { field: 'given', has: false },
        { field: 'given', below: most },
      ],
    },
    orElse: reached,
  })
  const { batchId } = batch
  return [
    ...(perMemberPerDay === undefined ? [] : [count({ pk: wallet(memberId), sk: `GIVEN#${batchId}#${day}` }, perMemberPerDay)]),
    ...(perDay === undefined ? [] : [count({ pk: `BATCH#${batchId}#DAY#${day}`, sk: 'GIVEN' }, perDay)]),
  ]
}

export function pad(n: number, digits: number): string {
  return String(n).padStart(digits, '0')
}
