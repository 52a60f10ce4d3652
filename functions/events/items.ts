import { Problem } from '../../shared/problem.ts'
import { type CouponItem, lastUse, pastIn, pastItem, type UndoOf, type UseOf } from '../coupons/coupons.ts'
import { auditLine } from '../kernel/audit.ts'
import { fingerprint, spread } from '../kernel/ids.ts'
import type { Write } from '../kernel/table/table.ts'
import { type DayItem, dayItemKey, dayTotalsKey } from '../redemptions/redemptions.ts'
import { countsOf, dayTotalsOf, type Event } from './rules.ts'

const eventShards = 64

/** By hour and hash, so that no hour is one hot partition; a replay reads them hour by hour. */
export const eventKey = (event: Pick<Event, 'at' | 'eventId'>) => ({
  pk: `EVENT#${event.at.slice(0, 13)}#${spread(event.eventId, eventShards)}`,
  sk: event.eventId,
})

/** One for a batch; the claims of a flash batch are counted in parts, as its stock is, or they would wait for each other. */
export const countsKey = (batchId: string, part?: number) => ({
  pk: part === undefined ? `COUNTS#${batchId}` : `COUNTS#${batchId}#${part}`,
  sk: 'ALL',
})

/** The event itself: where it stands already, all that hangs on it was written with it, and nothing is written again. */
export function putEvent(event: Event): Write {
  return { put: { ...eventKey(event), ...event }, when: 'absent', orElse: () => 'mine' }
}

export function addCounts(event: Event, part?: number): Write {
  return { change: countsKey(event.batchId, part), add: countsOf(event), when: 'always' }
}

/** What staff did at the counter, for the audit log: the fact bears who and when, so a repeat is the same line. */
export function traceUse(event: Event, use: UseOf, undo: UndoOf | undefined): Write {
  const { eventId, merchantId, redemptionId = '', storeId = '', discountFen = 0, payFen = 0 } = event
  const { at, byId, by, byRole = 'clerk' } = undo ?? use
  const told = undo ? { reason: undo.reason } : { discountFen, payFen, ...(use.assisted && { reason: use.assisted.reason }) }
  const operation = undo ? 'undoRedemption' : use.assisted ? 'redeemByOrder' : 'redeem'
  const line = { at, byId, by, role: byRole, operation, on: [redemptionId, storeId], told }
  return { put: auditLine(merchantId, line, fingerprint(eventId)), when: 'absent', orElse: () => 'mine' }
}

/** What happened to the coupon, in its history. What began it stands in the coupon for good. */
export function tellGuest(coupon: CouponItem, event: Event): Write[] {
  const past = pastIn(coupon).find(({ kind, at }) => kind === event.kind && at === event.at)
  if (!past || past.kind === 'claimed' || past.kind === 'taken') return []
  return [{ put: pastItem(coupon, past), when: 'always' }]
}

/** The line in the store's list of the day on which it was redeemed, and that day's sums. */
export function listUse(coupon: CouponItem, use: UseOf, undo: UndoOf | undefined, event: Event, day: string): Write[] {
  const { couponId, batchId, version, memberId } = coupon
  const redemptionId = lastUse(coupon)
  const key = dayItemKey(use.storeId, day, use.at, redemptionId)
  const line: DayItem = { ...key, redemptionId, couponId, batchId, version, memberId, use }
  const totals: Write = { change: dayTotalsKey(use.storeId, day), add: dayTotalsOf(event), when: 'always' }
  if (!undo) return [{ put: line, when: 'absent', orElse: () => 'mine' }, totals]
  // Records of one item come in order, so the line is there; were it not, the feed would bring this record again.
  return [{ change: key, set: { undo }, when: 'present', orElse: () => new Problem('redemption.not_found') }, totals]
}
