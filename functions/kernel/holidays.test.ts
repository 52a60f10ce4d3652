import { dayKind, keepsHolidays } from './holidays.ts'

/** The State Council's notice for 2026: http://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm */
const off2026 = [
  ['01-01', 3],
  ['02-15', 9],
  ['04-04', 3],
  ['05-01', 5],
  ['06-19', 3],
  ['09-25', 3],
  ['10-01', 7],
] as const
const made2026 = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']

const daysFrom = (day: string, count: number) =>
  Array.from({ length: count }, (_, n) => new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10))

it('knows every day of 2026 as the State Council announced it', () => {
  const off = off2026.flatMap(([first, count]) => daysFrom(`2026-${first}`, count))
  const year = daysFrom('2026-01-01', 365)
  expect(year.filter((day) => dayKind(day) === 'holiday')).toEqual(off)
  expect(year.filter((day) => dayKind(day) === 'workday')).toEqual(made2026)
  expect(year.filter((day) => dayKind(day) === 'ordinary')).toHaveLength(365 - off.length - made2026.length)
})

it.each([
  ['2003-12-31', 'unknown'],
  ['2004-01-01', 'holiday'],
  ['2008-02-29', 'ordinary'],
  ['2020-01-31', 'holiday'],
  ['2025-01-28', 'holiday'],
  ['2025-09-28', 'workday'],
  ['2025-10-11', 'workday'],
  ['2026-11-18', 'ordinary'],
  ['2045-01-01', 'unknown'],
  ['2199-10-01', 'unknown'],
])('%s is %s', (day, kind) => {
  expect(dayKind(day)).toBe(kind)
})

it.each([
  ['Asia/Shanghai', true],
  ['Asia/Urumqi', true],
  ['Asia/Hong_Kong', false],
  ['Asia/Macau', false],
  ['Asia/Taipei', false],
  ['Asia/Singapore', false],
  ['America/New_York', false],
])('the calendar is that of a store in %s: %s', (zone, kept) => {
  expect(keepsHolidays(zone)).toBe(kept)
})
