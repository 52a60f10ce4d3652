import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { frontDoor } from '../../local/testing/front-door.ts'
import { startBare } from '../load/bare.ts'
import { newBatches } from '../load/batches.ts'
import { startLoad } from '../load/load.ts'
import { newGuests, setStage } from '../load/stage.ts'
import { exactly, figureOf, type Row } from '../row.ts'
import { startStack } from '../stack.ts'

const mostRounds = 5
const [atOnce, seconds, stock, mostPeople] = [64, 1.5, 10, 2000]

/** Everybody wants what is gone: how fast they are told, against answers that say nothing at all. */
export const row: Row = {
  name: 'storm',
  async take({ some }) {
    const [rounds, people] = [some(mostRounds), some(mostPeople)]
    const folder = mkdtempSync(join(tmpdir(), 'footfall-empty-'))
    writeFileSync(join(folder, 'empty.mjs'), 'export const handler = async () => ({ statusCode: 204 })\n')
    // The stack is ready when GET /health answers 200.
    writeFileSync(join(folder, 'health.mjs'), 'export const handler = async () => ({ statusCode: 200 })\n')
    const serverlessFile = join(folder, 'serverless.yml')
    writeFileSync(
      serverlessFile,
      "functions:\n  empty: { handler: empty.handler, events: [{ httpApi: 'POST /batches/{batchId}/coupons' }] }\n  health: { handler: health.handler, events: [{ httpApi: 'GET /health' }] }\n",
    )
    const [load, bare, stack] = [startLoad(), await startBare(), await startStack({ sandboxApart: true })]
    const hollow = await startStack({ serverlessFile })
    try {
      const { batchId } = await setStage(stack, stock)
      const tokens = await newGuests(stack.folder, people)
      for (const token of tokens.slice(0, stock)) await stack.call('claimCoupon', { batchId }, token)
      const losers = tokens.slice(stock)
      const path = `/batches/${batchId}/coupons`
      const refusals = async (rest: { seconds?: number; amount?: number }) => {
        const url = stack.base + path
        const told = await load.run({
          kind: 'storm',
          url,
          method: 'POST',
          body: '{}',
          tokens: losers,
          atOnce,
          status: 409,
          ...rest,
        })
        return told.done / told.seconds
      }
      const nothings = async (url: string, method: 'GET' | 'POST') => {
        const body = method === 'POST' ? { body: '{}' } : {}
        const told = await load.run({ kind: 'storm', url, method, tokens: losers, atOnce, seconds, status: 204, ...body })
        return told.done / told.seconds
      }
      // Each token is verified once; the two bare ones warm up too.
      await refusals({ amount: Math.floor(losers.length / atOnce) * atOnce })
      const [ours, empty, through] = [[] as number[], [] as number[], [] as number[]]
      for (let round = 0; round < rounds; round++) {
        ours.push(await refusals({ seconds }))
        empty.push(await nothings(`${bare.url}/empty`, 'GET'))
        through.push(await nothings(hollow.base + path, 'POST'))
      }
      const how = `autocannon, ${atOnce} at once, ${people} guests who keep asking; each is told batch.sold_out in words`
      const figure = 'sold-out refusals a second'
      const ratio = figureOf(
        ours.map((rate, round) => rate / (empty[round] as number)),
        { figure: 'sold-out refusals ÷ empty HTTP answers', who: 'Footfall', unit: 'x', how: 'the same runs, round by round' },
      )
      const met = ratio.median >= 0.7
      const tried =
        'the local gateway that stands for API Gateway (events, headers, request ids) takes most of it and is no part of what is deployed: see the next line'
      return [
        figureOf(ours, { figure, who: 'Footfall', unit: '/s', how }),
        figureOf(empty, { figure, who: 'node:http answering 204', unit: '/s', how }),
        figureOf(through, { figure, who: 'empty function behind the same gateway', unit: '/s', how }),
        { ...ratio, goal: { words: '≥ 0.7', met, ...(!met && { tried }) } },
        figureOf(
          ours.map((rate, round) => rate / (through[round] as number)),
          {
            figure: 'sold-out refusals ÷ an empty function behind the same gateway',
            ...{ who: 'Footfall', unit: 'x', how: 'the same runs, round by round: what our own code takes of it' },
          },
        ),
        await writesOfRefusals(),
      ]
    } finally {
      await load.stop()
      await bare.stop()
      await stack.stop()
      await hollow.stop()
      rmSync(folder, { recursive: true })
    }
  },
}

/** By AWS's accounting, once the process has learned that all is gone. */
async function writesOfRefusals() {
  const door = await frontDoor()
  const batchId = await newBatches(door).batch({ total: 1, perMember: 1 })
  const claim = async (name: string) => door.call('claimCoupon', { batchId }, { token: await door.tokenOf(name) })
  for (const name of ['winner', 'first-loser']) await claim(name)
  const tokens = await Promise.all(Array.from({ length: 100 }, (_, n) => door.tokenOf(`loser-${n}`)))
  const before = door.table.units().write
  for (const token of tokens) {
    const { body } = await door.call('claimCoupon', { batchId }, { token })
    if (body.code !== 'batch.sold_out') throw new Error(`a loser was told ${body.code}`)
  }
  const writes = (door.table.units().write - before) / tokens.length
  await door.close()
  return {
    ...exactly(writes, {
      figure: 'write units a sold-out refusal',
      ...{ who: 'Footfall', unit: '', how: 'counted by the table over 100 refusals, after the first one' },
    }),
    goal: { words: '0', met: writes === 0 },
  }
}
