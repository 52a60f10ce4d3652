import type { BatchForm } from '../../shared/coupons.ts'
import { isInTimes } from './times.ts'

type Times = Pick<BatchForm, 'weekdays' | 'hours' | 'blackout' | 'holidays'>

const night = { hours: [{ from: '22:00', to: '02:30' }] }
const lunch = { hours: [{ from: '11:30', to: '14:00' }] }
const working = [1, 2, 3, 4, 5]

/** Instants at the edges: the first and the last millisecond inside, the last before and the first after. */
const tables: [name: string, zone: string, times: Times, inside: string[], outside: string[]][] = [
  [
    'lunch, a quarter of an hour off the full one',
    'Asia/Kathmandu',
    lunch,
    ['2026-05-05T05:45:00.000Z', '2026-05-05T08:14:59.999Z'],
    ['2026-05-05T05:44:59.999Z', '2026-05-05T08:15:00.000Z', '2026-05-05T11:30:00.000Z'],
  ],
  [
    'a Sunday ahead of the server’s',
    'Asia/Kathmandu',
    { weekdays: [7] },
    ['2026-05-02T18:15:00.000Z', '2026-05-03T18:14:59.999Z'],
    ['2026-05-02T18:14:59.999Z', '2026-05-03T18:15:00.000Z'],
  ],
  [
    'lunch in winter and in summer',
    'Europe/Berlin',
    lunch,
    ['2026-01-15T10:30:00.000Z', '2026-01-15T12:59:59.999Z', '2026-07-15T09:30:00.000Z', '2026-07-15T11:59:59.999Z'],
    ['2026-01-15T10:29:59.999Z', '2026-01-15T13:00:00.000Z', '2026-07-15T09:29:59.999Z', '2026-07-15T12:00:00.000Z'],
  ],
  [
    'the night of which the hour from two to three is missing',
    'Europe/Berlin',
    night,
    ['2026-03-28T21:00:00.000Z', '2026-03-29T00:59:59.999Z'],
    ['2026-03-28T20:59:59.999Z', '2026-03-29T01:00:00.000Z', '2026-03-29T01:30:00.000Z'],
  ],
  [
    'the night that has the hour from two to three twice',
    'Europe/Berlin',
    night,
    ['2026-10-24T20:00:00.000Z', '2026-10-25T00:29:59.999Z', '2026-10-25T01:00:00.000Z', '2026-10-25T01:29:59.999Z'],
    ['2026-10-24T19:59:59.999Z', '2026-10-25T00:30:00.000Z', '2026-10-25T00:59:59.999Z', '2026-10-25T01:30:00.000Z'],
  ],
  [
    'a window inside the missing hour is not there that day',
    'Europe/Berlin',
    { hours: [{ from: '02:15', to: '02:45' }] },
    ['2026-03-28T01:15:00.000Z', '2026-03-28T01:44:59.999Z', '2026-03-30T00:15:00.000Z'],
    ['2026-03-29T00:59:59.999Z', '2026-03-29T01:00:00.000Z', '2026-03-29T01:15:00.000Z', '2026-03-30T00:14:59.999Z'],
  ],
  [
    'a Saturday night into the Sunday on which clocks go forward',
    'America/New_York',
    { ...night, weekdays: [6] },
    ['2026-03-08T03:00:00.000Z', '2026-03-08T06:59:59.999Z'],
    ['2026-03-08T02:59:59.999Z', '2026-03-08T07:00:00.000Z', '2026-03-09T03:00:00.000Z'],
  ],
  [
    'a Saturday night into the Sunday on which clocks go back',
    'America/New_York',
    { ...night, weekdays: [6] },
    ['2026-11-01T02:00:00.000Z', '2026-11-01T05:00:00.000Z', '2026-11-01T06:30:00.000Z', '2026-11-01T07:29:59.999Z'],
    ['2026-11-01T01:59:59.999Z', '2026-11-01T07:30:00.000Z', '2026-11-02T03:00:00.000Z'],
  ],
  [
    'the Sunday of 25 hours, whole',
    'America/New_York',
    { weekdays: [7] },
    ['2026-11-01T04:00:00.000Z', '2026-11-02T04:59:59.999Z'],
    ['2026-11-01T03:59:59.999Z', '2026-11-02T05:00:00.000Z'],
  ],
  [
    'the Sunday of 23 hours, whole',
    'America/New_York',
    { weekdays: [7] },
    ['2026-03-08T05:00:00.000Z', '2026-03-09T03:59:59.999Z'],
    ['2026-03-08T04:59:59.999Z', '2026-03-09T04:00:00.000Z'],
  ],
  [
    'clocks that go back half an hour at two',
    'Australia/Lord_Howe',
    { hours: [{ from: '01:30', to: '02:00' }] },
    ['2026-04-04T14:30:00.000Z', '2026-04-04T14:59:59.999Z', '2026-04-04T15:00:00.000Z', '2026-04-04T15:29:59.999Z'],
    ['2026-04-04T14:29:59.999Z', '2026-04-04T15:30:00.000Z'],
  ],
  [
    'clocks that go forward half an hour at two',
    'Australia/Lord_Howe',
    { hours: [{ from: '01:30', to: '02:31' }] },
    ['2026-10-03T15:00:00.000Z', '2026-10-03T15:29:59.999Z', '2026-10-03T15:30:00.000Z', '2026-10-03T15:30:59.999Z'],
    ['2026-10-03T14:59:59.999Z', '2026-10-03T15:31:00.000Z'],
  ],
  [
    'the night that lost its day: 30 December 2011 is not there',
    'Pacific/Apia',
    { hours: [{ from: '22:00', to: '02:00' }] },
    ['2011-12-30T08:00:00.000Z', '2011-12-30T09:59:59.999Z', '2011-12-30T10:00:00.000Z', '2011-12-30T11:59:59.999Z'],
    ['2011-12-30T07:59:59.999Z', '2011-12-30T12:00:00.000Z'],
  ],
  [
    'a blackout of the last day before it',
    'Pacific/Apia',
    { blackout: ['2011-12-29'] },
    ['2011-12-29T09:59:59.999Z', '2011-12-30T10:00:00.000Z'],
    ['2011-12-29T10:00:00.000Z', '2011-12-30T09:59:59.999Z'],
  ],
  [
    'a Monday that begins while it is Sunday at the server',
    'Pacific/Apia',
    { weekdays: [1] },
    ['2026-11-15T11:00:00.000Z', '2026-11-16T10:59:59.999Z'],
    ['2026-11-15T10:59:59.999Z', '2026-11-16T11:00:00.000Z'],
  ],
  [
    'the Sunday that begins at one, for its midnight is missing',
    'America/Santiago',
    { weekdays: [7], hours: [{ from: '00:00', to: '02:00' }] },
    ['2026-09-06T04:00:00.000Z', '2026-09-06T04:59:59.999Z'],
    ['2026-09-06T03:59:59.999Z', '2026-09-06T05:00:00.000Z'],
  ],
  [
    'the Saturday that has its last hour twice',
    'America/Santiago',
    { weekdays: [6], hours: [{ from: '23:00', to: '24:00' }] },
    ['2026-04-05T02:00:00.000Z', '2026-04-05T02:59:59.999Z', '2026-04-05T03:00:00.000Z', '2026-04-05T03:59:59.999Z'],
    ['2026-04-05T01:59:59.999Z', '2026-04-05T04:00:00.000Z'],
  ],
  [
    'a blackout across midnight: its night is out, the one before goes on',
    'Asia/Shanghai',
    { ...night, blackout: ['2026-11-20'] },
    ['2026-11-19T14:00:00.000Z', '2026-11-19T18:29:59.999Z', '2026-11-21T14:00:00.000Z'],
    ['2026-11-19T18:30:00.000Z', '2026-11-20T14:00:00.000Z', '2026-11-20T18:29:59.999Z', '2026-11-21T13:59:59.999Z'],
  ],
  [
    'two windows, one to midnight',
    'Asia/Shanghai',
    { hours: [...lunch.hours, { from: '20:00', to: '24:00' }] },
    ['2026-11-20T03:30:00.000Z', '2026-11-20T05:59:59.999Z', '2026-11-20T12:00:00.000Z', '2026-11-20T15:59:59.999Z'],
    ['2026-11-20T03:29:59.999Z', '2026-11-20T06:00:00.000Z', '2026-11-20T11:59:59.999Z', '2026-11-20T16:00:00.000Z'],
  ],
  [
    'two windows that overlap across midnight',
    'Asia/Shanghai',
    { hours: [...night.hours, { from: '02:00', to: '05:00' }], weekdays: [5] },
    ['2026-11-20T14:00:00.000Z', '2026-11-20T18:29:59.999Z', '2026-11-19T18:00:00.000Z', '2026-11-19T20:59:59.999Z'],
    ['2026-11-20T13:59:59.999Z', '2026-11-20T18:30:00.000Z', '2026-11-19T17:59:59.999Z', '2026-11-19T21:00:00.000Z'],
  ],
  [
    'working days of the calendar: National Day, Mid-autumn, made Sundays and Saturdays',
    'Asia/Shanghai',
    { weekdays: working, holidays: 'excluded' },
    ['2026-09-19T16:00:00.000Z', '2026-09-20T15:59:59.999Z', '2026-09-30T15:59:59.999Z', '2026-10-07T16:00:00.000Z'],
    ['2026-09-19T15:59:59.999Z', '2026-09-25T04:00:00.000Z', '2026-09-30T16:00:00.000Z', '2026-10-07T15:59:59.999Z'],
  ],
  [
    'weekends of the calendar',
    'Asia/Shanghai',
    { weekdays: [6, 7], holidays: 'excluded' },
    ['2026-09-18T16:00:00.000Z', '2026-09-19T15:59:59.999Z', '2026-10-10T16:00:00.000Z'],
    ['2026-09-19T16:00:00.000Z', '2026-10-03T04:00:00.000Z', '2026-10-10T04:00:00.000Z', '2026-10-11T16:00:00.000Z'],
  ],
  [
    'Friday and Saturday go by the weekday, holidays out',
    'Asia/Shanghai',
    { weekdays: [5, 6], holidays: 'excluded' },
    ['2026-10-10T04:00:00.000Z', '2026-10-09T04:00:00.000Z'],
    ['2026-10-02T04:00:00.000Z', '2026-10-03T04:00:00.000Z', '2026-09-20T04:00:00.000Z', '2026-10-08T04:00:00.000Z'],
  ],
  [
    'the night before a holiday goes on into it, the night of its last day does not come',
    'Asia/Urumqi',
    { ...night, holidays: 'excluded' },
    ['2026-09-30T16:00:00.000Z', '2026-09-30T20:29:59.999Z', '2026-10-08T16:00:00.000Z'],
    ['2026-09-30T20:30:00.000Z', '2026-10-01T16:00:00.000Z', '2026-10-07T20:29:59.999Z', '2026-10-08T15:59:59.999Z'],
  ],
  [
    'beyond the known years the weekday alone decides',
    'Asia/Shanghai',
    { weekdays: working, holidays: 'excluded' },
    ['2040-10-01T04:00:00.000Z', '2040-10-05T04:00:00.000Z'],
    ['2040-10-06T04:00:00.000Z', '2040-09-30T04:00:00.000Z'],
  ],
  [
    'a store of another calendar',
    'Asia/Hong_Kong',
    { weekdays: working, holidays: 'excluded' },
    ['2026-10-01T04:00:00.000Z', '2026-10-02T04:00:00.000Z'],
    ['2026-10-10T04:00:00.000Z', '2026-09-20T04:00:00.000Z'],
  ],
  [
    'included holidays',
    'Asia/Shanghai',
    { weekdays: working, holidays: 'included' },
    ['2026-10-01T04:00:00.000Z', '2026-09-25T04:00:00.000Z'],
    ['2026-10-10T04:00:00.000Z', '2026-09-20T04:00:00.000Z'],
  ],
]
const cases = tables.flatMap(([name, zone, times, inside, outside]) => [
  ...inside.map((at) => ({ name, zone, times, at, is: true })),
  ...outside.map((at) => ({ name, zone, times, at, is: false })),
])

it.each(cases)('$name, in $zone at $at: $is', ({ zone, times, at, is }) => {
  expect(isInTimes(times, zone, new Date(at))).toBe(is)
})
