import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freeBlock } from './free-block.ts'

const patienceMs = 15_000

/** The start command as a process of its own, for tests. */
export interface Spawned {
  base: number
  child: ChildProcess
  stdout: () => string
  stderr: () => string
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>
}

/** Runs `node local/start.ts` with these settings, on ports that are free unless the settings name some. */
export async function spawnStart(settings: { [name: string]: string }, args: string[] = []): Promise<Spawned> {
  const base = await freeBlock()
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'start.ts'), ...args], {
    env: { ...process.env, NODE_OPTIONS: '', FOOTFALL_PORT: String(base), FOOTFALL_DATA: ':memory:', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  }
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'gone')),
  )
  return { base, child, stdout: () => said.stdout, stderr: () => said.stderr, ended }
}

/** Waits until these words are on its standard output. */
export async function untilSaid({ stdout }: Pick<Spawned, 'stdout'>, words: string): Promise<void> {
  while (!stdout().includes(words)) await pause(20)
}

/** Waits until the API says that everything is there. */
export async function untilReady({ base, child, stderr }: Spawned): Promise<void> {
  const until = performance.now() + patienceMs
  for (;;) {
    if (child.exitCode !== null || performance.now() > until) throw new Error(`it did not start: ${stderr()}`)
    // Nobody listens in the first moments; that is what we wait for.
    const status = await fetch(`http://127.0.0.1:${base}/health`).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 200) return
    await pause(20)
  }
}
