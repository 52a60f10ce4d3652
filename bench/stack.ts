import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freeBlock } from '../local/testing/free-block.ts'
import { type RouteName, routes } from '../shared/routes.ts'
import { cpuSeconds } from './machine.ts'

const root = join(import.meta.dirname, '..')
const agent = new Agent({ keepAlive: true, maxSockets: 64 })

export interface Reply {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: the bench reads single fields of many answers
  body: any
}

export interface Stack {
  /** The process of the API; the sandbox is in it unless it runs apart. */
  pid: number
  base: string
  control: string
  folder: string
  readyMs: number
  call(name: RouteName, input: { [field: string]: unknown }, token?: string): Promise<Reply>
  login(openid: string): Promise<string>
  stop(): Promise<void>
}

/** How it differs from `npm run local`: each is told in the environment (local/settings.ts). */
export interface How {
  sandboxApart?: boolean
  withoutFeed?: boolean
  serverlessFile?: string
}

/** The whole local stack in processes of its own, SQLite on disk, synchronous=FULL, in a folder that is gone afterwards. */
export async function startStack({ sandboxApart = false, withoutFeed = false, serverlessFile = '' }: How = {}): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-bench-'))
  const port = await freeBlock()
  const env = {
    ...process.env,
    ...{ FOOTFALL_PORT: String(port), FOOTFALL_DATA: folder, FOOTFALL_SERVERLESS: serverlessFile },
    ...{ FOOTFALL_SANDBOX: sandboxApart ? 'apart' : '', FOOTFALL_FEED: withoutFeed ? 'off' : '' },
  }
  const base = `http://127.0.0.1:${port}`
  const control = `http://127.0.0.1:${port + 201}`
  const started: ChildProcess[] = []
  const launch = async (file: string, health: string) => {
    const child = spawn(process.execPath, [join(root, 'local', file)], { env, stdio: ['ignore', 'ignore', 'inherit'] })
    started.push(child)
    // A row that fails leaves nothing running.
    const killWithUs = () => child.kill('SIGKILL')
    process.once('exit', killWithUs)
    child.once('exit', () => process.off('exit', killWithUs))
    await untilHealthy(child, health)
    return child.pid ?? 0
  }
  const stop = async () => {
    for (const child of started) {
      if (child.exitCode !== null) continue
      const closed = new Promise((resolve) => child.once('close', resolve))
      child.kill('SIGTERM')
      await closed
    }
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    if (sandboxApart) await launch('sandbox-alone.ts', `${control}/health`)
    const from = performance.now()
    const pid = await launch('start.ts', `${base}/health`)
    const readyMs = performance.now() - from
    const call: Stack['call'] = (name, input, token) => callAt(base, name, input, token)
    const login = async (openid: string) => {
      const { body } = await send(`${control}/login-codes`, 'POST', undefined, { openid })
      return (await call('login', { code: body.code })).body.token
    }
    return { pid, base, control, folder, readyMs, call, login, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Settles when the process has done next to nothing for a while: the feed has come to its end. */
export async function untilQuiet(pid: number): Promise<void> {
  for (let [before, calm] = [cpuSeconds(pid), 0]; calm < 3; ) {
    await pause(100)
    const now = cpuSeconds(pid)
    calm = now - before <= 0.01 ? calm + 1 : 0
    before = now
  }
}

async function untilHealthy(child: ChildProcess, url: string): Promise<void> {
  const until = performance.now() + 30_000
  for (;;) {
    if ((await send(url, 'GET').catch(() => undefined))?.status === 200) return
    if (child.exitCode !== null) throw new Error(`the stack ended with ${child.exitCode} before ${url} answered`)
    if (performance.now() > until) throw new Error(`${url} did not answer within 30 s`)
    await pause(10)
  }
}

function callAt(base: string, name: RouteName, input: { [field: string]: unknown }, token?: string): Promise<Reply> {
  const [method, path] = routes[name].split(' ') as [string, string]
  const rest = { ...input }
  const filled = path.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = String(rest[field])
    delete rest[field]
    return value
  })
  return send(base + filled, method, token, method === 'GET' ? undefined : rest)
}

function send(url: string, method: string, token?: string, body?: unknown): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? '' : JSON.stringify(body)
    const headers = {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    }
    const asking = request(url, { method, agent, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const isJson = response.headers['content-type']?.startsWith('application/json')
        const said = Buffer.concat(parts).toString()
        resolve({ status: response.statusCode ?? 0, body: isJson ? JSON.parse(said) : said })
      })
    })
    asking.on('error', reject)
    asking.end(text)
  })
}
