import { judgeUse, stateOf } from './rules.ts'
import { outrunsCalendar, usable } from './times.ts'

const days = (days: number, startsInDays?: number) => ({ kind: 'days' as const, days, startsInDays })

/** The first instant of use and the one after the last. */
it.each([
  ['Asia/Shanghai', days(1), '2026-11-20T15:59:59.999Z', '2026-11-20T15:59:59.999Z', '2026-11-20T16:00:00.000Z'],
  ['Asia/Shanghai', days(1), '2026-11-20T16:00:00.000Z', '2026-11-20T16:00:00.000Z', '2026-11-21T16:00:00.000Z'],
  ['Asia/Shanghai', days(365), '2026-11-20T16:00:00.000Z', '2026-11-20T16:00:00.000Z', '2027-11-20T16:00:00.000Z'],
  ['Asia/Shanghai', days(7, 1), '2026-12-31T03:00:00.000Z', '2026-12-31T16:00:00.000Z', '2027-01-07T16:00:00.000Z'],
  ['Asia/Shanghai', days(1, 365), '2027-02-28T03:00:00.000Z', '2028-02-27T16:00:00.000Z', '2028-02-28T16:00:00.000Z'],
  ['Asia/Kathmandu', days(1), '2026-05-05T18:14:59.999Z', '2026-05-05T18:14:59.999Z', '2026-05-05T18:15:00.000Z'],
  ['Asia/Kathmandu', days(2, 1), '2026-05-05T18:15:00.000Z', '2026-05-06T18:15:00.000Z', '2026-05-08T18:15:00.000Z'],
  ['Europe/Berlin', days(1), '2026-03-28T23:00:00.000Z', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ['Europe/Berlin', days(2), '2026-03-28T12:00:00.000Z', '2026-03-28T12:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ['Europe/Berlin', days(1, 1), '2026-10-24T12:00:00.000Z', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ['America/New_York', days(1, 1), '2026-03-07T12:00:00.000Z', '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
  ['America/New_York', days(1), '2026-11-01T04:00:00.000Z', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
  ['America/New_York', days(30), '2026-10-15T03:59:59.999Z', '2026-10-15T03:59:59.999Z', '2026-11-13T05:00:00.000Z'],
  ['Australia/Lord_Howe', days(1), '2026-04-04T13:00:00.000Z', '2026-04-04T13:00:00.000Z', '2026-04-05T13:30:00.000Z'],
  ['Australia/Lord_Howe', days(1), '2026-10-03T13:30:00.000Z', '2026-10-03T13:30:00.000Z', '2026-10-04T13:00:00.000Z'],
  ['Pacific/Apia', days(1), '2026-11-10T10:59:59.999Z', '2026-11-10T10:59:59.999Z', '2026-11-10T11:00:00.000Z'],
  ['Pacific/Apia', days(1), '2020-09-26T11:00:00.000Z', '2020-09-26T11:00:00.000Z', '2020-09-27T10:00:00.000Z'],
  ['Pacific/Apia', days(1), '2021-04-03T10:00:00.000Z', '2021-04-03T10:00:00.000Z', '2021-04-04T11:00:00.000Z'],
  ['Pacific/Apia', days(1), '2011-12-29T20:00:00.000Z', '2011-12-29T20:00:00.000Z', '2011-12-30T10:00:00.000Z'],
  ['Pacific/Apia', days(2), '2011-12-29T20:00:00.000Z', '2011-12-29T20:00:00.000Z', '2011-12-30T10:00:00.000Z'],
  ['Pacific/Apia', days(3), '2011-12-29T20:00:00.000Z', '2011-12-29T20:00:00.000Z', '2011-12-31T10:00:00.000Z'],
  // Clocks that change at midnight: the day begins at one, or the day before has its last hour twice.
  ['America/Santiago', days(1), '2026-09-05T12:00:00.000Z', '2026-09-05T12:00:00.000Z', '2026-09-06T04:00:00.000Z'],
  ['America/Santiago', days(1, 1), '2026-09-05T12:00:00.000Z', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z'],
  ['America/Santiago', days(1), '2026-04-04T12:00:00.000Z', '2026-04-04T12:00:00.000Z', '2026-04-05T04:00:00.000Z'],
  ['Africa/Cairo', days(1), '2026-04-23T12:00:00.000Z', '2026-04-23T12:00:00.000Z', '2026-04-23T22:00:00.000Z'],
  ['Africa/Cairo', days(1), '2026-10-29T12:00:00.000Z', '2026-10-29T12:00:00.000Z', '2026-10-29T22:00:00.000Z'],
  // Midnight comes twice: the day begins with the first.
  ['America/Havana', days(1), '2026-10-31T12:00:00.000Z', '2026-10-31T12:00:00.000Z', '2026-11-01T04:00:00.000Z'],
  ['Atlantic/Azores', days(1), '2026-10-24T12:00:00.000Z', '2026-10-24T12:00:00.000Z', '2026-10-25T00:00:00.000Z'],
  ['Pacific/Kiritimati', days(1), '2026-11-20T09:59:59.999Z', '2026-11-20T09:59:59.999Z', '2026-11-20T10:00:00.000Z'],
  ['Pacific/Pago_Pago', days(1), '2026-11-20T10:59:59.999Z', '2026-11-20T10:59:59.999Z', '2026-11-20T11:00:00.000Z'],
])('in %s %j from %s: usable from %s to %s, and to its last millisecond', (zone, validity, claimed, from, to) => {
  const window = usable(validity, new Date(claimed), zone)
  expect([window.from.toISOString(), window.to.toISOString()]).toEqual([from, to])
  const [usableFrom, usableTo] = [from, to]
  const coupon = { merchantId: 'mer_a', usableFrom, usableTo, cycle: 0 }
  const here = { merchantId: 'mer_a', storeId: 'sto_1', zone }
  const at = (instant: string, later: number) => new Date(Date.parse(instant) + later)
  const refusal = (now: Date) => {
    try {
      judgeUse(coupon, {}, here, now)
      return undefined
    } catch (problem) {
      return (problem as { code: string }).code
    }
  }
  expect([at(from, -1), at(from, 0), at(to, -1), at(to, 0)].map(refusal)).toEqual([
    'coupon.not_started',
    undefined,
    undefined,
    'coupon.expired',
  ])
  expect(stateOf({ state: 'held', usableTo }, at(to, -1))).toBe('valid')
  expect(stateOf({ state: 'held', usableTo }, at(to, 0))).toBe('expired')
})

it.each([
  ['the last day of the calendar', { kind: 'dates' as const, to: '2027-01-01T00:00:00+08:00' }, '2026-12-01T00:00:00Z', false],
  ['a millisecond more', { kind: 'dates' as const, to: '2027-01-01T00:00:00.001+08:00' }, '2026-12-01T00:00:00Z', true],
  ['days from the last claim, inside', days(31), '2026-12-01T16:00:00Z', false],
  ['days from the last claim, one beyond', days(32), '2026-12-01T16:00:00Z', true],
  ['days that start late', days(1, 31), '2026-12-01T16:00:00Z', true],
])('a coupon that keeps off holidays outruns the calendar: %s', (_, validity, claimTo, is) => {
  const whole = validity.kind === 'dates' ? { ...validity, from: '2026-11-30T00:00:00+08:00' } : validity
  const judged = (holidays: 'included' | 'excluded') =>
    outrunsCalendar({ validity: whole, holidays }, new Date(claimTo), 'Asia/Shanghai')
  expect([judged('excluded'), judged('included')]).toEqual([is, false])
})
