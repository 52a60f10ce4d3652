import { randomUUID } from 'node:crypto'
import type { Context } from 'aws-lambda'
import type { Item } from '../../functions/kernel/table/table.ts'
import { eventOf } from '../../local/gateway/event.ts'
import { frontDoor } from '../../local/testing/front-door.ts'
import { newBatches } from '../load/batches.ts'
import { figureOf, type Row } from '../row.ts'

const mostRounds = 15
const mostCalls = 200

/**
 * What a claim takes of the processor above the commit that it is: the deployed handler is called with the event of API Gateway, and the
 * table with the same two writes, in turns. Tokens were seen before, as those of guests who have just opened the app.
 */
export const row: Row = {
  name: 'handler',
  async take({ some }) {
    const [rounds, calls] = [some(mostRounds), some(mostCalls)]
    const door = await frontDoor()
    const { handler } = await import('../../functions/coupons/handler.ts')
    const batchId = await newBatches(door).batch()
    const tokens = await Promise.all(Array.from({ length: (rounds + 2) * calls }, (_, n) => door.tokenOf(`bench-${n}`)))
    for (const token of tokens) await door.call('getMe', {}, { token })
    const routeKey = 'POST /batches/{batchId}/coupons'
    const matched = { routeKey, pathParameters: { batchId } }
    const target = `/batches/${batchId}/coupons`
    const claims = tokens.map((token) => {
      const rawHeaders = ['content-type', 'application/json', 'authorization', `Bearer ${token}`]
      const arrived = { method: 'POST', target, httpVersion: '1.1', rawHeaders, sourceIp: '127.0.0.1', body: Buffer.from('{}') }
      return eventOf(arrived, matched, randomUUID(), door.clock.now())
    })
    const call = async (event: (typeof claims)[number]) => (await handler(event, {} as Context)).statusCode === 201
    const first = claims.shift() as (typeof claims)[number]
    if (!(await call(first))) throw new Error('the first claim was refused')
    const [coupon] = (await door.table.query({ pk: await walletOf(tokens[0] ?? ''), prefix: 'COUPON#' })).items
    const bare = bareClaims(door.table, coupon as Item)
    await bare.stock()
    const [above, whole, least] = [[] as number[], [] as number[], [] as number[]]
    for (let round = 0; round <= rounds; round++) {
      const ours = await cpuOf(claims.splice(0, calls), async (event) => {
        if (!(await call(event))) throw new Error('a claim was refused')
      })
      const theirs = await cpuOf(Array.from({ length: calls }), bare.claim)
      // The first round warms up.
      if (round === 0) continue
      whole.push(ours)
      least.push(theirs)
      above.push(ours - theirs)
    }
    await door.close()
    const figure = 'CPU of a claim, in process'
    const how = `${calls} one after another a round, SQLite in memory, in turns; quartiles`
    const gap = figureOf(above, {
      figure: 'handler CPU above the bare claim, in process',
      ...{ who: 'Footfall', unit: 'µs', how: `event to answer, less the commit of the same two items: ${how}` },
    })
    const met = gap.median <= 50
    return [
      figureOf(whole, { figure, who: 'Footfall', unit: 'µs', how }),
      figureOf(least, { figure, who: 'the bare commit', unit: 'µs', how }),
      { ...gap, goal: { words: '≤ 50 µs', met, ...(!met && { tried }) } },
    ]

    async function walletOf(token: string): Promise<string> {
      return `MEMBER#${(await door.call('getMe', {}, { token })).body.memberId}`
    }
  },
}

const tried = 'tokens and sessions verified once a process, words and rules of an offer kept, local time without ICU'

/** The writes of a claim, as values: the coupon where there is none, and one off a stock that asks what ours asks. */
function bareClaims(table: Awaited<ReturnType<typeof frontDoor>>['table'], coupon: Item) {
  const key = { pk: 'BENCH#STOCK', sk: 'STOCK' }
  const [from, to] = ['2000-01-01T00:00:00.000Z', '2100-01-01T00:00:00.000Z']
  const refused = () => {
    throw new Error('the bare claim was refused')
  }
  let nth = 0
  const stock = () => table.commit({ put: { ...key, left: 1_000_000, gate: 'open', from, to, version: 1 }, when: 'always' })
  async function claim(): Promise<void> {
    nth += 1
    const at = new Date().toISOString()
    await table.commit(
      { put: { ...coupon, pk: `MEMBER#BENCH${nth}` }, when: 'absent', orElse: refused },
      {
        ...{ change: key, add: { left: -1 }, orElse: refused },
        when: {
          all: [
            { field: 'left', atLeast: 1 },
            { field: 'gate', is: 'open' },
            { field: 'from', atMost: at },
            { field: 'to', above: at },
            { field: 'version', is: 1 },
          ],
        },
      },
    )
  }
  return { stock, claim }
}

/** Microseconds of user and system time each. */
async function cpuOf<T>(each: T[], work: (one: T) => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  for (const one of each) await work(one)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / each.length
}
