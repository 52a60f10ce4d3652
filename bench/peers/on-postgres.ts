import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, globSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { LeftOut } from '../row.ts'
import { cpuSecondsOf, rssBytesOf } from './process-tree.ts'
import { ended, freePort } from './server.ts'
import type { Store } from './store.ts'

/**
 * A PostgreSQL of the bench's own: a cluster in a folder of its own, with its settings as they come (fsync and synchronous_commit on). Rejects with
 * LeftOut where no server binary is installed.
 */
export async function onPostgres(): Promise<Store> {
  const bin = serverFolder()
  const folder = mkdtempSync(join(tmpdir(), 'footfall-peer-postgres-'))
  const data = join(folder, 'data')
  const who = notRoot()
  mkdirSync(data)
  writeFileSync(join(folder, 'password'), password)
  if (who) for (const path of [folder, data, join(folder, 'password')]) chownSync(path, who.uid, who.gid)
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'bench', '-A', 'scram-sha-256', '--pwfile', join(folder, 'password'), '-E', 'UTF8', '--locale=C'],
    { ...who, cwd: folder, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr ?? made.error}`)
  const port = await freePort()
  const log = openSync(join(folder, 'postgres.log'), 'a')
  const args = ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`]
  const child = spawn(join(bin, 'postgres'), args, { ...who, cwd: folder, stdio: ['ignore', log, log] })
  const endWithUs = () => child.kill('SIGQUIT')
  process.once('exit', endWithUs)
  const addressOf = (database: string) => `postgres://bench:${password}@127.0.0.1:${port}/${database}`
  const psql = (address: string, sql: string) =>
    spawnSync(join(bin, 'psql'), [address, '-X', '-q', '-t', '-A', '-v', 'ON_ERROR_STOP=1', '-c', sql], { encoding: 'utf8' })
  const run = (address: string, sql: string) => {
    const done = psql(address, sql)
    if (done.status !== 0) throw new Error(`PostgreSQL refused ${sql.slice(0, 80)}: ${done.stderr}`)
    return done.stdout.trim()
  }
  const until = performance.now() + 30_000
  while (psql(addressOf('postgres'), 'select 1').status !== 0) {
    if (child.exitCode !== null || performance.now() > until)
      throw new Error(`PostgreSQL did not start: ${readFileSync(join(folder, 'postgres.log'), 'utf8').slice(-1000)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  let copies = 0
  return {
    name: `PostgreSQL ${run(addressOf('postgres'), 'show server_version').split(/[. ]/)[0]}`,
    folder,
    async empty() {
      run(addressOf('postgres'), 'CREATE DATABASE filled')
      return addressOf('filled')
    },
    settle: async () => {},
    async copy() {
      const name = `shop${copies++}`
      run(addressOf('postgres'), `CREATE DATABASE ${name} TEMPLATE filled`)
      return addressOf(name)
    },
    async run(address, sql) {
      for (const statement of sql) run(address, statement)
    },
    cpuSeconds: () => cpuSecondsOf(child.pid as number),
    rssBytes: () => rssBytesOf(child.pid as number),
    async remove() {
      process.off('exit', endWithUs)
      await ended(child, 'SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Only this machine's own bench can reach it, and only for its time. */
const password = 'bench'

/** The folder with initdb, postgres and psql. Debian keeps the server's outside the PATH. */
function serverFolder(): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...globSync('/usr/lib/postgresql/*/bin').sort().reverse()]
  const found = folders.find((folder) => ['initdb', 'postgres', 'psql'].every((name) => existsSync(join(folder, name))))
  if (!found) throw new LeftOut('no PostgreSQL server is installed (initdb, postgres, psql)')
  return found
}

/** PostgreSQL refuses to run as root: then as its own user, or as nobody. */
function notRoot(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const [, , uid, gid] = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? []
  if (!uid || !gid) throw new LeftOut('PostgreSQL does not run as root, and there is neither a user postgres nor nobody')
  return { uid: Number(uid), gid: Number(gid) }
}
