import type { Item } from '../../functions/kernel/table/table.ts'
import { figuresLaw } from './figures.ts'
import type { Sight } from './law.ts'
import { moneyLaw } from './money.ts'
import { redemptionsLaw } from './redemptions.ts'
import { stockLaw } from './stock.ts'
import { vouchersLaw } from './vouchers.ts'

/** One law, judged over a whole table. */
export interface Judged {
  promise: string
  counted: number
  wrong: string[]
}

/** Shows every item to every law, once; answers what each says, in the order of reliability.md. */
export async function audit(sight: Sight, items: Iterable<Item> | AsyncIterable<Item>, now: Date): Promise<Judged[]> {
  const laws = [stockLaw(), moneyLaw(), vouchersLaw(now), redemptionsLaw(), figuresLaw(sight, now)]
  for await (const item of items)
    for (const law of laws) {
      const taken = law.take(item)
      if (taken) await taken
    }
  return laws.map((law) => ({ promise: law.promise, ...law.end() }))
}

/** What is wrong in both of two looks: the first may have met what was just happening. */
export function wrongTwice(first: Judged[], second: Judged[]): Judged[] {
  return second.map((law, nth) => ({ ...law, wrong: law.wrong.filter((one) => first[nth]?.wrong.includes(one)) }))
}
