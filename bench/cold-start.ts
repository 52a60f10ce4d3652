import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from '../local/bundle/bundle.ts'
import { readDeployment } from '../local/gateway/deployment.ts'
import { routes } from '../shared/routes.ts'

/**
 * How long a function takes from nothing to its first answer, against an empty one: each bundle is started in a process of its own, in
 * turns, so that a busy machine slows all alike. The first call is one that needs no database (a route for members, without a token),
 * so what is timed is Node, the bundle and the middleware. Ratios are what counts: Lambda's own start is not in them.
 */
const root = join(import.meta.dirname, '..')
const rounds = Number(process.argv[2] ?? 15)
const folder = mkdtempSync(join(tmpdir(), 'footfall-cold-'))

interface Times {
  /** From the start of the process to the answer; and of that, loading the module and the first call. */
  process: number[]
  code: number[]
}

const starter = join(folder, 'start.mjs')
writeFileSync(
  starter,
  `const from = performance.now()
const { handler } = await import(process.argv[2])
const event = JSON.parse(process.argv[3])
const { statusCode } = event ? await handler(event) : {}
process.stdout.write(JSON.stringify({ code: performance.now() - from, process: performance.now(), statusCode }))
process.exit()`,
)

const modules = new Map([['empty', module('empty', Buffer.from('export const handler = async () => ({ statusCode: 204 })'))]])
const sizes = new Map([['empty', 56]])
const { functions } = readDeployment(join(root, 'serverless.yml'))
for (const { name, module: path } of functions) {
  const { code } = await bundle(root, `${path}.ts`)
  modules.set(name, module(name, code))
  sizes.set(name, code.length)
}

const times = new Map<string, Times>([...modules.keys()].map((name) => [name, { process: [], code: [] }]))
for (let round = 0; round <= rounds; round++) {
  for (const [name, file] of modules) {
    const seen = start(name, file)
    // The first round fills the disk cache.
    if (round === 0) continue
    times.get(name)?.process.push(seen.process)
    times.get(name)?.code.push(seen.code)
  }
}
rmSync(folder, { recursive: true })

const empty = times.get('empty') as Times
const rows = [...times].map(([name, { process, code }]) => ({
  function: name,
  bytes: sizes.get(name),
  process: spread(process),
  code: spread(code),
  // Round by round: both sides of a ratio ran in the same second.
  ratio: spread(process.map((ms, round) => ms / (empty.process[round] as number))),
}))
const machine = { cpu: cpus()[0]?.model, cpus: cpus().length, load: loadavg()[0], node: process.version, rounds }
mkdirSync(join(root, 'bench', 'results'), { recursive: true })
writeFileSync(join(root, 'bench', 'results', 'cold-start.json'), `${JSON.stringify({ machine, rows }, null, 2)}\n`)
const shown = ({ median, low, high }: Spread, digits: number) =>
  `${median.toFixed(digits)} (${low.toFixed(digits)}-${high.toFixed(digits)})`
console.log(
  `${machine.cpus} x ${machine.cpu}, load ${machine.load?.toFixed(1)}, Node ${machine.node}, n = ${rounds}: median (quartiles)\n`,
)
console.log('| function | bundle, bytes | process to answer, ms | import + first call, ms | process ÷ empty |')
console.log('| --- | --- | --- | --- | --- |')
for (const row of rows) {
  console.log(`| ${row.function} | ${row.bytes} | ${shown(row.process, 0)} | ${shown(row.code, 0)} | ${shown(row.ratio, 2)} |`)
}

function start(name: string, file: string): { process: number; code: number } {
  const { stdout, stderr } = spawnSync(process.execPath, [starter, file, JSON.stringify(firstEvent(name))], {
    encoding: 'utf8',
    env: { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none', FOOTFALL_TABLE_NAME: 'footfall' },
  })
  // A function's own log goes to the same output, before.
  const seen = /\{"code":.*\}$/.exec(stdout)?.[0]
  if (!seen) throw new Error(`${name} gave no answer: ${stdout}${stderr}`)
  return JSON.parse(seen)
}

/** None for what a schedule calls: its first call asks the table, and nobody waits for it. */
function firstEvent(name: string) {
  const { routeKeys = [], everySeconds } = functions.find((one) => one.name === name) ?? {}
  if (everySeconds !== undefined) return null
  if (routeKeys.length === 0) return { Records: [] }
  const open: string[] = [routes.login, routes.listOffers, routes.getBatch, routes.getStore, '$default']
  const routeKey = routeKeys.find((key) => !open.includes(key)) as string
  const [method, path] = routeKey.split(' ')
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    headers: {},
    requestContext: { requestId: 'r', routeKey, http: { method, path } },
  }
}

function module(name: string, code: Uint8Array): string {
  const file = join(folder, `${name}.mjs`)
  writeFileSync(file, code)
  return file
}

interface Spread {
  median: number
  low: number
  high: number
}

function spread(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)] as number
  return { median: at(0.5), low: at(0.25), high: at(0.75) }
}
