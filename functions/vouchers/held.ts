import { Problem } from '../../shared/problem.ts'
import { backIfOver, isBack } from '../coupons/coupons.ts'
import { bare } from '../kernel/ids.ts'
import type { Item, Key, Table } from '../kernel/table/table.ts'
import { type MemberItem, memberKey } from '../members/members.ts'
import { placeOfVoucher, placesOf, type VoucherItem, voucherPrefix, vouchersOf } from './items.ts'

/** A voucher and its holder's number, which says at the counter whose it is. */
export interface HeldVoucher {
  voucher: VoucherItem
  number: string
}

/** The voucher an id names, whoever holds it, with its holder, and any one item `beside` them: one read. */
export async function findVoucherWith(
  table: Table,
  voucherId: string,
  beside?: Key,
): Promise<{ held?: HeldVoucher; beside?: Item }> {
  const place = placeOfVoucher(voucherId)
  const keys = place ? [place.key, memberKey(place.memberId)] : []
  const found = await table.getMany(beside ? [...keys, beside] : keys)
  const at = (key: Key | undefined) => found.find((item) => item.pk === key?.pk && item.sk === key.sk)
  const voucher = at(keys[0]) as VoucherItem | undefined
  const member = at(keys[1]) as MemberItem | undefined
  return { held: voucher && member && { voucher, number: member.number }, beside: at(beside) }
}

export async function findVoucher(table: Table, voucherId: string): Promise<HeldVoucher | undefined> {
  return placeOfVoucher(voucherId) && (await findVoucherWith(table, voucherId)).held
}

/** The caller's own. Somebody else's is answered like one that is not there. */
export async function ownVoucher(table: Table, memberId: string, voucherId: string): Promise<HeldVoucher> {
  const held = placeOfVoucher(voucherId)?.memberId === memberId ? await findVoucher(table, voucherId) : undefined
  if (!held || held.voucher.erasedAt !== undefined) throw new Problem('voucher.not_found')
  return held
}

/** Every voucher of a member, for the counter to find the one a typed code is made of. */
export async function vouchersHeldBy(table: Table, memberId: string): Promise<VoucherItem[]> {
  const all = await everyVoucher(table, vouchersOf(memberId), voucherPrefix)
  return all.filter(({ erasedAt }) => erasedAt === undefined)
}

/** What a member holds, or held, of one deal. */
export async function vouchersOfDeal(table: Table, memberId: string, dealId: string): Promise<VoucherItem[]> {
  const all = await everyVoucher(table, vouchersOf(memberId), `${voucherPrefix}${bare(dealId)}#`)
  return all.filter(({ erasedAt }) => erasedAt === undefined)
}

/** What an order gave its buyer, in the order of the ids: also what is used, given or refunded by now. */
export async function vouchersOfOrder(
  table: Table,
  order: { orderId: string; memberId: string; dealId: string },
): Promise<VoucherItem[]> {
  const { pk, prefix } = placesOf(order)
  return everyVoucher(table, pk, prefix)
}

export async function everyVoucher(table: Table, pk: string, prefix: string): Promise<VoucherItem[]> {
  const vouchers: VoucherItem[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ pk, prefix, cursor })
    vouchers.push(...(page.items as VoucherItem[]))
    cursor = page.cursor
  } while (cursor !== undefined)
  return vouchers
}

/** A gift that came back by the clock is written down as held again before anybody acts on it. */
export async function voucherAgain(table: Table, voucher: VoucherItem, now: Date): Promise<VoucherItem> {
  return isBack(voucher, now) ? ((await backIfOver(table, voucher, now)) ?? voucher) : voucher
}
