import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, existsSync, globSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lockFile } from '../data/file-lock.ts'
import { Refusal } from '../refusal.ts'

/** What the web app is built from; a change in any of it makes the build there an old one. */
const sources = ['miniapp/{src,config}/**/*', 'miniapp/*', 'miniapp/.browserslistrc', 'shared/**/*.ts', 'package-lock.json']

/** Builds the web app where its sources changed since the last build; `say` hears of it in one line. */
export async function buildWeb(root: string, say: (line: string) => void, signal: AbortSignal): Promise<void> {
  const wanted = fingerprint(root)
  if (isBuiltFrom(root, wanted)) return
  mkdirSync(distOf(root), { recursive: true })
  const release = await myTurn(root, signal)
  try {
    // Whoever had the turn before may have built the same.
    if (!signal.aborted && !isBuiltFrom(root, wanted)) await build(root, wanted, say, signal)
  } finally {
    release?.()
  }
}

const distOf = (root: string) => join(root, 'miniapp', 'dist')
const stampOf = (root: string) => join(distOf(root), 'h5.stamp')
const hasIndex = (root: string) => existsSync(join(distOf(root), 'h5', 'index.html'))

function isBuiltFrom(root: string, wanted: string): boolean {
  return hasIndex(root) && existsSync(stampOf(root)) && readFileSync(stampOf(root), 'utf8').trim() === wanted
}

/** Two builders at once would empty each other's folder. */
async function myTurn(root: string, signal: AbortSignal): Promise<(() => void) | undefined> {
  while (!signal.aborted) {
    const release = lockFile(join(distOf(root), 'h5.lock'))
    if (release) return release
    await sleep(300)
  }
  return undefined
}

async function build(root: string, wanted: string, say: (line: string) => void, signal: AbortSignal): Promise<void> {
  say(
    hasIndex(root)
      ? 'The web app has changed: building it, about a minute.'
      : 'The web app is not built yet: building it, about a minute.',
  )
  const log = join(distOf(root), 'h5-build.log')
  const started = performance.now()
  // A build that breaks off must not pass for the one before it.
  rmSync(stampOf(root), { force: true })
  const failure = await run(root, log, signal)
  if (signal.aborted) return
  if (failure !== undefined) throw broken(log, failure)
  if (!hasIndex(root)) throw broken(log, 'it made no index.html')
  writeFileSync(stampOf(root), `${wanted}\n`)
  say(`The web app is built (${Math.round((performance.now() - started) / 1000)} s).`)
}

function fingerprint(root: string): string {
  const hash = createHash('sha256')
  const files = globSync(sources, { cwd: root, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name),
  )
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) {
    const content = readFileSync(path)
    hash.update(`${path.slice(root.length)}\n${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}

/** Undefined when it went well, else what happened. */
function run(root: string, log: string, signal: AbortSignal): Promise<string | undefined> {
  const output = openSync(log, 'w')
  const npm = process.env.npm_execpath
  const args = ['run', 'build:h5', '-w', 'miniapp']
  const env = { ...process.env, NODE_ENV: 'production' }
  const isWindows = process.platform === 'win32'
  // A group of its own, so that stopping reaches the builder behind npm too.
  const options = { cwd: root, env, stdio: ['ignore' as const, output, output], detached: !isWindows }
  const child =
    npm && /\.[cm]?js$/.test(npm)
      ? spawn(process.execPath, [npm, ...args], options)
      : spawn('npm', args, { ...options, shell: isWindows })
  closeSync(output)
  const stop = () => {
    if (isWindows || child.pid === undefined) child.kill()
    else process.kill(-child.pid, 'SIGTERM')
  }
  signal.addEventListener('abort', stop, { once: true })
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (code, killedBy) => {
      signal.removeEventListener('abort', stop)
      resolve(code === 0 ? undefined : `it ended with ${killedBy ?? `exit code ${code}`}`)
    })
  })
}

function broken(log: string, what: string): Refusal {
  const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-40).join('\n')
  return new Refusal(
    `${tail}\n\nThe web app could not be built: ${what}. The whole output is in ${log}; npm run local starts everything else.`,
  )
}
