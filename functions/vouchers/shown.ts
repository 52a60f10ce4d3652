import type { Language } from '../../shared/problems.ts'
import { reasonInWords } from '../../shared/undo.ts'
import type { Voucher } from '../../shared/vouchers.ts'
import { shownGiving, shownUse } from '../coupons/coupons.ts'
import { findTerms, mayGoBack } from '../deals/deals.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedMembers } from '../members/members.ts'
import { findStore } from '../stores/stores.ts'
import { lastUseOf, type VoucherItem } from './items.ts'
import { leftFen } from './rules.ts'
import { mayGiveVoucher, stateOfVoucher } from './state.ts'
import { termsInWords } from './terms.ts'
import { closedStoresOf } from './where.ts'

/** At most 100. Friends' names are read once for all of them, and only where there was a gift. */
export async function shownVouchers(table: Table, vouchers: VoucherItem[], language: Language, now: Date): Promise<Voucher[]> {
  const friends = vouchers.flatMap(({ giving, from }) => [giving?.takenById, from?.memberId]).filter((id) => id !== undefined)
  const names = friends.length > 0 ? await named(table, friends, language) : new Map<string, string>()
  return Promise.all(vouchers.map((voucher) => shownOne(table, voucher, names, language, now)))
}

async function named(table: Table, memberIds: string[], language: Language): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (let from = 0; from < memberIds.length; from += 100)
    for (const [id, name] of await maskedMembers(table, memberIds.slice(from, from + 100), language)) names.set(id, name)
  return names
}

async function shownOne(
  table: Table,
  voucher: VoucherItem,
  names: Map<string, string>,
  language: Language,
  now: Date,
): Promise<Voucher> {
  const { voucherId, dealId, orderId, paidFen, uses, used, issuedAt, giving, from } = voucher
  const terms = await findTerms(table, dealId, voucher.version, now)
  const local = (instant: string) => instantIn(terms.zone, instant)
  const state = stateOfVoucher(voucher, now)
  const isValid = state === 'valid'
  return {
    ...{ voucherId, dealId, uses, used, state },
    // What a gift cost is not told to who got it, and the order's number holds its buyer's.
    ...(from ? { from: names.get(from.memberId) ?? '' } : { orderId, paidFen }),
    title: terms.form.title,
    merchantName: terms.merchantName,
    rules: termsInWords(terms, language),
    issuedAt: local(issuedAt),
    usableTo: local(voucher.usableTo),
    ...(await shownLast(table, voucher, terms.zone, language, now)),
    closedStores: isValid ? await closedStoresOf(table, terms, issuedAt, now) : undefined,
    refundable: isValid && !from && leftFen(voucher) > 0 && (await mayGoBack(table, terms, now)),
    givable: mayGiveVoucher(voucher, now),
    giving: giving && shownGiving(giving, voucher.usableTo, names.get(giving.takenById ?? ''), terms.zone, now),
  }
}

/** What the counter did last. */
async function shownLast(table: Table, voucher: VoucherItem, zone: string, language: Language, now: Date) {
  const { use, undo } = voucher
  if (!use) return {}
  const { uses, storeId } = use
  if (!undo) return { use: { ...(await shownUse(table, lastUseOf(voucher), use, zone, now)), uses } }
  const storeName = (await findStore(table, storeId, now))?.name ?? ''
  return {
    undone: { at: instantIn(zone, undo.at), storeName, by: undo.by, reason: reasonInWords(undo.reason, language), uses },
  }
}
