import type { GivingOf, UndoOf, UseOf } from '../coupons/coupons.ts'
import { dueAt } from '../kernel/due.ts'
import { bare, shortNameOf } from '../kernel/ids.ts'
import type { Item, Key } from '../kernel/table/table.ts'

/** A use at the counter, inside the voucher: the redemption's fact. `uses` of it at once, worth `valueFen` of what was paid. */
export type VoucherUse = UseOf & { uses: number; valueFen: number }
/** `valueFen`: what came back; by a fen another sum than the use's where others came in between. */
export type VoucherUndo = UndoOf & { valueFen: number }

/** A use, the cycle it made, and its undo. */
export type UseLine = { cycle: number; use: VoucherUse; undo?: VoucherUndo }

/** The money for what is left of it, on its way back. With neither of the ends it is open. */
export type RefundOf = { refundId: string; at: string; doneAt?: string; endedAt?: string }

/**
 * One held by a member. Every write on it names the `cycle` it was read at; uses, undos, givings and refunds move it, so no code outlives any
 * of them, and of two at once one reads again. Expired is computed, never stored. It comes due at its end (functions/jobs).
 */
export interface VoucherItem extends Item {
  voucherId: string
  orderId: string
  memberId: string
  dealId: string
  promotionId: string
  merchantId: string
  /** Of the deal's terms. */
  version: number
  paidFen: number
  issuedAt: string
  usableTo: string
  uses: number
  used: number
  /** `void`: its member erased everything while it was held or out as a gift. */
  state: 'held' | 'used' | 'given' | 'refunding' | 'refunded' | 'void'
  cycle: number
  /** The use that the counter touched last, the cycle it made, and its undo if that is what was done. */
  use?: VoucherUse
  usedIn?: number
  undo?: VoucherUndo
  /** What the counter did before it and can still undo, or has undone, within the time for that. */
  earlier?: UseLine[]
  /** How often a use was undone. */
  undos?: number
  giving?: GivingOf
  /** While it is out as a gift that nobody has taken: from then on it is its giver's again. */
  outUntil?: string
  gives?: number
  from?: { memberId: string; voucherId: string; cycle: number }
  /** How many members had it before. */
  hands?: number
  refund?: RefundOf
  /** How its buyer came: the order's (kernel/trace.ts). */
  trace?: string
  erasedAt?: string
}

export const voucherPrefix = 'VOUCHER#'
export const vouchersOf = (memberId: string) => `MEMBER#${memberId}`
const two = (n: number) => String(n).padStart(2, '0')

/** The ith of the nth order of a deal. */
const nameOf = (nth: number, i: number) => `${two(nth)}-${two(i)}`
const voucherKey = (memberId: string, dealId: string, name: string): Key => ({
  pk: vouchersOf(memberId),
  sk: `${voucherPrefix}${bare(dealId)}#${name.replace('-', '#')}`,
})
/** Names the place of the voucher, so that a code finds it with one read. */
const voucherIdOf = (memberId: string, dealId: string, name: string) => `vch_${bare(memberId)}${bare(dealId)}-${name}`

/** Of the ith voucher (from 1) of a member's nth order of a deal. */
export function voucherPlace(memberId: string, dealId: string, nth: number, i: number): { voucherId: string; key: Key } {
  const name = nameOf(nth, i)
  return { voucherId: voucherIdOf(memberId, dealId, name), key: voucherKey(memberId, dealId, name) }
}

/** Of a gift in its taker's wallet: one for each gift, and none of an order's. */
export function takenPlace(memberId: string, dealId: string, giftToken: string): { voucherId: string; key: Key } {
  const name = `G${shortNameOf(giftToken)}`
  return { voucherId: voucherIdOf(memberId, dealId, name), key: voucherKey(memberId, dealId, name) }
}

/** The place a voucherId names; undefined when it is none of ours. */
export function placeOfVoucher(voucherId: string): { memberId: string; dealId: string; key: Key } | undefined {
  const match = /^vch_([0-9A-HJKMNP-TV-Z]{26})([0-9A-HJKMNP-TV-Z]{26})-(\d\d-\d\d|G[0-9A-HJKMNP-TV-Z]{10})$/.exec(voucherId)
  if (!match) return undefined
  const [memberId, dealId] = [`mbr_${match[1]}`, `dea_${match[2]}`]
  return { memberId, dealId, key: voucherKey(memberId, dealId, match[3] as string) }
}

/** The order that a voucher was bought with, as its own name says it; of a gift none. */
export function orderIdIn(voucherId: string): string {
  const [place = '', nth] = bare(voucherId).split('-')
  return `ord_${place}-${Number(nth)}`
}

/** `ord_` + member + deal + the number of the order. */
export function nthOf(orderId: string): number {
  return Number(/-(\d+)$/.exec(orderId)?.[1])
}

/** Where the vouchers of an order were put; what was taken as a gift since lies in the wallet of who took it. */
export function placesOf(order: { orderId: string; memberId: string; dealId: string }): { pk: string; prefix: string } {
  return { pk: vouchersOf(order.memberId), prefix: `${voucherPrefix}${bare(order.dealId)}#${two(nthOf(order.orderId))}#` }
}

/** `rdm_` + the voucher's place + the cycle that the use made. */
export const useIdOf = (voucherId: string, cycle: number) => `rdm_${bare(voucherId)}-${cycle}`

export function voucherOfUse(redemptionId: string): { voucherId: string; cycle: number } | undefined {
  const match = /^rdm_(.+)-(\d{1,4})$/.exec(redemptionId)
  const voucherId = `vch_${match?.[1]}`
  return match && placeOfVoucher(voucherId) ? { voucherId, cycle: Number(match[2]) } : undefined
}

/** The id of the use that the counter touched last. */
export const lastUseOf = ({ voucherId, usedIn = 0 }: Pick<VoucherItem, 'voucherId' | 'usedIn'>) => useIdOf(voucherId, usedIn)

/** A voucher with something left waits in the index `due` for its end: then what is left goes back, where the terms say so. */
export const dueAtEnd = ({ voucherId, usableTo }: Pick<VoucherItem, 'voucherId' | 'usableTo'>) =>
  dueAt(voucherId, usableTo, 'voucher.over')

export const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk })
