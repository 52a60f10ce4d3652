import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { against } from './against.ts'
import { kept, withFigures } from './keep.ts'
import { growthPlot } from './plot.ts'
import { exactly, type Figure, figureOf } from './row.ts'
import type { Listed } from './rows.ts'
import { rows as allRows, rowsNamed, UnknownRow } from './rows.ts'
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

  it('fit into 25 minutes together, each by a name of its own', () => {
    expect(rowsNamed([]).reduce((sum, { budgetSeconds }) => sum + budgetSeconds, 0)).toBeLessThanOrEqual(25 * 60)
    expect(new Set(allRows.map(({ name }) => name)).size).toBe(allRows.length)
  })

  it('refuse a name that is none, and say which there are', () => {
    expect(() => rowsNamed(['growth', 'speed'], rows)).toThrow(UnknownRow)
    expect(() => rowsNamed(['speed'], rows)).toThrow('No row is called speed. There are: ready, journey, growth.')
  })
})

describe('the figures in the README', () => {
  const machine = { cpu: 'any', cores: 2, memoryGb: 24, os: 'Linux', node: 'v24', sqlite: '3', loadBefore: 0, at: '2026-11-01' }
  const ran = { name: 'storm', budgetSeconds: 5, othersBusy: 0, tookSeconds: 4, leftOut: [] }
  const readme = 'Before.\n\n<!-- figures -->\nold\n<!-- /figures -->\n\nAfter.\n'
  const shownIn = { ...words, figure: 'server CPU a paid journey' }

  it('are those of the run that was kept', () => {
    const file = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8')
    expect(withFigures(file, kept())).toBe(file)
  })

  it('say a missed goal as they say one that is met, beside the others', () => {
    const missed: Figure = { ...exactly(7, shownIn), goal: { words: '≤ 5 ms', met: false, tried: 'fewer signatures' } }
    const theirs = exactly(191, { ...shownIn, who: 'Vendure 3.7.3' })
    const written = withFigures(readme, { machine, versions: {}, rows: [{ ...ran, figures: [missed, theirs] }] })
    expect(written).toContain(
      '| server CPU a paid journey | 7 /s | Vendure 3.7.3: 191 /s | ≤ 5 ms: missed; tried: fewer signatures |',
    )
    expect(written).toMatch(/^Before\.\n\n<!-- figures -->\n[\s\S]*<!-- \/figures -->\n\nAfter\.\n$/)
    expect(written).not.toContain('old')
  })

  it('written twice are the same', () => {
    const result = { machine, versions: {}, rows: [{ ...ran, figures: [exactly(7, shownIn)] }] }
    expect(withFigures(withFigures(readme, result), result)).toBe(withFigures(readme, result))
  })

  it('are not written into a README that has no place for them', () => {
    expect(() => withFigures('Nothing here.', undefined)).toThrow('README.md has no <!-- figures -->')
  })
})

describe('figures against another', () => {
  const ran = { budgetSeconds: 5, othersBusy: 0, tookSeconds: 4, leftOut: [] }
  const speed = { ...words, figure: 'paid journeys a second, 16 at once' }
  const theirs = { ...ran, name: 'vendure', figures: [exactly(5, { ...speed, who: 'Vendure 3.7.3, SQLite' })] }

  it('are times the median of the other in the same run', () => {
    const { figures } = against([{ ...ran, name: 'journey', figures: [exactly(150, speed)] }, theirs])
    expect(figures).toMatchObject([{ median: 30, unit: 'x', goal: { words: '≥ 40 x', met: false } }])
  })

  it('are none where one of the two was not taken', () => {
    expect(against([theirs]).figures).toEqual([])
  })
})

describe('the plot of growth', () => {
  const points = [1_000, 10_000].map((size) => ({ size, median: size / 1000, low: size / 2000, high: size / 500 }))
  const ours: Figure = { ...exactly(1, { ...words, figure: 'latency of claimCoupon: large ÷ small' }), points }
  const theirs = [1, 1000].map((many) =>
    exactly(many, {
      ...words,
      who: 'Vendure <3>',
      unit: 'ms',
      figure: `a coupon is applied to a cart, among ${many} promotions`,
    }),
  )

  it('names each line, ours and the others', () => {
    const plot = growthPlot([ours, ...theirs]) ?? ''
    expect(plot).toContain('>claimCoupon</text>')
    expect(plot).toContain('>Vendure &lt;3>: apply a coupon</text>')
    expect(plot.match(/stroke-dasharray/g)).toHaveLength(1)
    expect(plot).not.toContain('NaN')
  })

  it('is not drawn of nothing', () => {
    expect(growthPlot([exactly(1, words)])).toBeUndefined()
  })
})
