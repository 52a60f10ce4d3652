import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** What starts a peer's server, and the question whose answer says that it serves. */
export interface Command {
  args: string[]
  cwd: string
  env: { [name: string]: string }
  /** Where its output goes: a file of this name in `logs`. */
  logs: string
  /** Whether it answers; a rejection is a no. */
  ready(base: string): Promise<boolean>
  port: number
}

export interface Served {
  pid: number
  base: string
  readyMs: number
  stop(): Promise<void>
}

/** A peer takes as long as it takes; this says only when to give up. */
const patienceMs = 120_000

/** Starts a server by this Node, its garbage collected as ours is (local/start.ts), and waits until it answers. Rejects with the end of its output where it ends or never answers. */
export async function serve({ args, cwd, env, logs, ready, port }: Command): Promise<Served> {
  const log = join(logs, `server-${port}.log`)
  const output = openSync(log, 'a')
  const started = performance.now()
  const child = spawn(process.execPath, ['--no-parallel-scavenge', ...args], {
    cwd,
    env: { ...withoutNpm(), ...env },
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  const base = `http://127.0.0.1:${port}`
  while (!(await ready(base).catch(() => false))) {
    const late = performance.now() - started > patienceMs
    if (late) child.kill('SIGKILL')
    if (late || child.exitCode !== null)
      throw new Error(
        `${args.join(' ')} did not come to answer (${late ? 'too slow' : `exit ${child.exitCode}`}): ${readFileSync(log, 'utf8').slice(-1500)}`,
      )
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const readyMs = performance.now() - started
  const stop = async () => {
    process.off('exit', endWithUs)
    await ended(child)
  }
  return { pid: child.pid as number, base, readyMs, stop }
}

/** Runs a command to its end; rejects with the end of its output where that is no good one. */
export async function ran({ args, cwd, env, logs, port }: Omit<Command, 'ready'>): Promise<void> {
  const log = join(logs, `run-${port}.log`)
  const output = openSync(log, 'a')
  const child = spawn(process.execPath, args, { cwd, env: { ...withoutNpm(), ...env }, stdio: ['ignore', output, output] })
  closeSync(output)
  const code = await new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)))
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${readFileSync(log, 'utf8').slice(-1500)}`)
}

/** A polite end, and a hard one where ten seconds are not enough. */
export async function ended(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  const hard = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(hard)
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}

const withoutNpm = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)))
