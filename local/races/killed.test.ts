import { ordersUnderFire } from './orders.ts'
import { type RaceStack, raceStack } from './stack.ts'

/** FOOTFALL_ORDERS=10000 takes so many, and kills the stack once for every 250 of them. */
const orders = Number(process.env.FOOTFALL_ORDERS ?? 200)
const kills = Math.max(4, Math.floor(orders / 250))

let stack: RaceStack
beforeAll(async () => {
  stack = await raceStack('SQLite')
}, 120_000)
afterAll(() => stack?.stop(), 30_000)

it(`${orders} orders in flight, the whole stack killed with -9 again and again: no money is stuck, nothing is lost, nothing is done twice`, async () => {
  const { wrong, figures } = await ordersUnderFire(stack, orders, kills)
  process.stderr.write(`${JSON.stringify(figures)}\n`)
  expect({ wrong: wrong.slice(0, 20), figures }).toEqual({ wrong: [], figures })
  // Nothing in flight when it dies proves nothing.
  expect(figures.kills).toBeGreaterThan(kills / 2)
  for (const met of [figures.lost, figures.paid, figures.closed, figures.refunds, figures.groups, figures.used])
    expect(met).toBeGreaterThan(0)
}, 36_000_000)
