import type { OrderMode } from '../../shared/order-modes.ts'
import { Problem } from '../../shared/problem.ts'
import type { Code, Language } from '../../shared/problems.ts'
import { newId, spread } from '../kernel/ids.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { findDeal, findGroup, findTerms, forgetDeal, stockOf } from './find.ts'
import { type DealItem, type Gate, type GroupItem, groupKey, onSale, type StockItem, stockKey, type Terms } from './items.ts'
import { lastJoin, leftOf, sharesTaken, stepOf } from './rules.ts'
import { heldSeat, payByOf, type SeatedOrder, seatField, seatFreed } from './seats.ts'
import { otherWays } from './ways.ts'

const races = 5

/** What a member asks of a deal. */
export interface Asked {
  memberId: string
  dealId: string
  mode: OrderMode
  /** Of the group that is opened. */
  size?: number | undefined
  /** That is joined. */
  groupId?: string | undefined
  quantity: number
}

/** What an order is placed on, and what takes its place. */
export interface Seating {
  /** The version that the order names. */
  terms: Terms
  groupId?: string
  /** Of one voucher. */
  priceFen: number
  amountFen: number
  payBy: string
  /** Off the stock, and into the group: two writes at most, to be committed with the order, the member's nth of this deal. */
  writes(nth: number): Write[]
}

/**
 * Finds the place that is asked for and hands it to `commit`, which commits `writes` together with the order: all or none. Where the
 * stock item was empty it is called again with another, and again when the terms were edited meanwhile, so it must not
 * remember anything. Refuses with deal.not_found, deal.sold_out, deal.not_started, deal.ended, deal.paused, deal.limit_reached,
 * group.not_found, group.full, group.closed, group.already_in, or input.invalid.
 */
export async function seatFor<T>(
  table: Table,
  asked: Asked,
  language: Language,
  now: Date,
  commit: (seating: Seating) => Promise<T>,
): Promise<T> {
  checkAsked(asked)
  for (let race = 0; race < races; race++) {
    const [deal, group] = await Promise.all([findDeal(table, asked.dealId, now), groupOf(table, asked)])
    if (!deal) throw new Problem('deal.not_found')
    try {
      return await takeStock(table, deal, asked, await placeIn(table, deal, asked, group, now), now, commit)
    } catch (problem) {
      if (problem instanceof Edited) forgetDeal(table, asked.dealId)
      else if (group && problem instanceof Problem && (problem.code === 'group.full' || problem.code === 'group.closed'))
        throw new Problem(problem.code, { details: { ...(await otherWays(table, deal, group, language, now)) } })
      else throw problem
    }
  }
  throw new Problem('table.busy')
}

/** What a mode needs, and what it does not take. */
function checkAsked({ mode, size, groupId }: Asked): void {
  if ((size !== undefined) !== (mode === 'open')) throw new Problem('input.invalid', { field: 'size' })
  if ((groupId !== undefined) !== (mode === 'join')) throw new Problem('input.invalid', { field: 'groupId' })
}

async function groupOf(table: Table, { dealId, groupId }: Asked): Promise<GroupItem | undefined> {
  if (groupId === undefined) return undefined
  const group = await findGroup(table, groupId)
  if (group?.dealId !== dealId) throw new Problem('group.not_found', { field: 'groupId' })
  return group
}

/** Everything of a seating but the stock, which may be tried several times. */
interface Place {
  terms: Terms
  priceFen: number
  groupId?: string
  endsAt?: string
  /** What has to be there in the stock when it is taken from: nobody opens a group that cannot be filled. */
  needed: number
  seat?: (order: Omit<SeatedOrder, 'groupId'>) => Write
}

async function placeIn(table: Table, deal: DealItem, asked: Asked, group: GroupItem | undefined, now: Date): Promise<Place> {
  const { mode, quantity } = asked
  const terms = group ? await findTerms(table, deal.dealId, group.version, now) : deal
  if (quantity > terms.form.perMember)
    throw new Problem('deal.limit_reached', { field: 'quantity', details: { perMember: terms.form.perMember } })
  if (group) {
    const { groupId, priceFen, endsAt } = group
    return { terms, priceFen, groupId, endsAt, needed: quantity, seat: (order) => joinGroup(group, order, now) }
  }
  if (mode === 'alone') return { terms, priceFen: terms.form.aloneFen, needed: quantity }
  const { size, priceFen } = stepOf(terms.form, asked.size)
  const groupId = newId('grp', now)
  const endsAt = new Date(now.getTime() + terms.form.groupHours * 3_600_000).toISOString()
  const { dealId, version } = terms
  const { sponsoredSeats } = terms.form
  const times = { openedAt: now.toISOString(), endsAt, lastJoinAt: lastJoin(endsAt) }
  const opened = { groupId, dealId, version, size, priceFen, ...times, sponsoredSeats }
  const seat = (order: Omit<SeatedOrder, 'groupId'>): Write => ({
    put: { ...groupKey(groupId), ...opened, state: 'open', left: size - 1, paid: 0, ...heldSeat(order) },
    when: 'absent',
    orElse: () => new Problem('table.busy'),
  })
  return { terms, priceFen, groupId, endsAt, needed: quantity + size - 1, seat }
}

/** Into a free seat of an open group, while some time is left and the member sits nowhere in it. */
function joinGroup(group: GroupItem, order: Omit<SeatedOrder, 'groupId'>, now: Date): Write {
  const { groupId } = group
  const field = seatField(order.memberId)
  const at = now.toISOString()
  return {
    change: groupKey(groupId),
    set: heldSeat(order),
    add: { left: -1 },
    when: {
      all: [
        { field: 'state', is: 'open' },
        { field: 'left', atLeast: 1 },
        { field: 'lastJoinAt', above: at },
        { field, has: false },
      ],
    },
    orElse: (old) => {
      if (old?.[field] !== undefined) return new Problem('group.already_in', { details: { groupId } })
      if (old?.state === 'complete') return new Problem('group.full')
      return new Problem(old?.state === 'open' && String(old.lastJoinAt) > at ? 'group.full' : 'group.closed')
    },
  }
}

/** The terms were edited since they were read: what the order would name is not what is on sale. */
class Edited extends Problem {
  constructor() {
    super('version.stale')
  }
}

/** From a stock item chosen by the member, then from whatever is left, so that the last voucher can be had. */
async function takeStock<T>(
  table: Table,
  deal: DealItem,
  asked: Asked,
  place: Place,
  now: Date,
  commit: (seating: Seating) => Promise<T>,
): Promise<T> {
  const { memberId, quantity } = asked
  const empty = new Problem('deal.sold_out')
  const { terms, priceFen, groupId, endsAt, needed } = place
  // `there`: what each stock item has to hold, of which `quantity` is taken; what the others need of it stays to be had.
  const take = (there: number[]) => {
    let rest = quantity
    const stock = there.flatMap((least, shard) => {
      const wanted = Math.min(rest, least)
      rest -= wanted
      return least > 0 ? [offStock(deal, shard, wanted, least, asked.mode, now, empty)] : []
    })
    const writes = (nth: number) => [...(place.seat ? [place.seat({ memberId, nth, at: now.toISOString() })] : []), ...stock]
    const payBy = payByOf(now, endsAt)
    return commit({ terms, priceFen, amountFen: priceFen * quantity, payBy, ...(groupId && { groupId }), writes })
  }
  const first = Array.from({ length: deal.shards }, () => 0)
  first[spread(memberId, deal.shards)] = needed
  let there = first
  for (let race = 0; race < races; race++) {
    try {
      return await take(there)
    } catch (problem) {
      if (problem !== empty) throw problem
    }
    const stock = await stockOf(table, deal)
    const shares = sharesTaken(
      stock.map(({ left }) => left),
      needed,
    )
    if (!shares) throw new Problem('deal.sold_out', { details: { left: leftOf(stock) } })
    there = shares
  }
  throw new Problem('table.busy')
}

const shutBecause: { [gate in Gate]?: Code } = { draft: 'deal.not_found', paused: 'deal.paused', stopped: 'deal.ended' }

/** Off a stock item that holds `least`; where nothing is taken it has to hold that all the same. Who joins asks for stock alone: a group outlives a pause, a stop and the end of the promotion. */
function offStock(
  deal: DealItem,
  shard: number,
  wanted: number,
  least: number,
  mode: OrderMode,
  now: Date,
  empty: Problem,
): Write {
  const at = now.toISOString()
  const key = stockKey(deal.dealId, shard)
  return {
    ...(wanted > 0 ? { change: key, add: { left: -wanted } } : { check: key }),
    when: { all: [{ field: 'left', atLeast: least }, ...(mode === 'join' ? [] : onSale(deal, at))] },
    orElse: (old) => (mode === 'join' ? undefined : whyNotOnSale(old as StockItem | undefined, deal, at)) ?? empty,
  }
}

/** Why nothing can be bought now; undefined where only the stock can be the reason. */
function whyNotOnSale(stock: StockItem | undefined, deal: DealItem, at: string): Problem | undefined {
  const shut = stock && shutBecause[stock.gate]
  if (!stock || shut) return new Problem(shut ?? 'deal.not_found')
  if (stock.version !== deal.version) return new Edited()
  if (stock.from > at) return new Problem('deal.not_started', { retryAt: stock.from })
  if (stock.to <= at) return new Problem('deal.ended')
  return undefined
}

/** What an order took, and gives back when it is closed unpaid, or refunded before it was delivered. */
export interface Taken {
  orderId: string
  dealId: string
  quantity: number
}

/** Vouchers back into the stock, wherever in it: whoever buys looks through all of it. Counts up, so it rides behind a write that happens once. */
export function stockBack({ dealId, quantity }: Taken): Write {
  return {
    change: stockKey(dealId, 0),
    add: { left: quantity },
    when: 'present',
    orElse: () => new Problem('deal.not_found'),
  }
}

/** All that an order gives back that was closed unpaid; rides behind the event that makes it happen once. */
export function freeSeat(order: Taken & { memberId: string; nth: number; at: string; groupId?: string | undefined }): Write[] {
  const { groupId } = order
  return [...(groupId === undefined ? [] : [seatFreed({ ...order, groupId })]), stockBack(order)]
}
