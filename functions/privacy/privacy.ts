import { privacyVersion } from '../../shared/privacy-text.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import { endVisits } from '../checkins/checkins.ts'
import { type CouponItem, endWallet, getCoupon } from '../coupons/coupons.ts'
import type { Item, Table, Value } from '../kernel/table/table.ts'
import { type ErasureItem, endErasure, erasePerson, eraseTheRest, memberKey } from '../members/members.ts'
import { endShares } from '../touchpoints/touchpoints.ts'
import { endVouchers, getVoucher, type VoucherItem } from '../vouchers/vouchers.ts'

/** A coupon is read with its history, so a page is short. */
const pageLength = 50
/** Where a thing lies in the table and how it is found there is nobody's data. */
const inner = ['pk', 'sk', 'list', 'listAt', 'due', 'dueAt', 'expires', 'find', 'key', 'hash']

type Kept = { kind: string; [field: string]: unknown }

/**
 * Everything in the member's partition, whichever part of the system put it there: a new kind of thing is in the export the day it is
 * kept. `kind` is the first word of its place, `of` the rest.
 */
export async function exportMe(
  table: Table,
  memberId: string,
  question: { limit?: number | undefined; cursor?: string | undefined },
  language: Language,
  now: Date,
) {
  const { limit = pageLength, cursor } = question
  const page = await table.query({ pk: memberKey(memberId).pk, limit, cursor })
  // The history of a coupon or voucher is told with it.
  const told = page.items.filter(({ sk }) => !sk.startsWith('PAST#'))
  const items = await Promise.all(told.map((item) => shown(table, item, language, now)))
  return { memberId, madeAt: now.toISOString(), textVersion: privacyVersion, items, nextCursor: page.cursor }
}

async function shown(table: Table, item: Item, language: Language, now: Date): Promise<Kept> {
  const [kind = '', ...rest] = item.sk.split('#')
  if (kind === 'VOUCHER') return shownVoucher(table, item as VoucherItem, language, now)
  if (kind !== 'COUPON') {
    const of = rest.length > 0 ? { of: rest.join('#') } : {}
    return { kind: kind.toLowerCase(), ...of, ...plain(item) }
  }
  const { memberId, couponId, batchId, claimedAt, erasedAt } = item as CouponItem
  // From before an erasure: a place that is taken, for the limit per member.
  if (erasedAt !== undefined) return { kind: 'coupon', couponId, batchId, claimedAt, erasedAt }
  try {
    return { kind: 'coupon', ...(await getCoupon(table, memberId, couponId, language, now)), trace: item.trace }
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.code !== 'coupon.not_found') throw problem
    // A place in a flash batch that never became a coupon.
    return { kind: 'place', of: batchId, couponId }
  }
}

async function shownVoucher(table: Table, voucher: VoucherItem, language: Language, now: Date): Promise<Kept> {
  const { memberId, voucherId, dealId, issuedAt, erasedAt } = voucher
  // From before an erasure: what the ledger is checked against.
  if (erasedAt !== undefined) return { kind: 'voucher', voucherId, dealId, issuedAt, erasedAt }
  return { kind: 'voucher', ...(await getVoucher(table, memberId, voucherId, language, now)), trace: voucher.trace }
}

function plain(item: Item): { [field: string]: Value | undefined } {
  return Object.fromEntries(Object.entries(item).filter(([field]) => !inner.includes(field)))
}

/** Erases the caller: the person at once, what was held and whatever else was kept right after; a crash in between is mended by the clock. */
export async function eraseMe(table: Table, memberId: string, now: Date): Promise<{ erasedAt: string }> {
  const erasedAt = await erasePerson(table, memberId, now)
  await finishErasure(table, { memberId, erasedAt }, now)
  return { erasedAt }
}

/** Each step may come again. */
export async function finishErasure(
  table: Table,
  erasure: Pick<ErasureItem, 'memberId' | 'erasedAt'>,
  now: Date,
): Promise<void> {
  const { memberId, erasedAt } = erasure
  await endWallet(table, memberId, erasedAt)
  await endVouchers(table, memberId, erasedAt)
  await endVisits(table, memberId, erasedAt)
  await endShares(table, memberId)
  await eraseTheRest(table, memberId, now)
  await endErasure(table, memberId)
}
