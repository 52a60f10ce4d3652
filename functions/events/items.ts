import { Problem } from '../../shared/problem.ts'
import { pastIn, pastItem } from '../coupons/coupons.ts'
import { auditLine } from '../kernel/audit.ts'
import { fingerprint, spread } from '../kernel/ids.ts'
import type { Write } from '../kernel/table/table.ts'
import {
  type AnyUndo,
  type AnyUse,
  type DayItem,
  dayItemKey,
  dayTotalsKey,
  type Holding,
  isVoucher,
  lastUseIn,
  namedOf,
} from '../redemptions/redemptions.ts'
import { pastInVoucher } from '../vouchers/vouchers.ts'
import type { Told } from './record.ts'
import { countsOf, dayTotalsOf } from './rules.ts'
import type { Event } from './schemas.ts'

export const eventShards = 64
/** Of an hour, `2026-11-22T07`. */
export const logOf = (hour: string, shard: number) => `EVENT#${hour}#${shard}`

/** By hour and hash, so that no hour is one hot partition; a replay reads them hour by hour. */
export const eventKey = (event: Pick<Event, 'at' | 'eventId'>) => ({
  pk: logOf(event.at.slice(0, 13), spread(event.eventId, eventShards)),
  sk: event.eventId,
})

/** One for a batch, or a deal; the claims of a flash batch are counted in parts, as its stock is, or they would wait for each other. */
export const countsKey = (ofId: string, part?: number) => ({
  pk: part === undefined ? `COUNTS#${ofId}` : `COUNTS#${ofId}#${part}`,
  sk: 'ALL',
})

/** The event itself: where it stands already, all that hangs on it was written with it, and nothing is written again. */
export function putEvent(event: Event): Write {
  return { put: { ...eventKey(event), ...event }, when: 'absent', orElse: () => 'mine' }
}

export function addCounts(event: Told, part?: number): Write {
  return { change: countsKey(event.batchId ?? event.dealId ?? '', part), add: countsOf(event), when: 'always' }
}

/** What staff did at the counter, for the audit log: the fact bears who and when, so a repeat is the same line. */
export function traceUse(event: Told, use: AnyUse, undo: AnyUndo | undefined): Write {
  const { eventId, merchantId, redemptionId = '', storeId = '', discountFen = 0, payFen = 0, uses, valueFen } = event
  const money = uses === undefined ? { discountFen, payFen } : { uses, valueFen: valueFen ?? 0 }
  const { at, byId, by, byRole = 'clerk' } = undo ?? use
  const told = undo ? { reason: undo.reason } : { ...money, ...(use.assisted && { reason: use.assisted.reason }) }
  const operation = undo ? 'undoRedemption' : use.assisted ? 'redeemByOrder' : use.offline ? 'syncRedemptions' : 'redeem'
  const line = { at, byId, by, role: byRole, operation, on: [redemptionId, storeId], told }
  return { put: auditLine(merchantId, line, fingerprint(eventId)), when: 'absent', orElse: () => 'mine' }
}

/** What happened to it, in its history. What began it stands in the coupon or voucher for good. */
export function tellGuest(holding: Holding, event: Told): Write[] {
  const all = isVoucher(holding) ? pastInVoucher(holding) : pastIn(holding)
  const past = all.find(({ kind, at }) => kind === event.kind && at === event.at)
  if (!past || past.kind === 'claimed' || past.kind === 'issued' || past.kind === 'taken') return []
  return [{ put: pastItem(holding, past), when: 'always' }]
}

/** The line in the store's list of the day on which it was redeemed, and that day's sums. */
export function listUse(holding: Holding, use: AnyUse, undo: AnyUndo | undefined, event: Told, day: string): Write[] {
  const redemptionId = lastUseIn(holding)
  const key = dayItemKey(use.storeId, day, use.at, redemptionId)
  const line: DayItem = { ...key, redemptionId, ...namedOf(holding), memberId: holding.memberId, use }
  const totals: Write = { change: dayTotalsKey(use.storeId, day), add: dayTotalsOf(event), when: 'always' }
  if (!undo) return [{ put: line, when: 'absent', orElse: () => 'mine' }, totals]
  // Records of one item come in order, so the line is there; were it not, the feed would bring this record again.
  return [{ change: key, set: { undo }, when: 'present', orElse: () => new Problem('redemption.not_found') }, totals]
}
