import { join } from 'node:path'
import { log } from '../../functions/kernel/log.ts'
import { type Door, openDoor } from '../door.ts'
import { countedIn } from '../testing/counted.ts'
import { expectRefusal } from '../testing/malice.ts'
import { readDeployment } from './deployment.ts'
import { gateway } from './gateway.ts'
import type { Handler } from './invoke.ts'

const most = 5
const lines: string[] = []
const served: string[] = []
let release = () => {}
let door: Door
const writes = log.sink

beforeAll(async () => {
  log.sink = (line) => void lines.push(line)
  const deployment = readDeployment(join(import.meta.dirname, '../../serverless.yml'))
  // Every function stands still until it is let go, as all do while the disk or the table is slow.
  const held: Handler = async (event) => {
    const { routeKey, requestContext } = event as { routeKey: string; requestContext: { requestId: string } }
    served.push(requestContext.requestId)
    await new Promise<void>((done) => {
      const before = release
      release = () => {
        before()
        done()
      }
    })
    return { statusCode: 200, body: routeKey }
  }
  const handlers = new Map(deployment.functions.map(({ name }) => [name, held]))
  door = await openDoor(0, 'the test')
  const room = { most, spared: ['POST /callbacks/wechat-pay'] }
  door.serve(gateway({ deployment, handlers, now: () => new Date(), failed: () => {}, room }))
})
afterAll(async () => {
  log.sink = writes
  await door.close(0)
})

const claim = () => fetch(`${door.url}/batches/bat_1/coupons`, { method: 'POST', headers: { 'accept-language': 'en' } })

test('above the bound callers are turned away at once with 429 and a time, those under it are served, callbacks always', async () => {
  const waiting = Array.from({ length: most }, claim)
  while (served.length < most) await new Promise((done) => setTimeout(done, 5))
  const turnedAway = await Promise.all(Array.from({ length: 20 }, claim))
  expect(turnedAway.map(({ status }) => status)).toEqual(Array(20).fill(429))
  for (const answer of turnedAway) {
    const headers = Object.fromEntries(answer.headers)
    expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1)
    const body = (await answer.json()) as { code: string; message: string; retryAt: string; requestId: string }
    expectRefusal({ status: 429, headers, body } as never, 'limit.slow_down', undefined, 'en')
  }
  expect(new Set(turnedAway.map((answer) => answer.headers.get('retry-after'))).size).toBeGreaterThan(1)
  // No function saw any of them, so nothing of them can have been done.
  expect(served).toHaveLength(most)
  expect(countedIn(lines)).toEqual({ Shed: 20, 'Shed in_flight': 20 })
  const callback = fetch(`${door.url}/callbacks/wechat-pay`, { method: 'POST', body: '{}' })
  while (served.length < most + 1) await new Promise((done) => setTimeout(done, 5))
  release()
  expect((await Promise.all([...waiting, callback])).map(({ status }) => status)).toEqual(Array(most + 1).fill(200))
  release = () => {}
  const next = claim()
  while (served.length < most + 2) await new Promise((done) => setTimeout(done, 5))
  release()
  expect((await next).status).toBe(200)
})
