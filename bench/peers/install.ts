import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LeftOut } from '../row.ts'

/**
 * `npm ci` of a peer into its own folder, at first use and whenever its lock has changed. No script of any package runs; what is native in them comes
 * built inside the packages. Rejects with LeftOut where the registry cannot be had.
 */
export function install(folder: string): void {
  const wanted = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
  const stamp = join(folder, 'node_modules', '.footfall-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const from = performance.now()
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  // The npm that started us where one did: it need not be on the PATH.
  const npm = process.env.npm_execpath
  const options = { cwd: folder, encoding: 'utf8' as const, env: environment() }
  const done = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  if (done.status !== 0) {
    rmSync(join(folder, 'node_modules'), { recursive: true, force: true })
    throw new LeftOut(
      `npm ci in ${folder} failed (a network is needed): ${(done.stderr ?? String(done.error)).trim().slice(-500)}`,
    )
  }
  writeFileSync(stamp, wanted)
  process.stderr.write(`installed ${folder} in ${((performance.now() - from) / 1000).toFixed(0)} s\n`)
}

/** What the outer npm sets for its own script would send the inner one to the wrong folder, or leave packages out. */
const environment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        name !== 'NODE_ENV' &&
        !/^npm_(config_(omit|include|only|production|global|workspaces?|prefix|local_prefix)|lifecycle_|package_|command)/i.test(
          name,
        ),
    ),
  )
