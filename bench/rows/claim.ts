import { startBare } from '../load/bare.ts'
import { startLoad } from '../load/load.ts'
import { newGuests, setStage } from '../load/stage.ts'
import { type Figure, figureOf, type Row } from '../row.ts'
import { startStack, untilQuiet } from '../stack.ts'

const mostRounds = 5
const [atOnce, mostAmount] = [64, 1280]

/** A claim over HTTP against the least that a claim can be over HTTP, on the same engine with the same durability. */
export const row: Row = {
  name: 'claim',
  async take({ some }) {
    const [rounds, amount] = [some(mostRounds), some(mostAmount, atOnce)]
    const [load, bare, stack] = [startLoad(), await startBare(), await startStack({ sandboxApart: true, withoutFeed: true })]
    try {
      const { batchId } = await setStage(stack, 1_000_000)
      const guests = await newGuests(stack.folder, (rounds + 1) * amount)
      const names = Array.from({ length: 2 * (rounds + 1) * amount }, (_, n) => `guest-${n}`)
      const rate = async (url: string, tokens: string[]) => {
        const { done, seconds } = await load.run({
          kind: 'storm',
          url,
          method: 'POST',
          body: '{}',
          tokens,
          atOnce,
          amount,
          status: 201,
        })
        return done / seconds
      }
      const rates = { ours: [] as number[], alone: [] as number[], together: [] as number[] }
      for (let round = 0; round <= rounds; round++) {
        await untilQuiet(stack.pid)
        const ours = await rate(`${stack.base}/batches/${batchId}/coupons`, guests.splice(0, amount))
        const alone = await rate(`${bare.url}/alone`, names.splice(0, amount))
        const together = await rate(`${bare.url}/together`, names.splice(0, amount))
        // The first round warms up.
        if (round > 0) for (const [name, value] of Object.entries({ ours, alone, together })) rates[name as 'ours'].push(value)
      }
      return figuresOf(rates)
    } finally {
      await load.stop()
      await bare.stop()
      await stack.stop()
    }
  },
}

function figuresOf({ ours, alone, together }: { [name in 'ours' | 'alone' | 'together']: number[] }): Figure[] {
  const figure = `claims a second, ${atOnce} at once`
  const how =
    'autocannon; SQLite on disk, WAL, synchronous=FULL; one off the stock and a coupon of the guest, both or none; ours without the feed'
  const figures = [
    figureOf(ours, { figure, who: 'Footfall', unit: '/s', how }),
    figureOf(alone, { figure, who: 'bare server, a wait for the disk each', unit: '/s', how }),
    figureOf(together, { figure, who: 'bare server, waits shared', unit: '/s', how }),
  ]
  const ratio = figureOf(
    ours.map((rate, round) => rate / (alone[round] as number)),
    {
      figure: 'claim ÷ bare conditional transaction over bare HTTP',
      ...{ who: 'Footfall', unit: 'x' },
      how: 'the same runs, round by round: our whole claim (session, contract, rules, words) by node:http and node:sqlite alone, a transaction a request',
    },
  )
  const shared = figureOf(
    ours.map((rate, round) => rate / (together[round] as number)),
    {
      figure: 'claim ÷ the same where the bare server shares its waits for the disk, as our table does',
      ...{ who: 'Footfall', unit: 'x', how: 'the same runs' },
    },
  )
  return [...figures, { ...ratio, goal: { words: '≥ 0.5', met: ratio.median >= 0.5 } }, shared]
}
