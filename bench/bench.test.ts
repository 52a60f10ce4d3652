import { exactly, type Figure, figureOf } from './row.ts'
import type { Listed } from './rows.ts'
import { rowsNamed, UnknownRow } from './rows.ts'
import { markdownOf, shown, tableOf } from './table.ts'

const words = { figure: 'coupons a second', who: 'Footfall', unit: '/s', how: 'by hand' }
const listed = (name: string): Listed => ({ name, budgetSeconds: 1, load: () => Promise.reject(new Error('not run here')) })
const rows = [listed('ready'), listed('journey'), listed('growth')]

describe('a figure', () => {
  it('is the median of its rounds, with the quartiles, in whatever order they came', () => {
    expect(figureOf([5, 1, 4, 2, 3], words)).toEqual({ ...words, median: 3, low: 2, high: 4, n: 5 })
  })

  it('lies between two rounds where none is the middle one', () => {
    expect(figureOf([4, 1, 3, 2], words)).toMatchObject({ median: 2.5, low: 1.75, high: 3.25, n: 4 })
  })

  it('that is exact was counted once', () => {
    expect(exactly(7, words)).toMatchObject({ median: 7, low: 7, high: 7, n: 1 })
  })

  it('is not made of no round at all', () => {
    expect(() => figureOf([], words)).toThrow('no round of "coupons a second" was taken')
  })

  it.each([
    [28_611.4, '28,611'],
    [386.4, '386'],
    [12.345, '12.3'],
    [1.2345, '1.23'],
    [0.012345, '0.012'],
    [4, '4'],
  ])('of %d is shown as %s', (value, text) => {
    expect(shown(value)).toBe(text)
  })
})

describe('the table', () => {
  const ours: Figure = { ...figureOf([10, 11, 12], words), goal: { words: '≥ 20', met: false, tried: 'a larger engine' } }
  const theirs = figureOf([1, 2, 3], { ...words, who: 'Vendure 3.7.3' })

  it('has one line for each figure, others beside us', () => {
    expect(tableOf([theirs, ours])[2]).toBe(
      '| coupons a second | 11 /s (10.5-11.5, n = 3) | Vendure 3.7.3: 2 /s (1.50-2.50, n = 3) | ≥ 20 | missed; tried: a larger engine | by hand |',
    )
  })

  it('says that a goal is met as plainly as that it is missed', () => {
    expect(tableOf([{ ...ours, goal: { words: '≥ 10', met: true } }])[2]).toContain('| ≥ 10 | met |')
    expect(tableOf([{ ...ours, goal: { words: '≥ 20', met: false } }])[2]).toContain('| ≥ 20 | missed |')
  })

  it('is not broken by a bar in the words', () => {
    expect(tableOf([exactly(1, { ...words, how: 'a | b' })])[2]).toContain('a \\| b')
  })

  it('keeps the figures of the others where a row failed or was left out, and says so', () => {
    const machine = {
      cpu: 'any',
      cores: 2,
      memoryGb: 24,
      os: 'Linux',
      node: 'v24',
      sqlite: '3',
      loadBefore: 0,
      at: '2026-11-01',
    }
    const ran = { budgetSeconds: 5, othersBusy: 0.5, tookSeconds: 4, leftOut: [] }
    const markdown = markdownOf({
      machine,
      versions: {},
      rows: [
        { ...ran, name: 'storm', figures: [ours] },
        { ...ran, name: 'journey', figures: [], tookSeconds: 6, failed: 'the stack did not start\n  at once.ts' },
        { ...ran, name: 'medusa', figures: [], leftOut: ['Medusa: no PostgreSQL here'] },
      ],
    })
    expect(markdown).toContain('| coupons a second | 11 /s')
    expect(markdown).toContain('| journey | 6 s | 5 s **over** | 50 % |')
    expect(markdown).toContain('- **journey failed**: the stack did not start\n')
    expect(markdown).toContain('- left out: Medusa: no PostgreSQL here')
  })
})

describe('the rows of a run', () => {
  it('are those that are named, in the order of the table', () => {
    expect(rowsNamed(['growth', 'ready'], rows).map(({ name }) => name)).toEqual(['ready', 'growth'])
  })

  it('are all of them where none is named', () => {
    expect(rowsNamed([], rows)).toEqual(rows)
  })

  it('refuse a name that is none, and say which there are', () => {
    expect(() => rowsNamed(['growth', 'speed'], rows)).toThrow(UnknownRow)
    expect(() => rowsNamed(['speed'], rows)).toThrow('No row is called speed. There are: ready, journey, growth.')
  })
})
