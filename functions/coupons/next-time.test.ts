import type { BatchForm } from '../../shared/coupons.ts'
import { isInTimes, nextInTimes } from './times.ts'

type Times = Pick<BatchForm, 'weekdays' | 'hours' | 'blackout' | 'holidays'>

const working = [1, 2, 3, 4, 5]
const lunch = { hours: [{ from: '11:00', to: '14:00' }] }
const shanghai = 'Asia/Shanghai'

/** 2026-11-20 is a Friday. */
const tables: [name: string, zone: string, times: Times, now: string, until: string, next: string | undefined][] = [
  ['before lunch', shanghai, lunch, '2026-11-20T02:59:59.999Z', '2027-01-01T00:00:00Z', '2026-11-20T03:00:00.000Z'],
  ['after lunch', shanghai, lunch, '2026-11-20T06:00:00Z', '2027-01-01T00:00:00Z', '2026-11-21T03:00:00.000Z'],
  [
    'after the last lunch of the week',
    shanghai,
    { ...lunch, weekdays: working },
    '2026-11-20T06:00:00Z',
    '2027-01-01T00:00:00Z',
    '2026-11-23T03:00:00.000Z',
  ],
  [
    'the same on another wall',
    'Asia/Urumqi',
    { ...lunch, weekdays: working },
    '2026-11-20T08:00:00Z',
    '2027-01-01T00:00:00Z',
    '2026-11-23T05:00:00.000Z',
  ],
  [
    'a day of the week, all of it',
    shanghai,
    { weekdays: [7] },
    '2026-11-20T06:00:00Z',
    '2027-01-01T00:00:00Z',
    '2026-11-21T16:00:00.000Z',
  ],
  [
    'between two windows',
    shanghai,
    { hours: [{ from: '17:00', to: '20:00' }, ...lunch.hours] },
    '2026-11-20T06:30:00Z',
    '2027-01-01T00:00:00Z',
    '2026-11-20T09:00:00.000Z',
  ],
  [
    'a night, after its end in the morning',
    shanghai,
    { hours: [{ from: '22:00', to: '02:00' }], weekdays: [5] },
    '2026-11-20T18:00:00Z',
    '2027-01-01T00:00:00Z',
    '2026-11-27T14:00:00.000Z',
  ],
  [
    'not on a day that is left out',
    shanghai,
    { ...lunch, blackout: ['2026-11-21', '2026-11-22'] },
    '2026-11-20T06:00:00Z',
    '2027-01-01T00:00:00Z',
    '2026-11-23T03:00:00.000Z',
  ],
  [
    'past the holidays',
    shanghai,
    { ...lunch, holidays: 'excluded' },
    '2026-09-30T06:00:00Z',
    '2027-01-01T00:00:00Z',
    '2026-10-08T03:00:00.000Z',
  ],
  [
    'a window that the clocks skip is the next day’s',
    'Europe/Berlin',
    { hours: [{ from: '02:15', to: '02:45' }] },
    '2026-03-28T12:00:00Z',
    '2027-01-01T00:00:00Z',
    '2026-03-30T00:15:00.000Z',
  ],
  ['never, when the coupon ends before', shanghai, lunch, '2026-11-20T06:00:00Z', '2026-11-21T03:00:00Z', undefined],
  [
    'never, when every day is left out',
    shanghai,
    { blackout: ['2026-11-20', '2026-11-21'] },
    '2026-11-20T06:00:00Z',
    '2026-11-21T16:00:00Z',
    undefined,
  ],
]

it.each(tables)('the next time: %s', (_, zone, times, now, until, next) => {
  const found = nextInTimes(times, zone, new Date(now), new Date(until))
  expect(found?.toISOString()).toBe(next)
  if (!found) return
  expect(isInTimes(times, zone, found)).toBe(true)
  expect(isInTimes(times, zone, new Date(found.getTime() - 1))).toBe(false)
})
