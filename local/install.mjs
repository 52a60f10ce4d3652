// Runs before every npm script, on whatever Node is there (20 or newer) and before anything is installed: no dependencies, no types.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname ?? process.cwd(), '..')
const lockfile = join(root, 'package-lock.json')
const packages = join(root, 'node_modules')
const record = join(packages, '.package-lock.json')
const stamp = join(packages, '.footfall-lock')

if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(
    `Footfall needs Node.js 20 or newer to install itself; this is ${process.version}. Please install a newer one from https://nodejs.org and try again.`,
  )
}
if (!existsSync(lockfile))
  stop(`${lockfile} is missing, so what to install is not known: please restore it from the repository.`)

const text = readFileSync(lockfile, 'utf8')
const wanted = createHash('sha256').update(text).digest('hex')
if (wanted !== stamped()) {
  // Somebody may have run npm ci already, as every CI does: then only our stamp is missing.
  if (isInstalled()) writeFileSync(stamp, `${wanted}\n`)
  else install()
}

/** What the packages there were installed from, as far as we know. */
function stamped() {
  // npm removes its own record while it works: after an interrupted install the stamp alone proves nothing.
  return existsSync(stamp) && existsSync(record) ? readFileSync(stamp, 'utf8').trim() : undefined
}

/** Whether npm's record of what it installed agrees with the lockfile; optional packages are there only where they fit. */
function isInstalled() {
  if (!existsSync(record)) return false
  const there = JSON.parse(readFileSync(record, 'utf8')).packages ?? {}
  return Object.entries(JSON.parse(text).packages ?? {}).every(([path, { version, integrity, optional, devOptional }]) => {
    if (!path.includes('node_modules/')) return true
    if (!there[path]) return Boolean(optional || devOptional)
    return there[path].version === version && there[path].integrity === integrity
  })
}

function install() {
  const why = existsSync(packages) ? 'The installed packages do not match package-lock.json' : 'Nothing is installed yet'
  console.log(`${why}: running npm ci, which takes 1-2 minutes.`)
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund']
  // npm's own program, where npm started us; it need not be on the PATH then, and Windows needs no shell for it.
  const npm = process.env.npm_execpath
  const known = npm !== undefined && /npm(-cli)?\.[cm]?js$/.test(npm)
  const options = { cwd: root, stdio: 'inherit', env: environment() }
  const done = known
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  if (done.error) stop(`npm could not be started (${done.error.message}). It comes with Node.js: is it on your PATH?`)
  if (done.signal) stop(`The installation was stopped (${done.signal}). Run the same command again to finish it.`)
  if (done.status !== 0) {
    stop(
      `npm ci failed with exit code ${done.status}; its own words are above. Without a network nothing can be downloaded; else try again.`,
      done.status,
    )
  }
  writeFileSync(stamp, `${wanted}\n`)
  checkNode()
}

/** The scripts run on the Node that is installed as a package, where one exists for this machine. */
function checkNode() {
  const ours = join(packages, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  const asked = spawnSync(existsSync(ours) ? ours : 'node', ['--version'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (Number(/^v(\d+)/.exec(asked.stdout ?? '')?.[1]) >= 24) return
  stop(
    `Footfall runs on Node.js 24, and no package of it fits this machine (${process.platform} ${process.arch}). Please install Node.js 24 and try again.`,
  )
}

/** What the outer npm sets for its own script would change what the inner npm does (its prefix, a dry run, left-out kinds). */
function environment() {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^npm_(config_(omit|include|only|production|dry_run|package_lock_only|global|workspaces?|prefix|local_prefix)|lifecycle_|package_|command)/i.test(
        name,
      ),
  )
  return Object.fromEntries(kept.filter(([name]) => name.toUpperCase() !== 'NODE_ENV'))
}

function stop(sentence, code = 1) {
  console.error(sentence)
  process.exit(code || 1)
}
