import type { Exception } from '../../shared/store-contracts.ts'
import type { Closed, OpenNow, SpecialDays, StoreForm } from '../../shared/stores.ts'
import { dayAfter, dayIn, instantIn, wallIn, weekdayIn } from '../kernel/zone.ts'

/** What says when a store is open. `closed` has no end where it is for good. */
export type Calendar = Pick<StoreForm, 'zone' | 'hours'> &
  Partial<SpecialDays> & { closed?: { until?: string; reason: string } | undefined }

interface Session {
  day: string
  from: number
  to: number
}

/** Guests who sit over midnight are there once; nearly nobody comes at four. */
const usualDayEnd = '04:00'

/** When the business day of the store ends, on its wall. */
export const dayEndOf = ({ dayEndsAt = usualDayEnd }: Pick<StoreForm, 'dayEndsAt'>) => dayEndsAt

/** The business day of a store at an instant: before its own hour it is still the day before. */
export function businessDay(store: Pick<StoreForm, 'zone' | 'dayEndsAt'>, at: Date): string {
  const wall = instantIn(store.zone, at)
  const day = wall.slice(0, 10)
  return wall.slice(11, 16) < dayEndOf(store) ? dayAfter(day, -1) : day
}

const farthest = 60
const exceptionsShown = 20

/**
 * Why the store takes no guests now: it is closed for good or for days, or this is one of its closed days. Hours over midnight
 * belong to the day on which they start, so a long night ends before the closed day begins. Being outside the hours is no closing.
 */
export function closedNow(store: Calendar, now: Date): Closed | undefined {
  if (!store.closed && !store.closedDays?.length) return undefined
  const days = daysOf(store, now)
  if (days.some((day) => !isShut(store, day))) return undefined
  if (store.closed && store.closed.until === undefined) return { forGood: true, reason: store.closed.reason }
  const [first = ''] = days
  const covered = covers(store, first) ? store.closed : undefined
  let until = covered?.until ?? first
  while (isShut(store, dayAfter(until, 1))) until = dayAfter(until, 1)
  const opensAt = opensNext(store, now, dayAfter(until, 1))
  const reason = covered ? covered.reason : closedDay(store, first)?.reason
  return { forGood: false, reason, until, opensAt: opensAt && instantIn(store.zone, opensAt) }
}

/** Whether the store is open, and when that changes. */
export function openNow(store: Calendar, now: Date): OpenNow {
  const shown = (at: Date | undefined) => at && instantIn(store.zone, at)
  const closed = closedNow(store, now)
  if (closed) return { state: 'closed', opensAt: closed.opensAt }
  const running = sessionsAround(store, now).filter(({ day }) => !isShut(store, day))
  const current = running.find(({ from, to }) => from <= now.getTime() && now.getTime() < to)
  if (current) return { state: 'open', closesAt: shown(closesAt(store, current)) }
  if (hoursOn(store, dayIn(store.zone, now)) === undefined) return { state: 'unknown' }
  return { state: 'closed', opensAt: shown(opensNext(store, now, dayIn(store.zone, now))) }
}

/** The coming days on which the hours of the week do not hold. */
export function exceptionsOf(store: Calendar, now: Date): Exception[] {
  const today = dayIn(store.zone, now)
  const closed = (store.closedDays ?? []).map(({ day, reason }) => ({ day, closed: true, reason, hours: [] }))
  const special = (store.specialHours ?? []).map(({ day, hours }) => ({ day, closed: false, hours }))
  return [...closed, ...special]
    .filter(({ day }) => day >= today)
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .slice(0, exceptionsShown)
}

/** The days whose hours it is now: two where a long night runs into the next day's hours; the calendar's day outside all hours. */
function daysOf(store: Calendar, now: Date): string[] {
  const running = sessionsAround(store, now).filter(({ from, to }) => from <= now.getTime() && now.getTime() < to)
  return running.length > 0 ? running.map(({ day }) => day) : [dayIn(store.zone, now)]
}

const covers = ({ closed }: Calendar, day: string) =>
  closed !== undefined && (closed.until === undefined || day <= closed.until)
const closedDay = ({ closedDays }: Calendar, day: string) => closedDays?.find((one) => one.day === day)
const isShut = (store: Calendar, day: string) => covers(store, day) || closedDay(store, day) !== undefined

/** Undefined: not told. */
function hoursOn({ hours, specialHours }: Calendar, day: string): { from: string; to: string }[] | undefined {
  const special = specialHours?.find((one) => one.day === day)
  return special ? special.hours : hours?.filter(({ weekdays }) => weekdays.includes(weekdayIn(day)))
}

function sessionsOn(store: Calendar, day: string): Session[] {
  return (hoursOn(store, day) ?? [])
    .map(({ from, to }) => ({
      day,
      from: wallIn(store.zone, day, from).getTime(),
      to: wallIn(store.zone, to > from ? day : dayAfter(day, 1), to).getTime(),
    }))
    .sort((a, b) => a.from - b.from)
}

function sessionsAround(store: Calendar, now: Date): Session[] {
  const today = dayIn(store.zone, now)
  return [dayAfter(today, -1), today].flatMap((day) => sessionsOn(store, day))
}

/** The next opening from a day on; the midnight of a day whose hours are not told. */
function opensNext(store: Calendar, now: Date, from: string): Date | undefined {
  for (let n = 0; n <= farthest; n++) {
    const day = dayAfter(from, n)
    if (isShut(store, day)) continue
    if (hoursOn(store, day) === undefined) return wallIn(store.zone, day, '00:00')
    const next = sessionsOn(store, day).find(({ from }) => from > now.getTime())
    if (next) return new Date(next.from)
  }
  return undefined
}

/** Where one session ends as the next begins, the store stays open; undefined where that never ends. */
function closesAt(store: Calendar, session: Session): Date | undefined {
  let { to } = session
  for (let n = 0; n <= 8; n++) {
    const day = dayAfter(session.day, n)
    if (isShut(store, day)) break
    for (const next of sessionsOn(store, day)) if (next.from <= to && next.to > to) to = next.to
    if (n === 8 && to > wallIn(store.zone, day, '23:00').getTime()) return undefined
  }
  return new Date(to)
}
