import { exactly, type Figure, figureOf, type Row } from '../row.ts'
import { drive, type Slice } from './drive.ts'
import type { Outcome, Peer } from './peer.ts'

/** How much of a peer is measured. */
export interface Extent {
  /** Journeys under way at once, in rounds by turns. */
  levels: { atOnce: number; rounds: number }[]
  starts: number
  /** So many promotions around the one that is applied; empty: not asked. */
  promotions: number[]
}

const seconds = 5
const [buyers, limit] = [200, 100]
const [left, honest] = [20, 40]

/** One peer alone, all its figures. The words of a figure are those of Footfall's own where it is the same figure: the table shows them side by side. */
export function rowOf(name: string, peerOf: () => Promise<Peer>, { levels, starts, promotions }: Extent): Row {
  return {
    name,
    async take() {
      const peer = await peerOf()
      try {
        const ready = []
        for (let n = 1; n < starts; n++) {
          const server = await peer.start()
          ready.push(server.readyMs / 1000)
          await server.stop()
        }
        const server = await peer.start()
        ready.push(server.readyMs / 1000)
        await drive(peer, server, 4, seconds)
        const slices = new Map<number, Slice[]>(levels.map(({ atOnce }) => [atOnce, []]))
        for (let round = 0; levels.some(({ rounds }) => round < rounds); round++)
          for (const { atOnce, rounds } of levels)
            if (round < rounds) slices.get(atOnce)?.push(await drive(peer, server, atOnce, seconds))
        const rss = server.rssBytes()
        const together = await peer.exactness(buyers, limit)
        const after = await peer.abandoned(left, honest)
        await server.stop()
        const grown = await peer.growth(promotions)
        return [
          ...journeyFigures(peer.who, slices),
          figureOf(ready, {
            ...{ figure: 'process start to first answer, whole local stack', who: peer.who, unit: 's' },
            how: 'the server process, production mode, to its first answered GraphQL or REST question, on a shop that is filled; a database server apart runs already',
          }),
          exactly(rss / 2 ** 20, {
            ...{ figure: 'memory of all functions in one process under load', who: peer.who, unit: 'MB' },
            how: 'resident, of the server and its database after the journeys; what processes share counts once',
          }),
          ...outcomeFigures(peer.who, together, after),
          ...grown.map(({ promotions, ms }) =>
            figureOf(ms, {
              ...{ figure: `a coupon is applied to a cart, among ${promotions} promotions`, who: peer.who, unit: 'ms' },
              how: 'one guest at a time, after five that warm up; every promotion under a code of its own',
            }),
          ),
        ]
      } finally {
        await peer.remove()
      }
    },
  }
}

function journeyFigures(who: string, slices: Map<number, Slice[]>): Figure[] {
  const how = `cart, coupon, order, payment settled, by the public API; at least ${seconds} s a round, after a warm-up; a guest each`
  const all = [...slices].flatMap(([atOnce, taken]) => [
    figureOf(
      taken.map(({ perSecond }) => perSecond),
      { figure: `paid journeys a second, ${atOnce} at once`, who, unit: '/s', how },
    ),
    ...(['p50', 'p99'] as const).map((part) =>
      figureOf(
        taken.map((slice) => slice[part]),
        { figure: `${part} of a paid journey, ${atOnce} at once`, who, unit: 'ms', how: 'the same runs; the rounds of each' },
      ),
    ),
  ])
  const at16 = slices.get(16) ?? []
  const cpu = figureOf(
    at16.map(({ cpuMs }) => cpuMs),
    {
      ...{ figure: 'server CPU a paid journey', who, unit: 'ms' },
      how: '16 at once: user and system time of the server process and what it started, and of its database server',
    },
  )
  const [done, failed] = [sumOf(slices, 'journeys'), sumOf(slices, 'failed')]
  const lost = exactly(failed, {
    ...{ figure: 'paid journeys that failed', who, unit: '' },
    how: `beside ${done} that ended well, at every level; a failed one is counted among the journeys of the CPU alone: ${whyOf(slices)}`,
  })
  return failed > 0 ? [cpu, ...all, lost] : [cpu, ...all]
}

const sumOf = (slices: Map<number, Slice[]>, what: 'journeys' | 'failed') =>
  [...slices.values()].flat().reduce((sum, slice) => sum + slice[what], 0)

const whyOf = (slices: Map<number, Slice[]>) => [...new Set([...slices.values()].flat().flatMap(({ why }) => why))].join(', ')

function outcomeFigures(who: string, together: Outcome, after: Outcome): Figure[] {
  const told = ({ losers }: Outcome) =>
    Object.entries(losers)
      .map(([code, count]) => `${count} x ${code}`)
      .join(', ') || 'nobody was refused'
  return [
    exactly(together.sold, {
      ...{ figure: `coupons sold of ${limit}, ${buyers} buyers at once`, who, unit: '' },
      how: `counted in the shop's paid orders; the others were told: ${told(together)}`,
    }),
    exactly(together.serverErrors, {
      ...{ figure: `internal errors, ${buyers} buyers at once on ${limit} coupons`, who, unit: '' },
      how: 'answers of 500 and above, or an internal error inside an answer of 200',
    }),
    exactly(after.sold, {
      ...{ figure: `honest buyers who had a coupon of ${left}, after ${left} abandoned carts`, who, unit: '' },
      how: `${honest} buyers while the carts lie at payment; they were told: ${told(after)}`,
    }),
  ]
}
