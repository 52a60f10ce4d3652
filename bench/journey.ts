import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RouteName, routes } from '../shared/routes.ts'

/** One coupon from claim to redemption over HTTP, by the caller's own process: login beforehand is not part of it. */
const root = join(import.meta.dirname, '..')
const agent = new Agent({ keepAlive: true, maxSockets: 64 })

interface Reply {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: the bench reads single fields of many answers
  body: any
}

function send(base: string, method: string, path: string, token: string | undefined, body?: unknown): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? '' : JSON.stringify(body)
    const headers = {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    }
    const asking = request(base + path, { method, agent, headers }, (response) => {
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

export interface Stack {
  pid: number
  call(name: RouteName, input: { [field: string]: unknown }, token?: string): Promise<Reply>
  login(openid: string): Promise<string>
  stop(): Promise<void>
}

/** The whole local stack in a process of its own, SQLite on disk, synchronous=FULL. */
export async function startStack(port: number): Promise<Stack & { readyMs: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-bench-'))
  const env = { ...process.env, FOOTFALL_PORT: String(port), FOOTFALL_DATA: folder }
  const started = performance.now()
  const child = spawn(process.execPath, [join(root, 'local', 'start.ts')], { env, stdio: 'ignore' })
  const base = `http://127.0.0.1:${port}`
  const until = Date.now() + 30_000
  for (;;) {
    const healthy = await send(base, 'GET', '/health', undefined).catch(() => undefined)
    if (healthy?.status === 200) break
    if (child.exitCode !== null) throw new Error(`the stack ended with ${child.exitCode}: is port ${port} taken?`)
    if (Date.now() > until) throw new Error('the stack did not become ready')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const readyMs = performance.now() - started
  const call: Stack['call'] = (name, input, token) => {
    const [method, path] = routes[name].split(' ') as [string, string]
    const rest = { ...input }
    const filled = path.replace(/\{(\w+)\}/g, (_, field: string) => {
      const value = String(rest[field])
      delete rest[field]
      return value
    })
    return send(base, method, filled, token, method === 'GET' ? undefined : rest)
  }
  return {
    readyMs,
    pid: child.pid ?? 0,
    call,
    login: async (openid) => {
      const { body } = await send(`http://127.0.0.1:${port + 201}`, 'POST', '/login-codes', undefined, { openid })
      return (await call('login', { code: body.code })).body.token
    },
    stop: async () => {
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('close', resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
