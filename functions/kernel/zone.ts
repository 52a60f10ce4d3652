import { TZDate, tzOffset } from '@date-fns/tz'

/** 2026-11-21T23:59:59+08:00: an instant as the wall clock of a zone shows it. */
export function instantIn(zone: string, instant: Date | string): string {
  const local = new TZDate(new Date(instant), zone)
  const offset = -local.getTimezoneOffset()
  const sign = offset < 0 ? '-' : '+'
  const two = (n: number) => String(n).padStart(2, '0')
  const date = `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`
  const time = `${two(local.getHours())}:${two(local.getMinutes())}:${two(local.getSeconds())}`
  return `${date}T${time}${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
}

/** The calendar day there, YYYY-MM-DD. */
export function dayIn(zone: string, instant: Date | string): string {
  return instantIn(zone, instant).slice(0, 10)
}

/**
 * Midnight there at the start of the day so many days after the instant's own day: its first instant, also where the clocks
 * change at midnight.
 */
export function midnightIn(zone: string, instant: Date | string, daysLater: number): Date {
  const midnight = Date.parse(`${dayIn(zone, instant)}T00:00:00Z`) + daysLater * 86_400_000
  const day = new Date(midnight).toISOString().slice(0, 10)
  // The offset before and after a change of the clocks; of the instants that are on that day by either, the first.
  const candidates = [-86_400_000, 86_400_000].map((away) => midnight - tzOffset(zone, new Date(midnight + away)) * 60_000)
  const first = candidates.filter((at) => dayIn(zone, new Date(at)) >= day)
  return new Date(Math.min(...first))
}

/** The instant at which the wall clock there shows this time of this day; 24:00 is the midnight after. A time that is skipped comes an hour later, one that comes twice is the first. */
export function wallIn(zone: string, day: string, time: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return new Date(new TZDate(year, month - 1, date, hour, minute, 0, 0, zone).getTime())
}

/** The calendar day so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** 1 is Monday. */
export function weekdayIn(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}
