import { type Built, buildAll, heavy } from '../bundles.ts'
import { coldStarts, type Started } from '../cold-start.ts'
import { type Figure, figureOf, type Row } from '../row.ts'

const most = 1.6
const tried =
  'an own wire to AWS in place of the SDK, https loaded with the first request, no schema made that nothing is checked by, zod as a namespace and without JSON Schema, fonts and spreadsheets in functions of their own; left: node:crypto, zod, compiling (0035)'

/** Every function from nothing to its first answer, against an empty one in the same second. */
export const row: Row = {
  name: 'cold-start',
  async take({ some }) {
    const built = await buildAll()
    const times = coldStarts(built, { rounds: some(15), seconds: some(110) })
    const empty = times.get('empty') as Started
    const ratio = ({ fn }: Built, what: keyof Started) =>
      (times.get(fn.name) as Started)[what].map((ms, round) => ms / (empty[what][round] as number))
    const each = built.map((one): Figure => {
      const how = `bundle of ${one.code.length.toLocaleString('en')} bytes, the largest parts: ${one.largest.join(', ')}`
      const figure = `cold start of ${one.fn.name} ÷ an empty function`
      return judged(figureOf(ratio(one, 'process'), { figure, who: 'Footfall', unit: 'x', how }))
    })
    const slowest = (words: string, among: (one: Built) => boolean): Figure => {
      const all = built.flatMap((one, nth) => (among(one) ? [{ one, figure: each[nth] as Figure }] : []))
      const { one, figure } = all.toSorted((a, b) => b.figure.median - a.figure.median)[0] as (typeof all)[number]
      const cpu = figureOf(ratio(one, 'cpu'), figure)
      const within = all.filter(({ figure }) => figure.goal?.met).length
      const how = `${one.fn.name}; process start to first answer, in turns; by CPU time ${cpu.median.toFixed(2)} x; ${within} of ${all.length} are within the goal`
      return { ...figure, figure: words, how }
    }
    const figure = 'cold start, process start to first answer'
    const how = 'median of the rounds; Footfall: of all functions'
    return [
      slowest('cold start of the slowest function ÷ an empty function', ({ fn }) => !heavy.includes(fn.name)),
      slowest('cold start of the slowest that carries fonts, pictures or spreadsheets ÷ an empty function', ({ fn }) =>
        heavy.includes(fn.name),
      ),
      figureOf(
        built.flatMap(({ fn }) => times.get(fn.name)?.process ?? []),
        { figure, who: 'Footfall', unit: 'ms', how },
      ),
      figureOf(empty.process, { figure, who: 'empty function', unit: 'ms', how }),
      ...each,
    ]
  },
}

function judged(figure: Figure): Figure {
  const met = figure.median <= most
  return { ...figure, goal: { words: `≤ ${most} x`, met, ...(!met && { tried }) } }
}
