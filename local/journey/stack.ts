import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { CallOf, OutputOf } from '../../shared/api.ts'
import { type RouteName, routes } from '../../shared/routes.ts'
import { freeBlock } from '../testing/free-block.ts'

const root = join(import.meta.dirname, '..', '..')

/** A refusal, as a test reads it. */
export class Said extends Error {
  readonly status: number
  readonly code: string
  readonly retryAt: string | undefined
  constructor(name: string, status: number, body: { code?: string; message?: string; retryAt?: string }) {
    super(`${name} answered ${status} ${body.code} ${body.message}`)
    this.status = status
    this.code = String(body.code)
    this.retryAt = body.retryAt
  }
}

/** The local stack, run as people run it, with data of its own that is gone with it. */
export interface Stack {
  api: string
  web: string
  sandbox: string
  control: string
  /** A wx.login code of this person. */
  loginCode(openid: string): Promise<string>
  /** A session of this person. */
  login(openid: string): Promise<OutputOf<'login'>>
  /** A link to a page of the web app that logs this person in on the way. */
  link(openid: string, path: string): Promise<string>
  /** One clock for everything; it never goes back. */
  advanceClock(seconds: number): Promise<void>
  /** Forward to the next ten in the morning in Shanghai: what depends on the hour there does not depend on that of the run. */
  untilMorning(): Promise<void>
  /** An operation by its name; throws Said when it is refused. */
  call<Name extends RouteName>(name: Name, input: CallOf<Name>, token?: string, key?: string): Promise<OutputOf<Name>>
  stop(): Promise<void>
}

const hour = 3_600_000
const day = 24 * hour

/** Starts it on free ports and waits until it is ready; `zone` is that of the server. */
export async function startStack(options: { web?: boolean; zone?: string } = {}): Promise<Stack> {
  const base = await freeBlock()
  const child = spawn(process.execPath, [join('local', 'start.ts'), ...(options.web ? ['--web'] : [])], {
    cwd: root,
    env: {
      ...process.env,
      FOOTFALL_PORT: String(base),
      FOOTFALL_DATA: ':memory:',
      NODE_OPTIONS: '',
      ...(options.zone && { TZ: options.zone }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const abandon = () => child.kill('SIGKILL')
  process.once('exit', abandon)
  child.once('exit', () => process.off('exit', abandon))
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-20_000)
    })
  const api = `http://127.0.0.1:${base}`
  const control = `http://127.0.0.1:${base + 201}`
  try {
    // With the web app it may have to build that first.
    await ready(child, `${api}/health`, options.web ? 240_000 : 60_000)
  } catch (reason) {
    await stop(child)
    throw new Error(`the local stack did not start; it said:\n${output}`, { cause: reason })
  }

  const call = async <Name extends RouteName>(name: Name, input: CallOf<Name>, token?: string, key?: string) => {
    const { method, path, body } = wire(name, input as Record<string, unknown>)
    const headers: Record<string, string> = { 'Content-Type': 'application/json' }
    if (token) headers.Authorization = `Bearer ${token}`
    if (key) headers['Idempotency-Key'] = key
    const answer = await fetch(api + path, { method, headers, body: body ? JSON.stringify(body) : null })
    const said: unknown = await answer.json()
    if (!answer.ok) throw new Said(name, answer.status, said as object)
    return said as OutputOf<Name>
  }
  const command = async <T>(path: string, body: object): Promise<T> => {
    const answer = await fetch(control + path, { method: 'POST', body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const web = `http://127.0.0.1:${base + 100}`
  const sandbox = `http://127.0.0.1:${base + 200}`
  const link = async (openid: string, path: string) => {
    const { appid } = (await (await fetch(`${web}/config.json`)).json()) as { appid: string }
    const asked = { appid, redirect_uri: web + path, response_type: 'code', scope: 'snsapi_base', openid }
    return `${sandbox}/connect/oauth2/authorize?${new URLSearchParams(asked)}&state=ready-made-link`
  }
  const loginCode = async (openid: string) => (await command<{ code: string }>('/login-codes', { openid })).code
  return {
    api,
    web,
    sandbox,
    control,
    call,
    loginCode,
    link,
    login: async (openid) => call('login', { code: await loginCode(openid) }),
    advanceClock: async (advanceSeconds) => {
      await command('/clock', { advanceSeconds })
    },
    untilMorning: async () => {
      const now = Date.parse((await fetch(`${api}/health`)).headers.get('footfall-time') ?? '')
      const ahead = (2 * hour + day - (now % day)) % day
      await command('/clock', { advanceSeconds: Math.ceil(ahead / 1000) })
    },
    stop: () => stop(child),
  }
}

/** Path parameters go into the path, the rest into the query or the body. */
function wire(name: RouteName, input: Record<string, unknown>): { method: string; path: string; body: object | undefined } {
  const [method = 'GET', pattern = ''] = routes[name].split(' ')
  const rest = { ...input }
  const path = pattern.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = String(rest[field])
    delete rest[field]
    return encodeURIComponent(value)
  })
  if (method !== 'GET') return { method, path, body: rest }
  const query = new URLSearchParams(Object.entries(rest).map(([field, value]): [string, string] => [field, String(value)]))
  return { method, path: query.size > 0 ? `${path}?${query}` : path, body: undefined }
}

async function ready(child: ChildProcess, health: string, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`)
    const answer = await fetch(health).catch(() => undefined)
    if (answer?.status === 200) return
    await pause(50)
  }
  throw new Error(`no answer from ${health} in ${milliseconds / 1000} s`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const impatient = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(impatient)
}
