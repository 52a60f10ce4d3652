import type { BatchForm } from '../../shared/coupons.ts'
import type { Problem } from '../../shared/problem.ts'
import { dueAt } from '../kernel/due.ts'
import type { Item, Write } from '../kernel/table/table.ts'
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
    /** So many percent of members do not see it in lists: its promotion's, and never changed. */
    holdOutPercent?: number
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
  /** A device did it without network, as its entry of this number. */
  offline?: { deviceId: string; counter: number }
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
  /** How its member came (kernel/trace.ts). */
  trace?: string
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

/** What a claim says beside who and what: the Idempotency-Key, and how its member came, as the coupon keeps it. */
export interface Claiming {
  key?: string | undefined
  trace?: string | undefined
}

/** A coupon that holds a part of the budget comes due at its end (functions/jobs): then the rest goes back. */
export function dueAtEnd(coupon: { couponId: string; usableTo: string; reservedFen?: number }) {
  return coupon.reservedFen ? dueAt(coupon.couponId, coupon.usableTo, 'coupon.expired') : {}
}

/** The claim's fact. A coupon that is there already under the same key is this caller's own, unless it is from before an erasure. */
export function putCoupon(coupon: CouponItem, taken: Problem): Write {
  return {
    put: coupon,
    when: 'absent',
    orElse: (old) => (old?.erasedAt === undefined && (coupon.key === undefined || old?.key === coupon.key) ? 'mine' : taken),
  }
}
