import type { OrderMode } from '../../shared/order-modes.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import { type Seating, seatFor } from '../deals/deals.ts'
import { mismatch } from '../kernel/guard.ts'
import { fingerprint } from '../kernel/ids.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { stampOf } from '../kernel/trace.ts'
import { mostOrders, type OrderItem, orderIdOf, orderKey, ordersOf, ordersOfDeal } from './items.ts'
import { liveQuantity } from './rules.ts'

export interface Wanted {
  dealId: string
  mode: OrderMode
  size?: number | undefined
  groupId?: string | undefined
  quantity: number
}

/** What is said beside it: it is no part of what is wanted, so a repeat may come by another way. */
export interface Said {
  key: string | undefined
  trace?: string | undefined
}

const races = 5

/**
 * Places an order: the order, its vouchers off the stock and its seat in one commit. The order lies at the member's next place for this
 * deal, so that of two at once one finds it taken and counts again: `perMember` holds without a counter of its own. Refuses as seatFor
 * does, and with deal.limit_reached, idempotency.mismatch.
 */
export async function place(
  table: Table,
  memberId: string,
  wanted: Wanted,
  { key, trace: token }: Said,
  language: Language,
  now: Date,
): Promise<OrderItem> {
  const asked = key === undefined ? undefined : fingerprint(wanted)
  const taken = new Problem('table.busy')
  for (let race = 0; race < races; race++) {
    const orders = await ordersIn(table, memberId, wanted.dealId)
    const mine = key === undefined ? undefined : orders.find((order) => order.key === key)
    if (mine) return same(mine, asked)
    const nth = orders.length + 1
    const live = liveQuantity(orders)
    const commit = async (seating: Seating) => {
      const { perMember } = seating.terms.form
      if (live + wanted.quantity > perMember || nth > mostOrders)
        throw new Problem('deal.limit_reached', { details: { perMember, left: Math.max(0, perMember - live) } })
      const trace = await stampOf(token, seating.terms.promotionId)
      const order = newOrder(memberId, wanted, nth, seating, now)
      const [saved] = await table.commit(
        putOrder({ ...order, trace, ...(key !== undefined && { key, asked }) }, taken),
        ...seating.writes(nth),
      )
      return same(saved as OrderItem, asked)
    }
    try {
      return await seatFor(table, { memberId, ...wanted }, language, now, commit)
    } catch (problem) {
      if (problem !== taken) throw problem
    }
  }
  throw taken
}

/** Of a deal, in the order in which they were placed. */
export async function ordersIn(table: Table, memberId: string, dealId: string): Promise<OrderItem[]> {
  return (await table.query({ pk: ordersOf(memberId), prefix: ordersOfDeal(dealId) })).items as OrderItem[]
}

function newOrder(memberId: string, wanted: Wanted, nth: number, seating: Seating, now: Date): OrderItem {
  const { dealId, mode, quantity } = wanted
  const { terms, groupId, priceFen, amountFen, payBy } = seating
  const { merchantId, promotionId, version } = terms
  return {
    ...orderKey(memberId, dealId, nth),
    ...{ orderId: orderIdOf(memberId, dealId, nth), memberId, dealId, merchantId, promotionId, version, mode },
    ...(groupId !== undefined && { groupId }),
    ...{ quantity, priceFen, amountFen, placedAt: now.toISOString(), payBy, state: 'placed' },
    ...{ attempts: 0, refundFen: 0, refundedFen: 0, refunds: 0, backQuantity: 0 },
  }
}

/** Whoever finds the order of the same key there placed it before. */
function putOrder(order: OrderItem, taken: Problem): Write {
  const isMine = (old: OrderItem | undefined) => order.key !== undefined && old?.key === order.key
  return { put: order, when: 'absent', orElse: (old) => (isMine(old as OrderItem | undefined) ? 'mine' : taken) }
}

function same(order: OrderItem, asked: string | undefined): OrderItem {
  if (order.asked !== asked) throw mismatch()
  return order
}
