import type { Outcome } from './peer.ts'

/** What a buyer was told instead of an order; `byFault` where the server failed. */
export class Refused extends Error {
  readonly byFault: boolean
  constructor(code: string, byFault = false) {
    super(code)
    this.byFault = byFault
  }
}

/** All of them at once; how many had it the shop itself counts afterwards. */
export async function outcomeOf(
  buyers: number,
  buy: (n: number) => Promise<void>,
  sold: () => Promise<number>,
): Promise<Outcome> {
  const [losers, fault]: [Outcome['losers'], { count: number }] = [{}, { count: 0 }]
  const one = async (n: number) => {
    try {
      await buy(n)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      losers[error.message] = (losers[error.message] ?? 0) + 1
      if (error.byFault) fault.count++
    }
  }
  await Promise.all(Array.from({ length: buyers }, (_, n) => one(n)))
  return { sold: await sold(), losers, serverErrors: fault.count }
}
