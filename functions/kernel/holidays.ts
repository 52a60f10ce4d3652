// The library's data alone: its code reads days off the server's own clock and is a day early west of Greenwich.
import calendar from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

/**
 * holiday: a public holiday or a day off in lieu of mainland China. workday: a day of a weekend that was made a working day (调休).
 * unknown: of a year whose calendar the library does not hold yet; the State Council announces a year in the November before.
 */
export type DayKind = 'holiday' | 'workday' | 'ordinary' | 'unknown'

const zones = new Set(['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Chongqing', 'Asia/Chungking', 'Asia/Harbin', 'Asia/Kashgar'])

/** Whether the days of a zone are those of mainland China's calendar. */
export function keepsHolidays(zone: string): boolean {
  return zones.has(zone)
}

/** What the calendar of mainland China says of a day (YYYY-MM-DD). */
export function dayKind(day: string): DayKind {
  if (Object.hasOwn(calendar.holidays, day)) return 'holiday'
  if (Object.hasOwn(calendar.workdays, day)) return 'workday'
  // National Day is listed in every year that is.
  return Object.hasOwn(calendar.holidays, `${day.slice(0, 4)}-10-01`) ? 'ordinary' : 'unknown'
}
