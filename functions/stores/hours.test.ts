import { type Calendar, closedNow, exceptionsOf, openNow } from './hours.ts'

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const day: Calendar = { zone: 'Asia/Shanghai', hours: [{ weekdays: everyDay, from: '10:00', to: '22:00' }] }
const workdays: Calendar = { ...day, hours: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] }
const night: Calendar = { ...day, hours: [{ weekdays: [5, 6], from: '18:00', to: '02:00' }] }
const split: Calendar = {
  ...day,
  hours: [
    { weekdays: everyDay, from: '10:00', to: '14:00' },
    { weekdays: everyDay, from: '17:00', to: '24:00' },
  ],
}
const always: Calendar = { ...day, hours: [{ weekdays: everyDay, from: '00:00', to: '24:00' }] }
const newYork = (from: string, to: string): Calendar => ({
  zone: 'America/New_York',
  hours: [{ weekdays: everyDay, from, to }],
})
const [said, off] = ['open', 'closed'] as const

describe('openNow: the wall clock of the store', () => {
  // 2026-11-20 is a Friday. Shanghai is 8 hours ahead, New York 5 behind (4 in summer).
  it.each<[string, Calendar, string, string, string | undefined]>([
    ['at its first minute', day, '2026-11-20T02:00:00Z', said, '2026-11-20T22:00:00+08:00'],
    ['a second before', day, '2026-11-20T01:59:59Z', off, '2026-11-20T10:00:00+08:00'],
    ['at its last second', day, '2026-11-20T13:59:59Z', said, '2026-11-20T22:00:00+08:00'],
    ['at the minute it closes', day, '2026-11-20T14:00:00Z', off, '2026-11-21T10:00:00+08:00'],
    ['while it is still yesterday in UTC', day, '2026-11-19T23:00:00Z', off, '2026-11-20T10:00:00+08:00'],
    ['on Friday evening, until Monday', workdays, '2026-11-20T10:00:00Z', off, '2026-11-23T09:00:00+08:00'],
    ['on a Saturday', workdays, '2026-11-21T04:00:00Z', off, '2026-11-23T09:00:00+08:00'],
    ['on a Monday', workdays, '2026-11-23T04:00:00Z', said, '2026-11-23T18:00:00+08:00'],
    ['before the night', night, '2026-11-20T09:59:59Z', off, '2026-11-20T18:00:00+08:00'],
    ['in the night', night, '2026-11-20T15:00:00Z', said, '2026-11-21T02:00:00+08:00'],
    ['after midnight, of Friday', night, '2026-11-20T17:30:00Z', said, '2026-11-21T02:00:00+08:00'],
    ['after midnight, of Saturday', night, '2026-11-21T17:59:59Z', said, '2026-11-22T02:00:00+08:00'],
    ['when the night is over', night, '2026-11-21T18:00:00Z', off, '2026-11-27T18:00:00+08:00'],
    ['after midnight of a day that has no night', night, '2026-11-19T17:30:00Z', off, '2026-11-20T18:00:00+08:00'],
    ['between two sessions', split, '2026-11-20T06:00:00Z', off, '2026-11-20T17:00:00+08:00'],
    ['in the second session', split, '2026-11-20T09:00:00Z', said, '2026-11-21T00:00:00+08:00'],
    ['at 24:00', split, '2026-11-20T16:00:00Z', off, '2026-11-21T10:00:00+08:00'],
    ['around the clock', always, '2026-11-20T16:00:00Z', said, undefined],
    ['in New York', newYork('08:00', '20:00'), '2026-11-20T13:00:00Z', said, '2026-11-20T20:00:00-05:00'],
    ['in New York before it opens', newYork('08:00', '20:00'), '2026-11-20T12:59:59Z', off, '2026-11-20T08:00:00-05:00'],
    // Its clocks go back on 2026-11-01 at 02:00: half past one comes twice, and the first one counts.
    ['in the hour before', newYork('20:00', '01:30'), '2026-11-01T05:29:59Z', said, '2026-11-01T01:30:00-04:00'],
    ['at the first 01:30', newYork('20:00', '01:30'), '2026-11-01T05:30:00Z', off, '2026-11-01T20:00:00-05:00'],
    ['at the second 01:15', newYork('20:00', '01:30'), '2026-11-01T06:15:00Z', off, '2026-11-01T20:00:00-05:00'],
    ['in the hour that comes twice', newYork('20:00', '02:00'), '2026-11-01T06:30:00Z', said, '2026-11-01T02:00:00-05:00'],
    // And forward on 2026-03-08 at 02:00: that hour is skipped.
    ['before the skipped hour', newYork('20:00', '02:30'), '2026-03-08T06:59:59Z', said, '2026-03-08T03:30:00-04:00'],
    ['opening in the skipped hour', newYork('02:30', '10:00'), '2026-03-08T07:29:59Z', off, '2026-03-08T03:30:00-04:00'],
    ['after the skipped hour', newYork('02:30', '10:00'), '2026-03-08T07:30:00Z', said, '2026-03-08T10:00:00-04:00'],
  ])('%s', (_, store, at, state, next) => {
    const seen = openNow(store, new Date(at))
    expect([seen.state, seen.opensAt ?? seen.closesAt]).toEqual([state, next])
  })

  it('does not know where no hours were told, but for a day that has its own', () => {
    const untold: Calendar = { zone: 'Asia/Shanghai' }
    const told = { ...untold, specialHours: [{ day: '2026-11-20', hours: [{ from: '10:00', to: '12:00' }] }] }
    const at = (time: string) => new Date(`2026-11-20T${time}:00+08:00`)
    expect(openNow(untold, at('11:00'))).toEqual({ state: 'unknown' })
    expect(openNow(told, at('11:00')).state).toBe('open')
    expect(openNow(told, at('12:00')).state).toBe('closed')
  })
})

describe('closed days, special hours and closings', () => {
  const holiday = { ...day, closedDays: [{ day: '2026-11-20', reason: '盘点' }] }
  const three = { ...day, closedDays: ['2026-11-20', '2026-11-21', '2026-11-23'].map((one) => ({ day: one })) }
  const late = { ...day, specialHours: [{ day: '2026-11-20', hours: [{ from: '20:00', to: '01:00' }] }] }
  const nightOff = { ...night, closedDays: [{ day: '2026-11-21' }] }
  const shut = { ...day, closed: { until: '2026-11-20', reason: '停电' } }
  const shutNights = { ...night, closed: { until: '2026-11-20', reason: '停电' } }
  const gone = { ...day, closed: { reason: '租约到期' } }
  const untold = { zone: 'Asia/Shanghai', closedDays: [{ day: '2026-11-20' }] }
  it.each<[string, Calendar, string, string | undefined, string | undefined]>([
    ['a closed day, at noon', holiday, '2026-11-20T12:00:00+08:00', '2026-11-20', '2026-11-21T10:00:00+08:00'],
    ['a closed day, at its first instant', holiday, '2026-11-20T00:00:00+08:00', '2026-11-20', '2026-11-21T10:00:00+08:00'],
    ['the second before it', holiday, '2026-11-19T23:59:59+08:00', undefined, '2026-11-21T10:00:00+08:00'],
    ['the instant after it', holiday, '2026-11-21T00:00:00+08:00', undefined, '2026-11-21T10:00:00+08:00'],
    ['two closed days in a row', three, '2026-11-20T12:00:00+08:00', '2026-11-21', '2026-11-22T10:00:00+08:00'],
    ['the day between', three, '2026-11-22T12:00:00+08:00', undefined, undefined],
    ['outside special hours', late, '2026-11-20T12:00:00+08:00', undefined, '2026-11-20T20:00:00+08:00'],
    ['in special hours, after midnight', late, '2026-11-21T00:30:00+08:00', undefined, undefined],
    ['the night before a closed day', nightOff, '2026-11-21T01:30:00+08:00', undefined, undefined],
    ['the closed day after that night', nightOff, '2026-11-21T02:00:00+08:00', '2026-11-21', '2026-11-27T18:00:00+08:00'],
    ['the night that would be its own', nightOff, '2026-11-22T01:30:00+08:00', '2026-11-21', '2026-11-27T18:00:00+08:00'],
    ['closed until a day', shut, '2026-11-20T12:00:00+08:00', '2026-11-20', '2026-11-21T10:00:00+08:00'],
    ['the day after it', shut, '2026-11-21T12:00:00+08:00', undefined, undefined],
    ['closed until a day, its night', shutNights, '2026-11-21T01:30:00+08:00', '2026-11-20', '2026-11-21T18:00:00+08:00'],
    ['closed where no hours were told', untold, '2026-11-20T12:00:00+08:00', '2026-11-20', '2026-11-21T00:00:00+08:00'],
  ])('%s', (_, store, at, until, opensAt) => {
    const now = new Date(at)
    expect(closedNow(store, now)?.until).toBe(until)
    expect(openNow(store, now).opensAt).toBe(opensAt)
    expect(openNow(store, now).state === 'closed').toBe(until !== undefined || opensAt !== undefined)
  })

  it('says why, and for good has no end', () => {
    const noon = new Date('2026-11-20T12:00:00+08:00')
    expect(closedNow(holiday, noon)).toMatchObject({ forGood: false, reason: '盘点' })
    expect(closedNow(shut, noon)).toMatchObject({ forGood: false, reason: '停电' })
    expect(closedNow(gone, noon)).toEqual({ forGood: true, reason: '租约到期' })
    expect(openNow(gone, noon)).toEqual({ state: 'closed', opensAt: undefined })
  })

  it('lists what is coming, soonest first, and nothing that is over', () => {
    const store = {
      ...three,
      specialHours: [
        { day: '2026-11-22', hours: [{ from: '12:00', to: '15:00' }] },
        { day: '2026-11-01', hours: [{ from: '12:00', to: '15:00' }] },
      ],
    }
    const coming = exceptionsOf(store, new Date('2026-11-21T12:00:00+08:00'))
    expect(coming.map((one) => [one.day, one.closed])).toEqual([
      ['2026-11-21', true],
      ['2026-11-22', false],
      ['2026-11-23', true],
    ])
  })
})
