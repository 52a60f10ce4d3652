import type { Code } from '../../shared/coupon-contracts.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import { type Voucher, type VoucherPast, type VoucherState, voucherPastKinds } from '../../shared/vouchers.ts'
import { pastOf, shownCode, tellPast } from '../coupons/coupons.ts'
import { findTerms } from '../deals/deals.ts'
import type { Table } from '../kernel/table/table.ts'
import { findOrder } from '../orders/orders.ts'
import { ownVoucher, voucherAgain } from './held.ts'
import { orderIdIn, placeOfVoucher, type VoucherItem, voucherPrefix, vouchersOf } from './items.ts'
import { pastInVoucher } from './past.ts'
import { shownVouchers } from './shown.ts'
import { stateOfVoucher } from './state.ts'

export { endVouchers, type GiveBack, voucherOver } from './ending.ts'
export { handOverVoucher, judgeGivingVoucher } from './giving.ts'
export {
  findVoucher,
  findVoucherWith,
  type HeldVoucher,
  voucherAgain,
  vouchersHeldBy,
  vouchersOfDeal,
  vouchersOfOrder,
} from './held.ts'
export { issueVouchers, type PaidOrder } from './issue.ts'
export {
  lastUseOf,
  placeOfVoucher,
  takenPlace,
  useIdOf,
  type VoucherItem,
  type VoucherUndo,
  type VoucherUse,
  voucherOfUse,
  voucherPlace,
  voucherPrefix,
} from './items.ts'
export { offlineVouchers } from './offline.ts'
export { pastInVoucher } from './past.ts'
export { judgeUses, leftFen, worthOf } from './rules.ts'
export { shownVouchers } from './shown.ts'
export { stateOfVoucher } from './state.ts'
export { termsInWords } from './terms.ts'
export { closedHere, isGoodIn } from './where.ts'
export { closeRefund, openRefund, refunded, saveUses, takeBackUses } from './writes.ts'

/** A page of the wallet: newest deal first, inside a page newest first; `state` is judged now. */
export async function listMyVouchers(
  table: Table,
  memberId: string,
  question: { state?: VoucherState | undefined; limit?: number | undefined; cursor?: string | undefined },
  language: Language,
  now: Date,
) {
  const { state, limit = 100 } = question
  let { cursor } = question
  let held: VoucherItem[]
  // A page with none of the wanted state is no answer to a person: the first that has some is.
  do {
    const page = await table.query({ pk: vouchersOf(memberId), prefix: voucherPrefix, backward: true, limit, cursor })
    const own = (page.items as VoucherItem[]).filter(({ erasedAt }) => erasedAt === undefined)
    held = own.filter((voucher) => state === undefined || stateOfVoucher(voucher, now) === state)
    cursor = page.cursor
  } while (held.length === 0 && cursor !== undefined)
  held.sort((a, b) => (a.issuedAt < b.issuedAt ? 1 : -1))
  return { items: await shownVouchers(table, held, language, now), nextCursor: cursor }
}

export async function getVoucher(
  table: Table,
  memberId: string,
  voucherId: string,
  language: Language,
  now: Date,
): Promise<Voucher> {
  const place = placeOfVoucher(voucherId)
  if (place?.memberId !== memberId) throw new Problem('voucher.not_found')
  const [row, past] = await Promise.all([table.get(place.key), pastOf<VoucherPast['kind']>(table, place.key)])
  const voucher = row as VoucherItem | undefined
  if (!voucher || voucher.erasedAt !== undefined) throw new Problem('voucher.not_found')
  const [shown] = await shownVouchers(table, [voucher], language, now)
  const { zone } = await findTerms(table, voucher.dealId, voucher.version, now)
  const all = [...past, ...pastInVoucher(voucher)]
  return { ...(shown as Voucher), history: await tellPast(table, all, voucherPastKinds, zone, language, now) }
}

/** A voucher is named by its order before it is there: until the group is complete. */
async function notYet(table: Table, memberId: string, voucherId: string, problem: unknown): Promise<never> {
  const order = placeOfVoucher(voucherId)?.memberId === memberId ? await findOrder(table, orderIdIn(voucherId)) : undefined
  if (order?.state === 'paid' && order.groupId !== undefined && order.refundFen < order.amountFen)
    throw new Problem('group.not_complete')
  throw problem
}

/** One read; nothing is written. */
export async function showVoucherCode(table: Table, memberId: string, voucherId: string, now: Date): Promise<Code> {
  const { voucher: there, number } = await ownVoucher(table, memberId, voucherId).catch((problem) =>
    notYet(table, memberId, voucherId, problem),
  )
  const voucher = await voucherAgain(table, there, now)
  const state = stateOfVoucher(voucher, now)
  if (state === 'refunding') throw new Problem('coupon.refund_open')
  if (state !== 'valid') throw new Problem('coupon.not_usable', { details: { state } })
  const { zone } = await findTerms(table, voucher.dealId, voucher.version, now)
  return shownCode({ number, id: voucherId, cycle: voucher.cycle, usableTo: voucher.usableTo, zone }, now)
}
