import type { Benefit } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import type { Bill } from '../../shared/redemptions.ts'
import {
  type CouponItem,
  couponsOf,
  findHeldWith,
  findRules,
  hasTimes,
  heldAgain,
  honours,
  judgeUse,
  lastUse,
  refusalOf,
  type Settlement,
  settle,
  stateOf,
  type UndoOf,
  type UseOf,
} from '../coupons/coupons.ts'
import { findTerms } from '../deals/deals.ts'
import type { Item, Key, Table } from '../kernel/table/table.ts'
import { findStore } from '../stores/stores.ts'
import {
  closedHere,
  findVoucherWith,
  isGoodIn,
  judgeUses,
  lastUseOf,
  stateOfVoucher,
  useIdOf,
  type VoucherItem,
  type VoucherUndo,
  type VoucherUse,
  voucherAgain,
  vouchersHeldBy,
  worthOf,
} from '../vouchers/vouchers.ts'

/** Whatever the counter redeems. The flow is one (redemptions.ts); what differs between the two is told apart here. */
export type Holding = CouponItem | VoucherItem

export interface Found {
  holding: Holding
  /** Of its holder. */
  number: string
}

/** What a use says beside when, where and by whom. */
export type UseHere = Settlement & Partial<Pick<VoucherUse, 'uses' | 'valueFen'>>
export type AnyUse = UseOf & Partial<Pick<VoucherUse, 'uses' | 'valueFen'>>
export type AnyUndo = UndoOf & Partial<Pick<VoucherUndo, 'valueFen'>>

/** Which thing, and under which version of its terms: what a line of the day list keeps of it. */
export type Named =
  | { couponId: string; batchId: string; version: number }
  | { voucherId: string; dealId: string; version: number }

export const isVoucher = (holding: Holding): holding is VoucherItem => 'voucherId' in holding
export const idOf = (holding: Holding) => (isVoucher(holding) ? holding.voucherId : holding.couponId)
export const lastUseIn = (holding: Holding) => (isVoucher(holding) ? lastUseOf(holding) : lastUse(holding))

export function namedOf(holding: Holding): Named {
  if (isVoucher(holding)) return { voucherId: holding.voucherId, dealId: holding.dealId, version: holding.version }
  return { couponId: holding.couponId, batchId: holding.batchId, version: holding.version }
}

/** A use as a thing carries it, or a line of a day list. */
export type Done = Named & { redemptionId: string; memberId: string; use: AnyUse; undo?: AnyUndo | undefined }

/** The uses that a thing still carries, the last one first: a coupon one, a pass those of its last hour too. */
export function donesIn(holding: Holding): Done[] {
  const { memberId, use, undo } = holding
  const named = { ...namedOf(holding), memberId }
  const last = use ? [{ ...named, redemptionId: lastUseIn(holding), use, undo }] : []
  if (!isVoucher(holding)) return last
  const { earlier = [], voucherId } = holding
  return [...last, ...earlier.map(({ cycle, ...line }) => ({ ...named, redemptionId: useIdOf(voucherId, cycle), ...line }))]
}

/** What people call it, and the zone of its stores. */
export async function wordsOf(
  table: Table,
  named: { batchId: string; version: number } | { dealId: string; version: number },
  now: Date,
): Promise<{ title: string; zone: string; merchantName: string; benefit?: Benefit }> {
  if ('dealId' in named) {
    const { form, zone, merchantName } = await findTerms(table, named.dealId, named.version, now)
    return { title: form.title, zone, merchantName }
  }
  const { form, zone, merchantName } = await findRules(table, named.batchId, named.version, now)
  return { title: form.title, zone, merchantName, benefit: form.benefit }
}

/** The thing an id names, with its holder, and any one item `beside` them: one read. */
export async function findWith(table: Table, id: string, beside?: Key): Promise<{ found?: Found; beside?: Item }> {
  if (id.startsWith('vch_')) {
    const { held, beside: kept } = await findVoucherWith(table, id, beside)
    return { found: held && { holding: held.voucher, number: held.number }, beside: kept }
  }
  const { held, beside: kept } = await findHeldWith(table, id, beside)
  return { found: held && { holding: held.coupon, number: held.number }, beside: kept }
}

/** Everything of a member's that a counter could be shown, in one round trip. */
export async function holdingsOf(table: Table, memberId: string): Promise<Holding[]> {
  return (await Promise.all([couponsOf(table, memberId), vouchersHeldBy(table, memberId)])).flat()
}

/** A gift that came back by the clock is written down as held again before anybody acts on it. */
export async function again(table: Table, holding: Holding, now: Date): Promise<Holding> {
  return isVoucher(holding) ? voucherAgain(table, holding, now) : heldAgain(table, holding, now)
}

export const stateIn = (holding: Holding, now: Date) =>
  isVoucher(holding) ? stateOfVoucher(holding, now) : stateOf(holding, now)

/** What the counter asks for. */
export interface Asked {
  storeId: string
  uses?: number | undefined
  bill?: Bill | undefined
}

/** What using it here and now comes to. Throws why it cannot be used; whether it was used already is judged before. */
export async function settleHere(
  table: Table,
  holding: Holding,
  merchantId: string,
  { storeId, uses = 1, bill }: Asked,
  now: Date,
): Promise<UseHere> {
  const store = await findStore(table, storeId, now)
  if (!store) throw new Problem('store.not_found', { field: 'storeId' })
  if (isVoucher(holding)) {
    const terms = await findTerms(table, holding.dealId, holding.version, now)
    judgeUses(holding, uses, { merchantId, isHere: await isGoodIn(table, terms, storeId, now) }, now)
    const closed = await closedHere(table, terms, store, now)
    if (closed) throw closed
    // It is paid for: nothing is taken off a bill, and what is on one does not matter.
    return { discountFen: 0, uses, valueFen: worthOf(holding, uses) }
  }
  if (uses !== 1) throw new Problem('input.invalid', { field: 'uses' })
  const rules = await findRules(table, holding.batchId, holding.version, now)
  const { form, storeSet } = rules
  const inSet = storeSet && (await honours(table, rules, storeId, now))
  judgeUse(holding, form, { merchantId, storeId, zone: hasTimes(form) ? store.zone : undefined, inSet }, now)
  const closed = await refusalOf(table, rules, store, now)
  if (closed) throw closed
  return settle(form, bill)
}
