import { buildAll } from '../bundles.ts'
import { coldStarts, type Started } from '../cold-start.ts'
import { type Figure, figureOf, type Row } from '../row.ts'

const most = 1.6

/** Every function from nothing to its first answer, against an empty one in the same second. */
export const row: Row = {
  name: 'cold-start',
  async take({ some }) {
    const built = await buildAll()
    const times = coldStarts(built, { rounds: some(15), seconds: some(110) })
    const empty = times.get('empty') as Started
    const ratios = built.map(({ fn, code, largest }): Figure => {
      const { process } = times.get(fn.name) as Started
      const ratio = figureOf(
        process.map((ms, round) => ms / (empty.process[round] as number)),
        {
          figure: `cold start of ${fn.name} ÷ an empty function`,
          ...{ who: 'Footfall', unit: 'x' },
          how: `bundle of ${code.length.toLocaleString('en')} bytes, the largest parts: ${largest.join(', ')}`,
        },
      )
      return { ...ratio, goal: { words: `≤ ${most} x`, met: ratio.median <= most } }
    })
    const slowest = ratios.toSorted((a, b) => b.median - a.median)[0] as Figure
    const over = ratios.filter(({ goal }) => !goal?.met).length
    const worst: Figure = {
      ...slowest,
      figure: 'cold start of the slowest function ÷ an empty function',
      how: `${slowest.figure.split(' ')[3]}; process start to first answer, each in a process of its own, in turns; ${ratios.length - over} of ${ratios.length} functions are within the goal`,
    }
    const figure = 'cold start, process start to first answer'
    const how = 'median of the rounds; Footfall: of all functions'
    return [
      worst,
      figureOf(
        built.flatMap(({ fn }) => times.get(fn.name)?.process ?? []),
        { figure, who: 'Footfall', unit: 'ms', how },
      ),
      figureOf(empty.process, { figure, who: 'empty function', unit: 'ms', how }),
      ...ratios,
    ]
  },
}
