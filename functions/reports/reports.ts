import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import { mostReportDays, type PromotionReport, type Report, type ReportBy } from '../../shared/reports.ts'
import { readCells } from '../events/events.ts'
import { readArms } from '../holdouts/holdouts.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { dayAfter, dayIn, instantIn } from '../kernel/zone.ts'
import { findMerchant } from '../merchants/merchants.ts'
import { promotionFacts } from '../promotions/promotions.ts'
import { findStore } from '../stores/stores.ts'
import { allTouchpoints, type TouchpointItem } from '../touchpoints/touchpoints.ts'
import { breakDown, type Place } from './break-down.ts'
import { liftOf } from './lift.ts'
import type { Days } from './media.ts'
import { partsOf } from './parts.ts'
import { bornBy } from './rules.ts'
import { howComputed, lineNames } from './words.ts'

export { ownFigures } from './own.ts'

export interface Asked {
  promotionId: string
  /** A day, or an instant of it. */
  from?: string | undefined
  to?: string | undefined
  by?: ReportBy | undefined
}

/** Refuses with promotion.not_found, also where it is somebody else's, and report.bad_range. */
export async function getReport(
  table: Table,
  marketer: Staff,
  { compareWithId, ...asked }: Asked & { compareWithId?: string | undefined },
  language: Language,
  now: Date,
): Promise<Report> {
  const { zone } = await findMerchant(table, marketer.merchantId)
  const of = (promotionId: string, field: string) =>
    reportOf(table, { marketer, zone, language, now, field }, { ...asked, promotionId })
  const [own, comparedWith] = await Promise.all([
    of(asked.promotionId, 'promotionId'),
    compareWithId === undefined ? undefined : of(compareWithId, 'compareWithId'),
  ])
  const by = asked.by ?? 'touchpoint'
  return { ...own, by, at: instantIn(zone, now), howComputed: howComputed(language), ...(comparedWith && { comparedWith }) }
}

interface Asking {
  marketer: Staff
  /** The merchant's. */
  zone: string
  language: Language
  now: Date
  /** Which field of the input names the promotion. */
  field: string
}

async function reportOf(table: Table, asking: Asking, { promotionId, by = 'touchpoint', ...range }: Asked) {
  const { marketer, zone, language, now, field } = asking
  const promotion = await promotionFacts(table, marketer.merchantId, promotionId)
  if (!promotion) throw new Problem('promotion.not_found', { field })
  const percent = promotion.holdOutPercent
  const today = dayIn(zone, now)
  const days = daysAsked(range, zone, dayIn(zone, promotion.from), today)
  const parts = await partsOf(table, promotion.batchIds, now)
  const read = (rollup: 'touchpoint' | 'store' | 'hour') => readCells(table, { promotionId, by: rollup, ...days, parts })
  const [touchpoints, arms, cells, others] = await Promise.all([
    allTouchpoints(table, promotionId),
    percent ? readArms(table, promotionId) : undefined,
    read('touchpoint'),
    by === 'store' || by === 'hour' ? read(by) : [],
  ])
  const storeNames = by === 'store' ? await namesOf(table, [...new Set(others.map(({ id }) => id))], now) : new Map()
  const places = touchpoints.map((touchpoint) => placeOf(touchpoint, promotion, zone))
  const names = { ...lineNames(language), store: (id: string) => storeNames.get(id) ?? id }
  const { total, lines } = breakDown(by, { range: days, today, places, cells, others, names })
  const bearers = bornBy(total.discountFen, promotion.bearer)
  const lift = percent && arms && liftOf({ percent, ...arms }, language)
  return { promotionId, name: promotion.name, ...days, total, lines, bearers, ...(lift && { lift }) } satisfies PromotionReport
}

/** From the promotion's first day until today, where nobody says otherwise. */
function daysAsked({ from, to }: Pick<Asked, 'from' | 'to'>, zone: string, first: string, today: string): Days {
  const day = (asked: string | undefined) => (asked?.includes('T') ? dayIn(zone, asked) : asked)
  const end = day(to) ?? (today < first ? first : today)
  const start = day(from) ?? (end < first ? end : first)
  if (start > end) throw new Problem('report.bad_range', { field: 'to' })
  if (dayAfter(start, mostReportDays - 1) < end) throw new Problem('report.bad_range', { field: 'from' })
  return { from: start, to: end }
}

/** Its window is its own where it has one, else the promotion's. */
function placeOf(touchpoint: TouchpointItem, promotion: { from: string; to: string }, zone: string): Place {
  const { touchpointId, kind, place, creative, cost, from = promotion.from, to = promotion.to } = touchpoint
  // It ends with the instant, which is no part of it.
  const window = { from: dayIn(zone, from), to: dayIn(zone, new Date(Date.parse(to) - 1)) }
  return { touchpointId, kind, name: creative === undefined ? place : `${place} · ${creative}`, cost, window }
}

async function namesOf(table: Table, storeIds: string[], now: Date): Promise<Map<string, string>> {
  const stores = await Promise.all(storeIds.map((storeId) => findStore(table, storeId, now)))
  return new Map(stores.flatMap((store) => (store ? [[store.storeId, store.name] as const] : [])))
}
