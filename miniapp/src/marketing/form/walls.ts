import { millis } from '../../words/time'
import { dayAfter } from './draft'

const two = (value: number) => String(value).padStart(2, '0')
const zoneAt = (offset: number) => {
  const minutes = Math.abs(offset)
  return `${offset < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`
}

/** `2026-11-22` at 480 minutes -> `2026-11-22T00:00:00+08:00`. */
export const midnight = (day: string, offset: number): string => `${day}T00:00:00${zoneAt(offset)}`

/** Any instant as the wall clock so many minutes east of UTC shows it. */
export function wallAt(instant: Date | string, offset: number): string {
  const at = typeof instant === 'string' ? millis(instant) : instant.getTime()
  return Number.isNaN(at) ? '' : new Date(at + offset * 60_000).toISOString().slice(0, 19) + zoneAt(offset)
}

/** The first day of a window, and its last: an end at midnight belongs to the day before. */
export const firstDay = (instant: string, offset: number): string => wallAt(instant, offset).slice(0, 10)
export const lastDay = (instant: string, offset: number): string =>
  wallAt(new Date(millis(instant) - 1000), offset).slice(0, 10)

/** The instants of a first and a last day; those that stand already are kept to the second while their day is not changed. */
export function spanOf(first: string, last: string, offset: number, kept?: { from: string; to: string }) {
  return {
    from: kept && firstDay(kept.from, offset) === first ? kept.from : midnight(first, offset),
    to: kept && lastDay(kept.to, offset) === last ? kept.to : midnight(dayAfter(last, 1), offset),
  }
}
