import type { OrderRefund, Quote, QuotePart } from '../../shared/orders.ts'
import { Problem } from '../../shared/problem.ts'
import { findGroup, findTerms, mayGoBack, seatLeft, stockBack, type Terms } from '../deals/deals.ts'
import { mismatch } from '../kernel/guard.ts'
import { fingerprint } from '../kernel/ids.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import {
  mostAskedRefunds,
  newRefund,
  type OrderItem,
  ownOrder,
  placeOfOrder,
  type RefundItem,
  refundMoved,
  refundsIn,
  shownRefund,
} from '../orders/orders.ts'
import type { VoucherItem } from '../vouchers/vouchers.ts'
import { giveBackWrites, makeVouchers, partsOf } from './parts.ts'
import { lookAtRefund } from './refund-looks.ts'
import { chosen, quoteOf } from './rules.ts'

interface Asked {
  orderId: string
  voucherIds?: string[] | undefined
}

const races = 5

/** What would go back now. Refuses with order.not_found, refund.not_allowed. */
export async function quoteRefund(table: Table, memberId: string, asked: Asked, now: Date): Promise<Quote> {
  const order = await ownOrder(table, memberId, asked.orderId)
  const { parts } = await quoted(table, order, now)
  const named = asked.voucherIds
  const shown = named === undefined ? parts : parts.filter(({ voucherId }) => named.includes(voucherId))
  return { orderId: order.orderId, amountFen: shown.reduce((sum, { backFen }) => sum + backFen, 0), parts: shown }
}

interface Quoted {
  parts: QuotePart[]
  vouchers: VoucherItem[]
  /** The size of its group while that is open. */
  inGroup: number | undefined
  terms: Terms
  /** As of when its vouchers are issued. */
  boughtAt: Date
}

/** By the rule of the deal: nothing where it says never, all of it while its group is not complete, else what is not used. */
async function quoted(table: Table, order: OrderItem, now: Date): Promise<Quoted> {
  const terms = await findTerms(table, order.dealId, order.version, now)
  if (order.state !== 'paid' || order.refundFen >= order.amountFen || !(await mayGoBack(table, terms, now)))
    throw new Problem('refund.not_allowed')
  const group = order.groupId === undefined ? undefined : await findGroup(table, order.groupId)
  if (group?.state === 'failed') throw new Problem('refund.not_allowed')
  const { parts: held, vouchers } = await partsOf(table, order, terms.form.voucher.uses, now)
  const parts = quoteOf(held)
  const boughtAt = new Date(group?.decidedAt ?? order.paid?.at ?? now)
  return { parts, vouchers, inGroup: group?.state === 'open' ? group.size : undefined, terms, boughtAt }
}

/**
 * Sets the money aside under the conditions that keep it within what was paid, then asks the channel; what the channel does not say now
 * its clock finds out. Refuses with order.not_found, refund.not_allowed, refund.used, refund.too_much, idempotency.mismatch.
 */
export async function requestRefund(
  table: Table,
  memberId: string,
  asked: Asked & { reason: string },
  key: string | undefined,
  now: Date,
): Promise<OrderRefund> {
  const body = key === undefined ? undefined : fingerprint(asked)
  for (let race = 0; race < races; race++) {
    const order = await ownOrder(table, memberId, asked.orderId)
    const before = key === undefined ? undefined : (await refundsIn(table, order)).find((one) => one.key === key)
    if (before && before.asked !== body) throw mismatch()
    const { zone } = await findTerms(table, order.dealId, order.version, now)
    if (before) return shownRefund(before, zone)
    try {
      const refund = await reserve(table, order, asked, key === undefined ? {} : { key, asked: body as string }, now)
      if (String(refund.dueAt) <= `${now.toISOString()}~`) await lookAtRefund(table, refund, now)
      return shownRefund(((await table.get({ pk: refund.pk, sk: refund.sk })) as RefundItem | undefined) ?? refund, zone)
    } catch (problem) {
      if (problem !== refundMoved) throw problem
    }
  }
  throw refundMoved
}

async function reserve(
  table: Table,
  order: OrderItem,
  asked: Asked & { reason: string },
  guard: { key?: string; asked?: string },
  now: Date,
): Promise<RefundItem> {
  const { parts, vouchers, inGroup, terms, boughtAt } = await quoted(table, order, now)
  if (inGroup === undefined && vouchers.length < order.quantity) {
    await makeVouchers(table, order, terms, boughtAt)
    throw refundMoved
  }
  if (order.refunds >= mostAskedRefunds) throw new Problem('refund.not_allowed')
  const back = chosen(parts, asked.voucherIds)
  // A seat is left or kept: who is in a group goes with all that was ordered in it.
  if (inGroup !== undefined && back.length < parts.length) throw new Problem('input.invalid', { field: 'voucherIds' })
  const amountFen = back.reduce((sum, { backFen }) => sum + backFen, 0)
  const voucherIds = back.map(({ voucherId }) => voucherId)
  const part = { cause: 'member' as const, amountFen, quantity: back.length, voucherIds, reason: asked.reason, ...guard }
  const { refund, writes } = newRefund(order, part, now)
  const rest = inGroup === undefined ? giveBackWrites(vouchers, voucherIds, refund.refundId, now) : leaving(order, inGroup)
  await table.commit(...writes, ...rest)
  return refund
}

/** Out of a group that is not complete: the seat and the vouchers are others' to have. */
function leaving(order: OrderItem, size: number): Write[] {
  const { groupId = '', memberId, orderId, placedAt: at } = order
  const nth = placeOfOrder(orderId)?.nth ?? 0
  return [seatLeft({ groupId, memberId, nth, at }, size, refundMoved), stockBack(order)]
}
