import { expect, test } from '@jest/globals'
import { weeksTo } from './month'

test.each([
  ['a Sunday', '2026-11-22', '2026-10-19', '2026-11-22'],
  ['a Monday', '2026-11-23', '2026-10-26', '2026-11-29'],
  ['over the year', '2027-01-01', '2026-11-30', '2027-01-03'],
])('five weeks to %s begin on a Monday and end on the Sunday after it', (_, today, first, last) => {
  const weeks = weeksTo(today)
  expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7])
  expect([weeks[0]?.[0], weeks[4]?.[6]]).toEqual([first, last])
})
