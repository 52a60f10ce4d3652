import { startLoad } from '../load/load.ts'
import { newGuests, type Stage, setStage } from '../load/stage.ts'
import { cpuSeconds, memoryOf } from '../machine.ts'
import { type Figure, figureOf, type Row } from '../row.ts'
import { type Stack, startStack, untilQuiet } from '../stack.ts'

const mostRounds = 3
/** How many are under way at once, and how many journeys of each kind are taken so. */
const levels = [
  { atOnce: 1, coupon: 100, paid: 30 },
  { atOnce: 16, coupon: 320, paid: 96 },
  { atOnce: 64, coupon: 384, paid: 128 },
]
const warmUp = 64

interface Slice {
  perSecond: number
  cpuMs: number
  p50: number
  p99: number
}

/** The whole way of a guest over HTTP: a coupon from claim to redemption, a voucher from order and payment to redemption. */
export const row: Row = {
  name: 'journey',
  async take({ some }) {
    const rounds = some(mostRounds)
    const each = levels.reduce((sum, { coupon, paid }) => sum + coupon + paid, 0)
    const load = startLoad()
    const live = await stand({}, rounds * some(each + 200) + 2 * warmUp)
    const bare = await stand({ withoutFeed: true }, rounds * some(320 + 16) + warmUp)
    const idleMb = memoryOf(live.stack.pid).now / 2 ** 20
    const slices = new Map<string, Slice[]>()

    async function slice(at: typeof live, kind: 'coupon' | 'paid', atOnce: number, most: number): Promise<Slice> {
      const count = some(most, atOnce)
      await untilQuiet(at.stack.pid)
      const before = cpuSeconds(at.stack.pid)
      const { base, control } = at.stack
      const brought = await load.run({ kind, base, control, stage: at.stage, atOnce, guests: at.guests.splice(0, count) })
      // What the feed derives of the journeys is part of what they take, also what it derives after them.
      await untilQuiet(at.stack.pid)
      const sorted = brought.ms.toSorted((a, b) => a - b)
      const part = (of: number) => sorted[Math.ceil(sorted.length * of) - 1] as number
      const cpuMs = ((cpuSeconds(at.stack.pid) - before) * 1000) / count
      return { perSecond: brought.done / brought.seconds, cpuMs, p50: part(0.5), p99: part(0.99) }
    }

    try {
      for (const kind of ['coupon', 'paid'] as const) await slice(live, kind, 16, warmUp)
      await slice(bare, 'coupon', 16, warmUp)
      const keep = (name: string, one: Slice) => slices.set(name, [...(slices.get(name) ?? []), one])
      for (let round = 0; round < rounds; round++)
        for (const { atOnce, coupon, paid } of levels) {
          keep(`coupon ${atOnce}`, await slice(live, 'coupon', atOnce, coupon))
          keep(`paid ${atOnce}`, await slice(live, 'paid', atOnce, paid))
          if (atOnce === 16) keep('bare', await slice(bare, 'coupon', atOnce, coupon))
        }
      const memory = memoryOf(live.stack.pid).most / 2 ** 20
      return [...figuresOf(slices), memoryFigure(memory, idleMb)]
    } finally {
      await load.stop()
      await live.stack.stop()
      await bare.stack.stop()
    }
  },
}

async function stand(how: { withoutFeed?: boolean }, count: number): Promise<{ stack: Stack; stage: Stage; guests: string[] }> {
  const stack = await startStack({ sandboxApart: true, ...how })
  const stage = await setStage(stack)
  return { stack, stage, guests: await newGuests(stack.folder, count) }
}

const ways = {
  coupon: 'claim, show the code, look, redeem',
  paid: 'place the order, pay in the sandbox, wait for the voucher, show its code, look, redeem',
}

const tried =
  'tokens and signed texts verified once a process, words and rules of an offer kept, local time without ICU, one wait for the disk for what arrives together, checkpoints of the feed without one, what is young collected by one thread'

function figuresOf(slices: Map<string, Slice[]>): Figure[] {
  const of = (name: string, what: keyof Slice) => (slices.get(name) ?? []).map((slice) => slice[what])
  const figures: Figure[] = []
  for (const kind of ['coupon', 'paid'] as const) {
    const setting = 'over HTTP, SQLite on disk synchronous=FULL, generator and sandbox in processes of their own; a guest each'
    for (const { atOnce } of levels) {
      const how = `${ways[kind]}, ${setting}`
      const name = `${kind} ${atOnce}`
      figures.push(
        figureOf(of(name, 'perSecond'), {
          figure: `${kind} journeys a second, ${atOnce} at once`,
          who: 'Footfall',
          unit: '/s',
          how,
        }),
        ...(['p50', 'p99'] as const).map((part) =>
          figureOf(of(name, part), {
            figure: `${part} of a ${kind} journey, ${atOnce} at once`,
            ...{ who: 'Footfall', unit: 'ms', how: 'the same runs; the rounds of each' },
          }),
        ),
      )
    }
    const cpu = figureOf(of(`${kind} 16`, 'cpuMs'), {
      figure: `server CPU a ${kind} journey`,
      ...{ who: 'Footfall', unit: 'ms' },
      how: '16 at once: user and system time of the API process, all its threads, with everything that the feed derives',
    })
    const most = kind === 'coupon' ? 2 : 5
    const met = cpu.median <= most
    figures.push({ ...cpu, goal: { words: `≤ ${most} ms`, met, ...(!met && { tried }) } })
  }
  figures.push(
    figureOf(of('bare', 'cpuMs'), {
      figure: 'server CPU a coupon journey, without what the feed derives',
      ...{ who: 'Footfall', unit: 'ms', how: 'the same in turns with a stack whose feed is off' },
    }),
  )
  return figures
}

const memoryFigure = (mb: number, idleMb: number): Figure => ({
  ...figureOf([mb], {
    figure: 'memory of all functions in one process under load',
    ...{
      who: 'Footfall',
      unit: 'MB',
      how: `the most resident memory of the API process (VmHWM) after all these journeys, the local gateway and SQLite with a cache of up to 64 MB in it; ${idleMb.toFixed(0)} MB before the first`,
    },
  }),
  goal: {
    words: '≤ 160 MB',
    met: mb <= 160,
    tried: 'V8 told to keep its heap small, and 16 MB of cache for SQLite: 177 MB for a sixth more CPU (0035)',
  },
})
