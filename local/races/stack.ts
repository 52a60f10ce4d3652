import { spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent, type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type CallOf, api as contracts, type OutputOf } from '../../shared/api.ts'
import { type RouteName, routes } from '../../shared/routes.ts'
import { type Reading, readingOfDynamo, readingOfFolder } from '../audit/reading.ts'
import { startDynamoLocal } from '../dynamodb-local.ts'
import { seeded } from '../seeded.ts'
import { freeBlock } from '../testing/free-block.ts'

/** FOOTFALL_SEED decides who waits how long before a call, and so in which order those at once arrive. */
const seed = Number(process.env.FOOTFALL_SEED ?? 1)
const mostJitterMs = 4

const root = join(import.meta.dirname, '..', '..')

/** What came back; status 0 is a connection that broke, after which nobody knows whether it was done. */
export interface Answer<Name extends RouteName> {
  status: number
  headers: IncomingMessage['headers']
  body: OutputOf<Name> & { code?: string; field?: string; retryAt?: string; details?: { [name: string]: unknown } }
}

export interface Asked {
  token?: string | undefined
  key?: string | undefined
  /** The gateway breaks the connection before, or after, the effect. */
  fault?: 'drop-before' | 'drop-after' | undefined
}

/** The local stack as people run it, with its data in a folder of its own; killed and started again it keeps its address. */
export interface RaceStack {
  call<Name extends RouteName>(name: Name, input: CallOf<Name>, asked?: Asked): Promise<Answer<Name>>
  login(openid: string): Promise<string>
  advanceClock(seconds: number): Promise<void>
  /** The guest pays at the channel, which tells us. */
  pay(outTradeNo: string): Promise<void>
  /** kill -9, whatever it is doing; settles when it is gone. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Where its data lies. */
  folder: string
  /** The table as it lies there, to be read beside the stack. */
  reading(): Promise<Reading>
  /** Ends it and forgets its data. */
  stop(): Promise<void>
}

/** Starts it on SQLite on disk, or on a DynamoDB Local of its own. */
export async function raceStack(engine: 'SQLite' | 'DynamoDB'): Promise<RaceStack> {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-races-'))
  const dynamo = engine === 'DynamoDB' ? await startDynamoLocal() : undefined
  const base = await freeBlock()
  // DynamoDB Local does one thing at a time, fifty claims a second: more at once only wait in it until they time out.
  const agent = new Agent({ keepAlive: true, maxSockets: dynamo ? 16 : 256 })
  const { NODE_OPTIONS: _options, FOOTFALL_TABLE: _table, ...inherited } = process.env
  const env = {
    ...inherited,
    ...{ FOOTFALL_PORT: String(base), FOOTFALL_DATA: folder, FOOTFALL_FAULTS: '1' },
    ...(dynamo && {
      FOOTFALL_TABLE: 'dynamodb',
      AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
      FOOTFALL_TABLE_PATIENCE_MS: '9000',
    }),
  }
  let child: ReturnType<typeof launch> | undefined
  const chance = seeded(seed)

  function launch() {
    const started = spawn(process.execPath, [join('local', 'start.ts')], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = { text: '' }
    for (const stream of [started.stdout, started.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said.text = (said.text + text).slice(-10_000)
        // The whole of it, for who looks through every log (local/prove).
        if (process.env.FOOTFALL_LOGS) appendFileSync(join(process.env.FOOTFALL_LOGS, 'stack.log'), text)
      })
    const gone = new Promise<void>((resolve) => started.once('exit', () => resolve()))
    const killWithUs = () => started.kill('SIGKILL')
    process.once('exit', killWithUs)
    void gone.then(() => process.removeListener('exit', killWithUs))
    return { started, said, gone }
  }

  async function start(): Promise<void> {
    child = launch()
    const until = performance.now() + 30_000
    while (performance.now() < until && child.started.exitCode === null) {
      if ((await send(base, 'GET', '/health', {}, '')).status === 200) return
      await pause(50)
    }
    child.started.kill('SIGKILL')
    throw new Error(`the local stack did not start; it said:\n${child.said.text}`)
  }

  function send(
    port: number,
    method: string,
    path: string,
    headers: { [name: string]: string },
    body: string,
  ): Promise<Answer<RouteName>> {
    return new Promise((resolve, reject) => {
      const lost = () => resolve({ status: 0, headers: {}, body: {} as Answer<RouteName>['body'] })
      const asked = request({ host: '127.0.0.1', port, method, path, headers, agent, timeout: 20_000 }, (reply) => {
        const chunks: Buffer[] = []
        reply.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', lost)
        reply.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: text.startsWith('{') ? JSON.parse(text) : {} })
        })
      })
      asked.on('error', lost).on('timeout', () => reject(new Error(`no answer to ${method} ${path} within 20 s`)))
      asked.end(body)
    })
  }

  async function call<Name extends RouteName>(
    name: Name,
    input: CallOf<Name>,
    { token, key, fault }: Asked = {},
  ): Promise<Answer<Name>> {
    const [method = '', pattern = ''] = routes[name].split(' ')
    const rest: { [field: string]: unknown } = { ...input }
    const path = pattern.replace(/\{(\w+)\}/g, (_, field: string) => {
      const value = encodeURIComponent(String(rest[field]))
      delete rest[field]
      return value
    })
    const asText = Object.entries(rest).map(([field, value]): [string, string] => [field, String(value)])
    const query = method === 'GET' ? `?${new URLSearchParams(asText)}` : ''
    const headers = {
      ...(method !== 'GET' && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(key && { 'idempotency-key': key }),
      ...(fault && { 'x-footfall-fault': fault }),
    }
    const waitMs = Math.floor(chance() * mostJitterMs)
    if (waitMs > 0) await pause(waitMs)
    const answer = (await send(
      base,
      method,
      path + query,
      headers,
      method === 'GET' ? '' : JSON.stringify(rest),
    )) as Answer<Name>
    if (answer.status >= 500)
      throw new Error(`${name} answered ${answer.status} ${JSON.stringify(answer.body)}; it said:\n${child?.said.text}`)
    if (answer.status >= 200 && answer.status < 300) contracts[name].output.parse(answer.body)
    return answer
  }

  async function command<T>(path: string, body: object): Promise<T> {
    const answer = await send(base + 201, 'POST', path, {}, JSON.stringify(body))
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body as T
  }

  async function login(openid: string): Promise<string> {
    const { code } = await command<{ code: string }>('/login-codes', { openid })
    const session = await call('login', { code })
    if (session.status !== 200) throw new Error(`${openid} could not log in: ${JSON.stringify(session.body)}`)
    return session.body.token
  }

  const kill = async () => {
    child?.started.kill('SIGKILL')
    await child?.gone
  }

  async function stop(): Promise<void> {
    agent.destroy()
    await kill()
    await dynamo?.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  }

  try {
    await start()
  } catch (error) {
    await stop()
    throw error
  }
  const advanceClock = async (advanceSeconds: number) => void (await command('/clock', { advanceSeconds }))
  const pay = async (outTradeNo: string) => void (await command(`/payments/${outTradeNo}/pay`, {}))
  const reading = async () => {
    if (!dynamo) return readingOfFolder(folder)
    const { localClient } = await import('../../functions/kernel/table/engines.ts')
    // It does one thing at a time: a page may wait behind all that the stack has asked for.
    const requestHandler = { connectionTimeout: 10_000, requestTimeout: 60_000, throwOnRequestTimeout: true }
    return readingOfDynamo('footfall', localClient(dynamo.endpoint, { requestHandler }))
  }
  return { call, login, advanceClock, pay, kill, start, folder, reading, stop }
}
