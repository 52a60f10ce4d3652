import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { buildWeb } from '../web/build.ts'

const root = join(import.meta.dirname, '..', '..')
const dist = join(root, 'miniapp', 'dist')
/** One for both targets: two Taro builds at once are slower than one after the other. */
const lock = join(dist, 'building.lock')

/** What the front end can be built for. */
export type Target = 'weapp' | 'h5'

/** The folder of the front end built from the sources as they are now: what is there when its stamp fits, else a new build. */
export async function built(target: Target): Promise<string> {
  const folder = join(dist, target)
  await locked(async () => {
    if (target === 'h5') await buildWeb(root, () => {}, new AbortController().signal)
    else if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp()) await build(folder)
  })
  return folder
}

const stampFile = join(dist, 'weapp.stamp')

/** A hash of everything that a build depends on. */
function stamp(): string {
  const hash = createHash('sha256')
  const add = (path: string) => {
    const full = join(root, path)
    if (statSync(full).isDirectory()) {
      const names = readdirSync(full).filter((name) => !['node_modules', 'dist'].includes(name) && !/\.test\.tsx?$/.test(name))
      for (const name of names.sort()) add(`${path}/${name}`)
    } else hash.update(`${path}\0`).update(readFileSync(full)).update('\0')
  }
  for (const path of ['miniapp', 'shared', 'package-lock.json']) add(path)
  return hash.digest('hex')
}

async function build(folder: string): Promise<void> {
  const sources = stamp()
  rmSync(stampFile, { force: true })
  rmSync(folder, { recursive: true, force: true })
  const child = spawn('npm', ['run', 'build:weapp', '-w', 'miniapp'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  const failed = code !== 0 || !existsSync(join(folder, 'app.json'))
  if (failed) throw new Error(`building weapp failed (${code}):\n${output.slice(-4000)}`)
  writeFileSync(stampFile, sources)
}

async function locked(work: () => Promise<void>): Promise<void> {
  mkdirSync(dist, { recursive: true })
  while (!take()) await pause(250)
  try {
    await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function take(): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (isAbandoned()) rmSync(lock, { force: true })
    return false
  }
}

function isAbandoned(): boolean {
  const file = statSync(lock, { throwIfNoEntry: false })
  if (!file) return false
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    // Whoever made it may not have written its number yet.
    if (pid === 0) return Date.now() - file.mtimeMs > 10_000
    process.kill(pid, 0)
    return false
  } catch (reason) {
    return (reason as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
