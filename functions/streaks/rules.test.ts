import fc from 'fast-check'
import { dayAfter } from '../kernel/zone.ts'
import { type Counted, checkStreak, countAll, countOne, countsAt, nothingYet, progressOn, type Terms, unitOf } from './rules.ts'

/** A Monday. */
const monday = '2026-11-02'
const on = (n: number) => dayAfter(monday, n - 1)
const visit = (n: number, storeId = 'sto_1'): Counted => ({
  ...{ visitId: `vis_${n}${storeId}`, storeId },
  ...{ day: on(n), at: `${on(n)}T04:00:00.000Z` },
})
const days = (goal: number, makeUps = 0): Terms => ({ kind: 'day', goal, makeUps })
const weeks = (goal: number, makeUps = 0): Terms => ({ kind: 'week', goal, makeUps })
const count = (goal: number): Terms => ({ kind: 'count', goal, makeUps: 0 })

/** The days (the first is a Monday) visited, those that complete a round, and what is done and may be missed on the last day named. */
const table: [string, Terms, number[], number[], { on: number; done: number; makeUpsLeft: number }][] = [
  ['nothing yet', days(3), [], [], { on: 1, done: 0, makeUpsLeft: 0 }],
  ['three days in a row', days(3), [1, 2, 3], [3], { on: 3, done: 0, makeUpsLeft: 0 }],
  ['a day that is not over is not missed', days(3), [1, 2], [], { on: 3, done: 2, makeUpsLeft: 0 }],
  ['a missed day breaks it', days(3), [1, 2], [], { on: 4, done: 0, makeUpsLeft: 0 }],
  ['and the next visit begins anew', days(3), [1, 2, 4], [], { on: 4, done: 1, makeUpsLeft: 0 }],
  ['two visits on a day are one', days(3), [1, 1, 2], [], { on: 2, done: 2, makeUpsLeft: 0 }],
  ['the day that completed a round begins no other', days(2), [1, 2, 2, 3], [2], { on: 3, done: 1, makeUpsLeft: 0 }],
  ['rounds follow each other', days(2), [1, 2, 3, 4, 5], [2, 4], { on: 5, done: 1, makeUpsLeft: 0 }],
  ['one missed day is made up', days(3, 1), [1, 3, 4], [4], { on: 4, done: 0, makeUpsLeft: 1 }],
  ['and the member sees that none is left', days(3, 1), [1, 3], [], { on: 3, done: 2, makeUpsLeft: 0 }],
  ['yesterday was missed and is made up', days(3, 1), [1, 2], [], { on: 4, done: 2, makeUpsLeft: 0 }],
  ['a second one drops the beginning only', days(4, 1), [1, 3, 5, 6], [], { on: 6, done: 3, makeUpsLeft: 0 }],
  ['so that what may still be a round becomes one', days(4, 1), [1, 3, 5, 6, 7], [7], { on: 7, done: 0, makeUpsLeft: 1 }],
  ['two in a row where two may be missed', days(3, 2), [1, 4, 5], [5], { on: 5, done: 0, makeUpsLeft: 2 }],
  ['a round of one day is one a day', days(1), [1, 2, 2, 4], [1, 2, 4], { on: 4, done: 0, makeUpsLeft: 0 }],
  ['a Sunday and the Monday after are two weeks', weeks(2), [7, 8], [8], { on: 8, done: 0, makeUpsLeft: 0 }],
  ['a Monday and its Sunday are one', weeks(2), [1, 7], [], { on: 7, done: 1, makeUpsLeft: 0 }],
  ['a week that is not over is not missed', weeks(3), [1, 8], [], { on: 21, done: 2, makeUpsLeft: 0 }],
  ['a missed week breaks it', weeks(3), [1, 8], [], { on: 22, done: 0, makeUpsLeft: 0 }],
  ['one missed week is made up', weeks(3, 1), [1, 15, 22], [22], { on: 22, done: 0, makeUpsLeft: 1 }],
  ['visits are counted however far apart', count(3), [1, 40, 90], [90], { on: 90, done: 0, makeUpsLeft: 0 }],
  ['two visits on a day are two visits', count(2), [1, 1, 3], [1], { on: 3, done: 1, makeUpsLeft: 0 }],
]
it.each(table)('%s', (_, terms, visited, completing, { on: today, ...progress }) => {
  const { standing, completed } = countAll(
    terms,
    visited.map((n, nth) => visit(n, `sto_${nth}`)),
  )
  expect(completed.map(({ day }) => day)).toEqual(completing.map(on))
  expect(progressOn(terms, standing, on(today))).toMatchObject({ ...progress, round: completing.length + 1 })
})

it('a visit that comes to count three days later is counted on its own day', () => {
  const before = [1, 2, 4, 5, 6].map((n) => visit(n))
  expect(countAll(days(3), before).completed).toEqual([visit(6)])
  // Six days in a row are two rounds: one more than was granted, and never one less.
  expect(countAll(days(3), [...before, visit(3)]).completed).toEqual([visit(3), visit(6)])
})

const someTerms = fc
  .record({ kind: fc.constantFrom('day' as const, 'week' as const, 'count' as const), goal: fc.integer({ min: 1, max: 6 }) })
  .chain(({ kind, goal }) =>
    fc.integer({ min: 0, max: kind === 'count' ? 0 : goal - 1 }).map((makeUps): Terms => ({ kind, goal, makeUps })),
  )
const someDays = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 })

it('whatever comes to count later, no round is lost: a reward that was granted stays earned', () => {
  fc.assert(
    fc.property(someTerms, someDays, fc.integer({ min: 1, max: 60 }), (terms, visited, late) => {
      const visits = visited.map((n, nth) => visit(n, `sto_${nth}`))
      const before = countAll(terms, visits).completed.length
      expect(countAll(terms, [...visits, visit(late, 'sto_late')]).completed.length).toBeGreaterThanOrEqual(before)
    }),
    { seed: 20_261_122, numRuns: 3000 },
  )
})

it('in whatever order visits are told of, they make the same rounds, and one by one the same as all at once', () => {
  fc.assert(
    fc.property(someTerms, someDays, (terms, visited) => {
      const visits = visited.map((n, nth) => visit(n, `sto_${nth}`))
      const all = countAll(terms, visits)
      expect(countAll(terms, [...visits].reverse()).standing).toEqual(all.standing)
      const sorted = [...visited].sort((a, b) => a - b)
      expect(sorted.reduce((standing, n) => countOne(terms, standing, on(n)), nothingYet)).toEqual(all.standing)
    }),
    { seed: 20_261_122, numRuns: 1000 },
  )
})

it('a week begins on Monday', () => {
  const weekOf = (n: number) => unitOf('week', on(n))
  expect([1, 2, 7].map((n) => weekOf(n) - weekOf(1))).toEqual([0, 0, 0])
  expect([0, 8, 15].map((n) => weekOf(n) - weekOf(1))).toEqual([-1, 1, 2])
  // Over the end of a year too.
  expect(unitOf('week', '2027-01-03')).toBe(unitOf('week', '2026-12-28'))
})

const window = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z', openedAt: '2026-11-03T00:00:00.000Z' }
it.each([
  ['before it was opened', {}, '2026-11-02T00:00:00.000Z', false],
  ['from then on', {}, '2026-11-03T00:00:00.000Z', true],
  ['in a draft', { openedAt: undefined }, '2026-11-03T00:00:00.000Z', false],
  ['before the window', { openedAt: '2026-10-01T00:00:00.000Z' }, '2026-10-31T23:59:59.999Z', false],
  ['at its end', {}, '2026-12-01T00:00:00.000Z', false],
  ['before it was stopped', { stoppedAt: '2026-11-10T00:00:00.000Z' }, '2026-11-09T00:00:00.000Z', true],
  ['after that', { stoppedAt: '2026-11-10T00:00:00.000Z' }, '2026-11-10T00:00:00.000Z', false],
])('a visit %s counts or not', (_, differs, at, counts) => {
  expect(countsAt({ ...window, ...differs } as Parameters<typeof countsAt>[0], at)).toBe(counts)
})

const form = { title: '连续到店', reward: { kind: 'points' as const, points: 10, costFen: 0 } }
const [from, to] = [new Date('2026-11-02T00:00:00Z'), new Date('2026-11-12T00:00:00Z')]
it.each([
  ['a goal that no window of ten days can hold', { ...days(12) }, 'goal'],
  ['three weeks in ten days over two Mondays', { ...weeks(4) }, 'goal'],
  ['make-ups where visits are counted', { ...count(3), makeUps: 1 }, 'makeUps'],
  ['as many make-ups as days', { ...days(3, 3) }, 'makeUps'],
])('refuses %s', (_, terms, field) => {
  expect(() => checkStreak({ ...form, ...terms }, from, to)).toThrow(
    expect.objectContaining({ code: 'input.invalid', facts: expect.objectContaining({ field }) }),
  )
  expect(() => checkStreak({ ...form, ...count(50) }, from, to)).not.toThrow()
})
