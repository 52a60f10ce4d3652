import { instantIn, midnightIn, wallIn } from './zone.ts'

/** As the runtime's own calendar shows it: 2026-11-21T23:59:59+08:00. */
function shownByIntl(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
  const name = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).format(at).split('GMT')[1]
  return `${parts.replace(' ', 'T')}${name || '+00:00'}`
}

test.each(['Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'])(
  'shows an instant as the wall clock of %s does, in every month of a hundred years',
  (zone) => {
    for (let month = 0; month < 1200; month += 1) {
      const at = new Date(Date.UTC(2000, month, 1 + (month % 28), month % 24, month % 60, 7))
      expect(instantIn(zone, at)).toBe(shownByIntl(zone, at))
    }
  },
)

test('still knows the summers of Shanghai before 1992', () => {
  expect(instantIn('Asia/Shanghai', '1990-07-01T00:00:00Z')).toBe('1990-07-01T09:00:00+09:00')
})

test.each([
  ['an ordinary time', 'Asia/Shanghai', '2026-11-21', '09:30', '2026-11-21T01:30:00Z'],
  ['the midnight after', 'Asia/Shanghai', '2026-11-21', '24:00', '2026-11-21T16:00:00Z'],
  ['a time that is skipped, an hour later', 'America/New_York', '2026-03-08', '02:30', '2026-03-08T07:30:00Z'],
  ['the first of a time that comes twice', 'America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00Z'],
  ['the same east of Greenwich', 'Europe/London', '2026-10-25', '01:30', '2026-10-25T00:30:00Z'],
])('finds %s', (_, zone, day, time, at) => {
  expect(wallIn(zone, day, time)).toEqual(new Date(at))
})

test('finds the first instant of a day whose clocks change at midnight', () => {
  // In Beirut the last Sunday of March begins at 01:00.
  expect(midnightIn('Asia/Beirut', '2026-03-28T12:00:00Z', 1)).toEqual(new Date('2026-03-28T22:00:00Z'))
})
