import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Ask, Operation, Seen } from '../growth/town.ts'
import { nearbySearches } from '../nearby.ts'
import { exactly, type Figure, figureOf, type Row } from '../row.ts'

const mostRounds = 9
const mostCalls = 20

const operations: Operation[] = [
  'claimCoupon',
  'redeem',
  'placeOrder',
  'listOffers',
  'listMyCoupons',
  'listPromotions',
  'listRedemptions',
]

/** What an operation takes where a thousand of everything lies around it, and where a hundred or a thousand times as much does. */
export const row: Row = {
  name: 'growth',
  async take({ long, some }) {
    const sizes = [1_000, 10_000, ...(some(10) < 10 ? [] : [100_000]), ...(long ? [1_000_000] : [])]
    const [rounds, calls] = [some(mostRounds), some(mostCalls)]
    const towns = []
    // One after another: filling all at once would be slower on two cores.
    for (const size of sizes) towns.push(await startTown(size))
    const seen = new Map<string, { ms: number[]; items: number }>()
    try {
      for (let round = 0; round <= rounds; round++)
        for (const operation of operations)
          for (const town of towns) {
            const { ms, items } = await town.ask({ operation, calls })
            // The first round warms up.
            if (round === 0) continue
            const name = `${operation} ${town.size}`
            const before = seen.get(name) ?? { ms: [], items: 0 }
            seen.set(name, { ms: [...before.ms, medianOf(ms)], items: Math.max(before.items, items) })
          }
    } finally {
      for (const town of towns) await town.stop()
    }
    return [...operations.flatMap((operation) => figuresOf(operation, sizes, seen)), await nearbyFigure()]
  },
}

function figuresOf(operation: Operation, sizes: number[], seen: Map<string, { ms: number[]; items: number }>): Figure[] {
  const at = (size: number) => seen.get(`${operation} ${size}`) ?? { ms: [], items: 0 }
  const [least = 0, most = 0] = [sizes[0], sizes.at(-1)]
  const points = sizes.map((size) => {
    const { median, low, high } = figureOf(at(size).ms, { figure: operation, who: 'Footfall', unit: 'ms', how: '' })
    return { size, median, low, high }
  })
  const [large, small] = [points.at(-1)?.median ?? Number.NaN, points[0]?.median ?? Number.NaN]
  const rounds = figureOf(
    at(most).ms.map((ms, round) => ms / (at(least).ms[round] as number)),
    {
      figure: `latency of ${operation}: ${most.toLocaleString('en')} ÷ ${least.toLocaleString('en')} of everything around it`,
      ...{ who: 'Footfall', unit: 'x' },
      how: `of the medians, with the quartiles of the rounds, by turns, in process, SQLite on disk: ${points.map(({ median }) => median.toFixed(2)).join(' / ')} ms at ${sizes.map((size) => size.toLocaleString('en')).join(' / ')} coupons, members, orders, redemptions and promotions`,
    },
  )
  const latency = { ...rounds, median: large / small }
  const items = sizes.map((size) => at(size).items)
  const read = exactly(at(most).items, {
    figure: `items read and written by ${operation}`,
    ...{ who: 'Footfall', unit: '' },
    how: `the most of any call, counted at the table: ${items.join(' / ')} at the same sizes`,
  })
  return [
    { ...latency, points, goal: { words: '≤ 1.2 x', met: latency.median <= 1.2 } },
    { ...read, goal: { words: 'the same at each size', met: new Set(items).size === 1 } },
  ]
}

/** Places are not copied but made: the same search on towns of other sizes, in memory. */
async function nearbyFigure(): Promise<Figure> {
  const [small, large] = await nearbySearches(3)
  if (!small || !large) throw new Error('no towns to search')
  const ratios = large.times.map((ms, round) => ms / (small.times[round] as number))
  const figure = figureOf(ratios, {
    figure: 'CPU of the nearest 20 stores: 1,000,000 ÷ 10,000 stores',
    ...{ who: 'Footfall', unit: 'x' },
    how: `at the same density, in memory; entries read a search: ${large.items.toFixed(0)} and ${small.items.toFixed(0)}`,
  })
  return { ...figure, goal: { words: '≤ 1.2 x', met: figure.median <= 1.2 } }
}

interface Town {
  size: number
  ask(ask: Ask): Promise<Seen>
  stop(): Promise<void>
}

async function startTown(size: number): Promise<Town> {
  const execArgv = ['--disable-warning=ExperimentalWarning']
  const child = fork(join(import.meta.dirname, '..', 'growth', 'town.ts'), [String(size)], { execArgv })
  const hear = <T>(pick: (told: { ready?: number; seen?: Seen; failed?: string }) => T | undefined) =>
    new Promise<T>((resolve, reject) => {
      const gone = (code: number | null) => reject(new Error(`the town of ${size} ended with ${code}`))
      child.once('exit', gone)
      child.once('message', (told: { ready?: number; seen?: Seen; failed?: string }) => {
        child.off('exit', gone)
        const picked = pick(told)
        if (picked === undefined) reject(new Error(told.failed))
        else resolve(picked)
      })
    })
  await hear(({ ready }) => ready)
  const ask = async (asked: Ask) => {
    child.send(asked)
    return hear(({ seen }) => seen)
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  // Waited for, so that what it took is known to be ours.
  const stop = async () => {
    if (child.connected) child.disconnect()
    await ended
  }
  return { size, ask, stop }
}

function medianOf(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number
}
