import { type DealForm, type DealOffer, type GroupState, lastJoinSeconds, type Step } from '../../shared/deals.ts'
import { Problem } from '../../shared/problem.ts'
import { midnightIn } from '../kernel/zone.ts'
import type { GroupItem, StockItem } from './items.ts'

/** The ladder from the smallest group to the largest, which is how everybody reads it. */
export const inOrder = (ladder: Step[]): Step[] => [...ladder].sort((a, b) => a.size - b.size)

/** Refuses with input.invalid and the field what cannot be meant: a group that pays more than one alone, or more than the list price. */
export function checkDeal(form: DealForm): void {
  const wrong = (field: string) => new Problem('input.invalid', { field })
  const { ladder, aloneFen, listFen, perMember, total, voucher, sponsoredSeats = 0 } = form
  if (perMember > total) throw wrong('perMember')
  if (listFen !== undefined && aloneFen > listFen) throw wrong('aloneFen')
  for (const [at, step] of ladder.entries()) {
    if (ladder.findIndex(({ size }) => size === step.size) < at) throw wrong(`ladder.${at}.size`)
    if (step.priceFen >= aloneFen) throw wrong(`ladder.${at}.priceFen`)
    // A larger group that pays more is a slip of the pen.
    if (ladder.some(({ size, priceFen }) => size < step.size && priceFen < step.priceFen)) throw wrong(`ladder.${at}.priceFen`)
  }
  // Of every group at least one member is real, and pays.
  if (ladder.some(({ size }) => sponsoredSeats >= size)) throw wrong('sponsoredSeats')
  if (ladder.some(({ size }) => size > total)) throw wrong('total')
  if (voucher.storeIds && voucher.storeSetId !== undefined) throw wrong('voucher.storeSetId')
  if (voucher.storeIds && new Set(voucher.storeIds).size !== voucher.storeIds.length) throw wrong('voucher.storeIds')
}

/** The step somebody opens a group at. Refuses with input.invalid, field size. */
export function stepOf({ ladder }: Pick<DealForm, 'ladder'>, size: number | undefined): Step {
  const step = ladder.find((one) => one.size === size)
  if (!step) throw new Problem('input.invalid', { field: 'size', details: { sizes: ladder.map((one) => one.size) } })
  return step
}

/**
 * When a voucher bought at an instant ends: at midnight in the zone of the store, the day of purchase being the first. 365 days from
 * the purchase are also how long its payment can be refunded, so none outlives that.
 */
export function voucherUntil({ validDays }: { validDays: number }, zone: string, boughtAt: Date): Date {
  return midnightIn(zone, boughtAt, validDays)
}

/** The last instant at which a group can be joined. */
export const lastJoin = (endsAt: string) => new Date(Date.parse(endsAt) - lastJoinSeconds * 1000).toISOString()

export const leftOf = (stock: StockItem[]) => stock.reduce((sum, { left }) => sum + left, 0)

/** What the condition of a purchase would say. */
export function stateOfDeal(stock: StockItem[], now: Date): DealOffer['state'] {
  const [any] = stock
  const at = now.toISOString()
  if (any?.gate !== 'open' && any?.gate !== 'stopped') return 'paused'
  if (any.gate === 'stopped' || any.to <= at) return 'ended'
  if (leftOf(stock) < 1) return 'sold_out'
  return any.from > at ? 'not_started' : 'open'
}

/** How a group stands for who looks at it. */
export function stateOfGroup(group: Pick<GroupItem, 'state' | 'lastJoinAt' | 'left'>, now: Date): GroupState {
  if (group.state !== 'open') return group.state
  if (group.lastJoinAt <= now.toISOString()) return 'ending'
  return group.left > 0 ? 'open' : 'full'
}

/** What the clock makes of a group: `wait` while a seat is being paid or time is left. */
export type Outcome = { state: 'wait' } | { state: 'complete'; sponsored: number } | { state: 'failed' }

/**
 * At its end a group is complete when all seats are paid, or when the merchant said beforehand that it takes as many as are missing;
 * one in which nobody has paid has failed.
 */
export function outcomeOf(
  { size, paid, left, endsAt, sponsoredSeats = 0 }: Pick<GroupItem, 'size' | 'paid' | 'left' | 'endsAt' | 'sponsoredSeats'>,
  now: Date,
): Outcome {
  if (paid >= size) return { state: 'complete', sponsored: 0 }
  if (endsAt > now.toISOString() || paid + left < size) return { state: 'wait' }
  const missing = size - paid
  return paid > 0 && missing <= sponsoredSeats ? { state: 'complete', sponsored: missing } : { state: 'failed' }
}

/** Few stock items for small deals, so that the last voucher is found soon; more where many buy at once. */
export function shardsFor(total: number): number {
  if (total < 1000) return 1
  return total < 10_000 ? 4 : 16
}

/** The total over the stock items, as even as can be. */
export function sharesOf(total: number, shards: number): number[] {
  return Array.from({ length: shards }, (_, n) => Math.floor(total / shards) + (n < total % shards ? 1 : 0))
}

/** How much to take from each stock item for `wanted` in all: the whole from the fullest, or what each has; undefined: there is not so much. */
export function sharesTaken(lefts: number[], wanted: number): number[] | undefined {
  const taken = lefts.map(() => 0)
  let rest = wanted
  for (const { left, n } of lefts.map((left, n) => ({ left, n })).sort((a, b) => b.left - a.left)) {
    const share = Math.max(0, Math.min(left, rest))
    taken[n] = share
    rest -= share
  }
  return rest > 0 ? undefined : taken
}

/** Exact up to 20, then two digits: 347 -> 340, 12,850 -> 12,000. */
export function coarse(left: number): number {
  if (left <= 20) return left
  const unit = 10 ** Math.max(1, Math.floor(Math.log10(left)) - 1)
  return Math.floor(left / unit) * unit
}
