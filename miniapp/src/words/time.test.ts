import { expect, test } from '@jest/globals'
import { clockWords, leftWords, millis, momentWords, untilWords } from './time'

const now = millis('2026-11-22T10:00:00+08:00')

test.each([
  ['2026-11-22T18:00:00+08:00', '今天 18:00 前', 'until 18:00 today'],
  ['2026-11-22T23:59:59+08:00', '今天 24:00 前', 'until midnight today'],
  ['2026-11-23T00:00:00+08:00', '今天 24:00 前', 'until midnight today'],
  ['2026-11-23T09:30:00+08:00', '明天 09:30 前', 'until 09:30 tomorrow'],
  ['2026-11-30T23:59:59+08:00', '11月30日 24:00 前', 'until the end of 30 Nov'],
  ['2026-12-01T00:00:00+08:00', '11月30日 24:00 前', 'until the end of 30 Nov'],
  ['2026-11-30T18:00:00+08:00', '11月30日 18:00 前', 'until 30 Nov, 18:00'],
  ['2027-01-03T23:59:59+08:00', '2027年1月3日 24:00 前', 'until the end of 3 Jan 2027'],
  ['nonsense', 'nonsense', 'nonsense'],
])('says until when as people do: %s', (instant, zh, en) => {
  expect(untilWords(instant, now, 'zh')).toBe(zh)
  expect(untilWords(instant, now, 'en')).toBe(en)
})

test('takes the day from the store, not from the phone: 23:30 UTC is already tomorrow in Shanghai', () => {
  const lateInLondon = millis('2026-11-21T23:30:00Z')
  expect(momentWords('2026-11-22T08:00:00+08:00', lateInLondon, 'zh')).toBe('今天 08:00')
  expect(momentWords('2026-11-21T20:00:00+08:00', lateInLondon, 'zh')).toBe('昨天 20:00')
})

test('reads zones west of Greenwich and fractions of a second', () => {
  expect(millis('2026-11-22T00:00:00-05:30')).toBe(Date.UTC(2026, 10, 22, 5, 30))
  expect(clockWords('2026-11-22T07:05:09.123+08:00')).toBe('07:05')
})

test.each([
  [-5, '00:00', '00:00'],
  [61_000, '01:01', '01:01'],
  [3_600_000, '01:00:00', '01:00:00'],
  [90_061_000, '1天 01:01:01', '1d 01:01:01'],
])('counts %s ms down', (left, zh, en) => {
  expect(leftWords(left, 'zh')).toBe(zh)
  expect(leftWords(left, 'en')).toBe(en)
})
