import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const found = z.strictObject({
  price: z.number().nonnegative().nullable(),
  what: z.string(),
  sources: z.array(z.string()).min(1),
})
const names = [
  'tableWritesPerMillion',
  'tableReadsPerMillion',
  'tableGbMonth',
  'streamReadsByLambdaPerMillion',
  'functionGbSecond',
  'functionCallsPerMillion',
  'requestsPerMillion',
  'logGb',
] as const
type Name = (typeof names)[number]

const list = z.strictObject({
  partition: z.string(),
  region: z.string(),
  currency: z.enum(['USD', 'CNY']),
  lookedUp: z.iso.date(),
  prices: z.record(z.enum(names), found.nullable()),
  missing: z.array(z.string()),
})

/** What a cloud asks for one of each, in one currency. */
export interface Prices {
  where: string
  currency: string
  lookedUp: string
  of: { [name in Name]: number }
}

/** The lists that have every price a journey needs, and where something is missing, what. */
export function priceLists(file = join(import.meta.dirname, 'prices.json')): { whole: Prices[]; missing: string[] } {
  const { lists } = z.strictObject({ note: z.string(), lists: z.array(list) }).parse(JSON.parse(readFileSync(file, 'utf8')))
  const whole: Prices[] = []
  const missing: string[] = []
  for (const { partition, region, currency, lookedUp, prices } of lists) {
    const known = names.flatMap((name) =>
      typeof prices[name]?.price === 'number' ? [[name, prices[name].price] as const] : [],
    )
    const where = `${partition} ${region}`
    const of = Object.fromEntries(known) as Prices['of']
    if (known.length === names.length) whole.push({ where, currency, lookedUp, of })
    else missing.push(`${where}: ${names.filter((name) => !(name in of)).join(', ')}`)
  }
  return { whole, missing }
}
