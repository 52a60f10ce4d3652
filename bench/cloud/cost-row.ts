import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { readDeployment } from '../../local/gateway/deployment.ts'
import { costs } from '../../local/testing/costs.ts'
import { frontDoor } from '../../local/testing/front-door.ts'
import { type JourneyName, takenJourneys } from '../../local/testing/journeys.ts'
import type { Cost, Metered } from '../../local/testing/metered.ts'
import { type Figure, figureOf, type Row } from '../row.ts'
import { assumed, type Money, priceOfCall, priceOfFeed, sumOf } from './cost.ts'
import { type Prices, priceLists } from './prices.ts'

const rounds = 5
const million = 1e6

const words: { [Name in JourneyName]: string } = {
  coupon: 'coupon journeys (claim, code, look, redeem)',
  paid: 'paid journeys (order, pay, callback, code, look, redeem)',
  checkIn: 'check-ins',
  card: 'openings of a share card',
  refused: 'claims refused because all is gone',
}

/** Money for a million of each journey: the units that the tests assert, the CPU measured now, and a price list that is data. */
export const row: Row = {
  name: 'cost',
  async take({ leaveOut, some }) {
    const { whole, missing } = priceLists()
    for (const hole of missing) leaveOut('prices that could not be confirmed here', hole)
    const memory = memoryOf()
    const door = await frontDoor()
    const take = await takenJourneys(door)
    const names = Object.keys(words) as JourneyName[]
    const eachRound = some(16)
    for (let n = 0; n < some(40); n++) for (const name of names) await take(name)
    const taken = new Map<JourneyName, Metered<string>[][]>(names.map((name) => [name, []]))
    for (let round = 0; round < rounds; round++)
      for (const name of names) {
        const all: Metered<string>[][] = []
        for (let n = 0; n < eachRound; n++) all.push(await take(name))
        taken.get(name)?.push(averageOf(name, all))
      }
    await door.close()
    return whole.flatMap((prices) => names.map((name) => figureFor(name, taken.get(name) ?? [], memory, prices)))
  },
}

function figureFor(name: JourneyName, taken: Metered<string>[][], memory: Memory, prices: Prices): Figure {
  const priced = taken.map((steps) =>
    sumOf(
      steps.map((step) =>
        step.name.startsWith('after ') ? priceOfFeed(step, memory.feed, prices) : priceOfCall(step, memory.call, prices),
      ),
    ),
  )
  const sum = (of: (step: Metered<string>) => number) => (taken[0] ?? []).reduce((total, step) => total + of(step), 0)
  const last = priced.at(-1) as Money
  const part = (which: keyof Money) => (last[which] * million).toFixed(2)
  return figureOf(
    priced.map(({ total }) => total * million),
    {
      figure: `a million ${words[name]}, on paper`,
      who: 'Footfall',
      unit: prices.currency,
      how: [
        `${prices.where}, prices of ${prices.lookedUp}`,
        `${sum(({ cost }) => cost.write)} write and ${sum(({ cost }) => cost.read)} read units (feed included), asserted by tests`,
        `table ${part('table')}, functions ${part('functions')}, gateway ${part('gateway')}, logs ${part('logs')}`,
        `CPU measured here; assumed ${assumed.tripMs} ms a trip, ${assumed.sdkCpuMs} ms of SDK, ${assumed.recordsACall} records a feed call (docs/decisions/0030)`,
      ].join('; '),
    },
  )
}

interface Memory {
  call: number
  feed: number
}

/** As serverless.yml gives it to whoever answers guests, and to the feed. */
function memoryOf(): Memory {
  const { functions } = readDeployment(join(import.meta.dirname, '..', '..', 'serverless.yml'))
  const of = (name: string) => {
    const fn = functions.find((one) => one.name === name)
    if (!fn) throw new Error(`serverless.yml has no function ${name}`)
    return fn.memoryMb
  }
  return { call: of('offers'), feed: of('events') }
}

/** The bench reckons with nothing that a test does not assert; now and then a step looks up what was known for seconds. */
function isAsserted(name: JourneyName, steps: Metered<string>[]): boolean {
  const known: { [step: string]: Cost } = costs[name]
  return steps.every((step) => isDeepStrictEqual(step.cost, known[step.name]))
}

function averageOf(name: JourneyName, taken: Metered<string>[][]): Metered<string>[] {
  const all = taken.filter((steps) => isAsserted(name, steps))
  if (all.length < taken.length / 2) throw new Error(`${name} costs other units here than the tests assert`)
  const [first = []] = all
  const mean = (at: number, of: (step: Metered<string>) => number) =>
    all.reduce((sum, steps) => sum + of(steps[at] as Metered<string>), 0) / all.length
  return first.map((step, at) => ({
    ...step,
    cpuMs: mean(at, ({ cpuMs }) => cpuMs),
    logBytes: mean(at, ({ logBytes }) => logBytes),
  }))
}
