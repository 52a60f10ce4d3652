import { reportOf } from '../../local/simulation/report.ts'
import type { Rush } from '../../local/simulation/rush.ts'
import { greatRush } from '../../local/simulation/scenarios.ts'
import { exactly, type Figure, type Row } from '../row.ts'
import { tableMoney } from './cost.ts'
import { inOneCommit, inTwoWrites } from './designs/counters.ts'
import { type Came, crowdOn } from './designs/crowd.ts'
import type { Design } from './designs/design.ts'
import { queue } from './designs/queue.ts'
import { slotsInBlocks } from './designs/slots.ts'
import { type Prices, priceLists } from './prices.ts'

const designs: Design[] = [...[1, 32, 128, 512].map(inOneCommit), ...[inTwoWrites(32), slotsInBlocks, queue]]

/** Faults so often that a small rush meets every order of steps. */
const rough = { lostBefore: 0.01, lostAfter: 0.02, late: 0.01, crash: 0.01 }

type Rushed = Omit<Came, 'sold' | 'broken'>
interface Outcome {
  who: string
  rush: Rushed
  over: number
  under: number
}

/** A rush by the code that serves it, and by the designs it was chosen from, on one simulated table. */
export const row: Row = {
  name: 'flash',
  async take({ long, some }) {
    const [prices] = priceLists().whole
    if (!prices) throw new Error('no price list is whole')
    const [seconds, seeds] = [long ? 3 : some(75) / 100, some(24)]
    const outcomes = [
      await footfall('Footfall', true, seconds, seeds),
      await footfall('Footfall, ordinary batch', false, seconds, seeds),
    ]
    for (const design of designs) outcomes.push(await other(design, seconds, seeds))
    const { total } = great(true, seconds)
    const how = `simulated, 10,000 guests a second, stock ${total.toLocaleString('en')} (20,000 with --long), 60 partitions of 1,000 units a second, conflicts, throttling, lost answers, crashes; Footfall's own with its feed beside it (docs/decisions/0030)`
    return outcomes.flatMap((outcome) => figuresOf(outcome, seeds, how, prices))
  },
}

const great = (flash: boolean, seconds: number) => greatRush(1, flash, { seconds, partitions: 60 })
const small = (seed: number, flash: boolean): Rush => ({
  ...greatRush(seed, flash, { seconds: 0.15, partitions: 30, perSecond: 2000 }),
  faults: rough,
})

async function footfall(who: string, flash: boolean, seconds: number, seeds: number): Promise<Outcome> {
  const { rate, unitsPerClaim, readsPerClaim, callsPerClaim, wrong } = await reportOf(great(flash, seconds))
  if (wrong.length > 0) throw new Error(`${who} broke in its rush: ${wrong[0]}`)
  const sold: number[] = []
  for (let seed = 1; seed <= seeds; seed++) sold.push((await reportOf(small(seed, flash))).claimed)
  const rush = { rate, writesPerClaim: unitsPerClaim, readsPerClaim, callsPerClaim }
  return { who, rush, ...exactness(sold) }
}

async function other(design: Design, seconds: number, seeds: number): Promise<Outcome> {
  const rush = await crowdOn(design, great(false, seconds), { seconds: 3, aftermath: false })
  if (rush.broken.length > 0) throw new Error(`${design.name} broke`, { cause: rush.broken[0] })
  const sold: number[] = []
  for (let seed = 1; seed <= seeds; seed++)
    sold.push((await crowdOn(design, small(seed, false), { seconds: 3, aftermath: true })).sold)
  return { who: design.name, rush, ...exactness(sold) }
}

function exactness(sold: number[]) {
  const { total } = small(1, true)
  return { over: sold.filter((n) => n > total).length, under: sold.filter((n) => n < total).length }
}

function figuresOf({ who, rush, over, under }: Outcome, seeds: number, how: string, prices: Prices): Figure[] {
  const ours = who === 'Footfall'
  const money = tableMoney({ write: rush.writesPerClaim, read: rush.readsPerClaim }, prices) * 1e6
  const figure = (name: string, unit: string, value: number, goal?: { words: string; met: boolean }, taken = how): Figure => ({
    ...exactly(value, { figure: `rush: ${name}`, who, unit, how: taken }),
    ...(ours && goal && { goal }),
  })
  const wrong = (name: string, runs: number) => {
    const taken = `${seeds} seeds, stock ${small(1, true).total}, of a hundred requests two lose their answer, one never arrives, one comes late, one process dies; then everybody comes again`
    return figure(`${name}, of ${seeds} runs`, '', runs, { words: '0', met: runs === 0 }, taken)
  }
  return [
    figure('claims a second reached', '/s', rush.rate, { words: '≥ 9,500 /s', met: rush.rate >= 9500 }),
    figure('write units a claim', '', rush.writesPerClaim, { words: '≤ 3.2', met: rush.writesPerClaim <= 3.2 }),
    figure('requests to the table a claim', '', rush.callsPerClaim),
    figure('a million claims, the table’s writes and reads', prices.currency, money),
    wrong('oversold', over),
    wrong('undersold for good', under),
  ]
}
