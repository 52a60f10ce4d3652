import { tzOffset } from '@date-fns/tz'

/** 2026-11-21T23:59:59+08:00: an instant as the wall clock of a zone shows it. */
export function instantIn(zone: string, instant: Date | string): string {
  const at = new Date(instant).getTime()
  const offset = offsetAt(zone, at)
  const two = (n: number) => String(n).padStart(2, '0')
  const ahead = Math.abs(offset)
  const wall = new Date(at + offset * 60_000).toISOString().slice(0, 19)
  return `${wall}${offset < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`
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
  // By the offset before a change of the clocks and by that after it.
  const [before = 0, after = 0] = [-86_400_000, 86_400_000].map((away) => midnight - offsetAt(zone, midnight + away) * 60_000)
  if (before === after) return new Date(before)
  // Of the two that are on that day, the first.
  const first = [before, after].filter((at) => dayIn(zone, new Date(at)) >= day)
  return new Date(Math.min(...first))
}

/** The instant at which the wall clock there shows this time of this day; 24:00 is the midnight after. A time that is skipped comes an hour later, one that comes twice is the first. */
export function wallIn(zone: string, day: string, time: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const wall = Date.UTC(year, month - 1, date, hour, minute)
  // By the offset before a change of the clocks, then by that after it; neither shows a skipped time.
  const [early = 0, late = 0] = [-86_400_000, 86_400_000].map((away) => wall - offsetAt(zone, wall + away) * 60_000)
  const shows = (at: number) => at + offsetAt(zone, at) * 60_000 === wall
  return new Date(shows(early) || !shows(late) ? early : late)
}

/** The calendar day so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** 1 is Monday. */
export function weekdayIn(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

/** Where nearly every store is the clocks have stood since 1992. Asking ICU would cost a fresh process 40 ms, and each instant some µs. */
const steady = { zone: 'Asia/Shanghai', since: Date.UTC(1992), minutes: 480 }

/** Minutes ahead of UTC. */
function offsetAt(zone: string, at: number): number {
  return zone === steady.zone && at >= steady.since ? steady.minutes : tzOffset(zone, new Date(at))
}
