import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { APIGatewayProxyStructuredResultV2, DynamoDBBatchResponse } from 'aws-lambda'
import { clock } from '../../functions/kernel/clock.ts'
import { log } from '../../functions/kernel/log.ts'
import { makeSecrets } from '../../functions/kernel/secrets.ts'
import type { SqliteTable } from '../../functions/kernel/table/sqlite.ts'
import { api, type CallOf, type OutputOf } from '../../shared/api.ts'
import { type RouteName, routes } from '../../shared/routes.ts'
import { templates } from '../data/templates.ts'
import { recordOf } from '../feed/sqlite.ts'
import { readDeployment } from '../gateway/deployment.ts'
import { eventOf } from '../gateway/event.ts'
import { type Handler, invoke, loadHandler } from '../gateway/invoke.ts'
import { routesOf } from '../gateway/routes.ts'
import { guestPays } from '../sandbox/pay/control.ts'
import { merchantSide } from '../sandbox/pay/keys.ts'
import type { HowPaid } from '../sandbox/pay/paying.ts'
import { newSandbox, wechat } from '../sandbox/sandbox.ts'
import { keepLog, keepSecrets } from './kept-log.ts'
import { testKeys } from './test-keys.ts'

/** An answer: the contract's output, or a refusal. */
export interface Answer<Name extends RouteName> {
  status: number
  headers: { [name: string]: string }
  body: OutputOf<Name> & {
    code?: string
    message?: string
    field?: string
    retryAt?: string
    details?: { [name: string]: unknown }
  }
}

export interface Asked {
  token?: string
  key?: string
  language?: string
}

/** Where the channels send their callbacks; nobody listens there but `send`. */
export const publicUrl = 'https://api.footfall.test'
/** Where printed codes lead. */
export const webUrl = 'https://footfall.test'

const day = 86_400_000
/** 10:00 in Shanghai on the present day: a few hours later is the same business day, whenever the tests run. */
const morning = () => new Date(Math.floor(Date.now() / day) * day + 2 * 3_600_000)

/** Calls the deployed handlers as API Gateway does, on a fresh seeded table in memory (or in a folder): for tests, one a test file. */
export async function frontDoor(from = morning(), data = ':memory:') {
  clock.offsetMs = from.getTime() - Date.now()
  const root = join(import.meta.dirname, '..', '..')
  process.env.FOOTFALL_DATA = data
  const keys = await testKeys()
  const made = { ...makeSecrets(), ...merchantSide(keys), templates }
  process.env.FOOTFALL_SECRETS = JSON.stringify(made)
  process.env.FOOTFALL_PER_ADDRESS ??= '1000000'
  const advance = (seconds: number) => {
    clock.offsetMs += seconds * 1000
  }
  // Callbacks come in order and only when a test lets them: pay() and callbacks() do.
  const sandbox = newSandbox(made.wechat, { now: clock.now, advance }, { keys, wakes: false, atOnce: 1, post: postCallback })
  const { url, close } = await standIn(wechat(sandbox))
  process.env.FOOTFALL_WECHAT_API = url
  process.env.FOOTFALL_WECHAT_PAY_API = url
  process.env.FOOTFALL_ALIPAY_GATEWAY = `${url}/gateway.do`
  process.env.FOOTFALL_PUBLIC_URL = publicUrl
  process.env.FOOTFALL_WEB_URL = webUrl
  const lines: string[] = []
  log.sink = (line) => {
    lines.push(line)
    keepLog(line)
  }
  keepSecrets(made)
  const deployment = readDeployment(join(root, 'serverless.yml'))
  const handlers = new Map<string, Handler>()
  for (const fn of deployment.functions) handlers.set(fn.name, await loadHandler(root, fn))
  const table = (await import('../../functions/kernel/table/open.ts')).table as SqliteTable
  const { seed } = await import('../seed/seed.ts')
  const { offerPath } = await seed(table, clock.now())
  const match = routesOf(deployment.functions.flatMap((fn) => fn.routeKeys))
  let seen = 0

  /** Any request; `body` is sent as it is. */
  async function send(method: string, target: string, headers: { [name: string]: string } = {}, body: Buffer | string = '') {
    const path = target.split('?')[0] ?? target
    const matched = match(method, path)
    const fn = deployment.functions.find((one) => matched && one.routeKeys.includes(matched.routeKey))
    if (!matched || !fn) throw new Error(`no function answers ${method} ${target}`)
    const rawHeaders = Object.entries(headers).flat()
    const arrived = { method, target, httpVersion: '1.1', rawHeaders, sourceIp: '127.0.0.1', body: Buffer.from(body) }
    const event = eventOf(arrived, matched, randomUUID(), clock.now())
    const reply = (await invoke(fn, handlers.get(fn.name) as Handler, event, randomUUID())) as APIGatewayProxyStructuredResultV2
    const { statusCode: status = 200, headers: answered = {} } = reply
    // As over a network, nobody acts upon an answer within the millisecond of the question.
    clock.offsetMs += 1
    return { status, headers: answered as { [name: string]: string }, body: bodyOf(reply) }
  }

  async function postCallback(url: string, headers: { [name: string]: string }, body: string) {
    const answer = await send('POST', url.slice(publicUrl.length), headers, body)
    return { status: answer.status, body: JSON.stringify(answer.body) }
  }

  /** The guest pays the order of this number; its callback has come, unless a fault keeps it. */
  async function pay(outTradeNo: string, how: HowPaid = {}): Promise<void> {
    guestPays(sandbox, outTradeNo, how)
    await sandbox.pay.courier.run()
  }

  /** Lets the channels do what is due by now: refunds arrive, callbacks come and come again. */
  const callbacks = () => sandbox.pay.courier.run()

  /** One operation; an answer that breaks the contract fails the test. */
  async function call<Name extends RouteName>(name: Name, input: CallOf<Name>, asked: Asked = {}): Promise<Answer<Name>> {
    const [method, path] = routes[name].split(' ') as [string, string]
    const rest: { [field: string]: unknown } = { ...input }
    const filled = path.replace(/\{(\w+)\}/g, (_, field: string) => {
      const value = encodeURIComponent(String(rest[field]))
      delete rest[field]
      return value
    })
    const query = method === 'GET' ? new URLSearchParams(definedOf(rest)).toString() : ''
    const headers = {
      ...(asked.token && { authorization: `Bearer ${asked.token}` }),
      ...(asked.key && { 'idempotency-key': asked.key }),
      ...(asked.language && { 'accept-language': asked.language }),
      ...(method !== 'GET' && { 'content-type': 'application/json' }),
    }
    const body = method === 'GET' ? '' : JSON.stringify(rest)
    const answer = await send(method, query ? `${filled}?${query}` : filled, headers, body)
    if (answer.status < 300) api[name].output.parse(answer.body)
    return answer
  }

  /** A session of the person behind an openid, without the way through WeChat. */
  async function tokenOf(openid: string): Promise<string> {
    const { memberBehind, openSessionFor } = await import('../../functions/members/members.ts')
    const { secrets } = await import('../../functions/kernel/secrets.ts')
    const memberId = await memberBehind(table, (await secrets()).wechat.appid, openid, clock.now())
    return (await openSessionFor(table, memberId, clock.now())).token
  }

  /** Hands on every change since the last time to the functions that listen to the feed. */
  async function settle(): Promise<void> {
    for (;;) {
      const changes = table.changesAfter(seen, 25)
      if (changes.length === 0) return
      const records = changes.map((change) => recordOf(change, clock.now()))
      for (const fn of deployment.functions.filter((one) => one.streams.length > 0)) {
        const answer = await invoke(fn, handlers.get(fn.name) as Handler, { Records: records }, randomUUID())
        const failed = (answer as DynamoDBBatchResponse).batchItemFailures
        if (failed.length > 0) throw new Error(`${fn.name} failed on a change: ${lines.at(-1)}`)
      }
      seen = changes.at(-1)?.seq ?? seen
    }
  }

  /** Runs one that stands on a schedule, as the clock is now, and hands on what that changed. */
  async function runScheduled(name: 'jobs' | 'bills'): Promise<void> {
    for (const fn of deployment.functions.filter((one) => one.everySeconds !== undefined && one.name === name))
      await invoke(fn, handlers.get(fn.name) as Handler, {}, randomUUID())
    await settle()
  }
  const runJobs = () => runScheduled('jobs')
  /** Apart from the jobs: whether a bill is there depends on the hour, and no other test may. */
  const runBills = () => runScheduled('bills')

  await settle()
  return { table, call, send, tokenOf, pay, callbacks, settle, runJobs, runBills, offerPath, lines, clock, sandbox, close }
}

/** A file comes as its type and bytes. */
function bodyOf({ isBase64Encoded, headers, body }: APIGatewayProxyStructuredResultV2) {
  return isBase64Encoded ? { type: headers?.['content-type'], bytes: body } : JSON.parse(body || 'null')
}

export type FrontDoor = Awaited<ReturnType<typeof frontDoor>>

/** WeChat's stand-in, on an address of its own; left open, it holds up no test that is over. */
async function standIn(listener: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    response.setHeader('connection', 'close')
    listener(request, response)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  server.unref()
  const close = () => new Promise<void>((done) => server.close(() => done()))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

function definedOf(fields: { [field: string]: unknown }): { [field: string]: string } {
  const defined = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(defined.map(([name, value]) => [name, String(value)]))
}
