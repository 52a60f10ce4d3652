import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { haveJava } from '../dynamodb-local.ts'
import { runSuites, type Test } from './jest-run.ts'
import { scanLogs } from './logs.ts'
import { type Kept, promises } from './promises.ts'

/**
 * `npm run prove`: every line of reliability.md as a named promise, one line each. `npm run prove -- stock gift` tries those alone; `--seed N`
 * goes through the same orders, inputs and faults again; `--long` takes many times as many. Ends with 1 where one is broken. What came out
 * lies in local/prove/results too.
 */
const args = process.argv.slice(2)
const isLong = args.includes('--long')
const seedAt = args.indexOf('--seed')
const seed = seedAt < 0 ? 20_260_801 : Number(args[seedAt + 1])
const names = args.filter((arg, at) => !arg.startsWith('--') && (seedAt < 0 || at !== seedAt + 1))
const unknown = names.filter((name) => !promises.some((one) => one.name === name))
const odd = args.filter((arg) => arg.startsWith('--') && arg !== '--long' && arg !== '--seed')
if (unknown.length + odd.length > 0 || !Number.isSafeInteger(seed) || seed < 0) {
  console.error(
    `npm run prove takes --long, --seed and a whole number, and any of: ${promises.map(({ name }) => name).join(' ')}`,
  )
  process.exit(1)
}
process.exitCode = await prove(promises.filter(({ name }) => names.length === 0 || names.includes(name)))

async function prove(chosen: Kept[]): Promise<number> {
  const began = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'footfall-prove-'))
  const logs = join(folder, 'logs')
  mkdirSync(logs)
  const sizes = isLong
    ? { FOOTFALL_PERMUTATIONS: '1500', FOOTFALL_ORDERS: '5000', FOOTFALL_DYNAMO_GUESTS: '500' }
    : { FOOTFALL_PERMUTATIONS: '40', FOOTFALL_ORDERS: '200', FOOTFALL_DYNAMO_GUESTS: '50' }
  const env = { FOOTFALL_SEED: String(seed), FOOTFALL_STRIDE: '1', FOOTFALL_LOGS: logs, ...sizes }
  if (!haveJava())
    console.log('NOT TRIED ON DYNAMODB: there is no Java 17 or newer on this machine; every race is tried on SQLite alone.')
  try {
    const files = [...new Set(chosen.flatMap(({ where }) => where.map(({ file }) => file)))]
    const tests = await runSuites(files, titlesOf(chosen), env, folder)
    const results = chosen.map((one) => resultOf(one, tests))
    if (chosen.some(({ name }) => name === 'logs')) addLogs(results, logs)
    for (const one of results) tell(one)
    const broken = results.filter((one) => one.broken > 0 || one.held === 0)
    const seconds = Math.round((performance.now() - began) / 1000)
    console.log(`${results.length} promises, ${broken.length} broken (${seconds} s, seed ${seed}${isLong ? ', long' : ''})`)
    keep({ seed, isLong, seconds, promises: results })
    return broken.length > 0 ? 1 : 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Result {
  name: string
  tried: number
  held: number
  broken: number
  leftOut: number
  said: string[]
}

function resultOf({ name, where }: Kept, tests: Test[]): Result {
  const own = tests.filter(({ file, title }) => where.some((one) => one.file === file && (one.titles?.test(title) ?? true)))
  const of = (state: Test['state']) => own.filter((one) => one.state === state)
  const [held, broken] = [of('held').length, of('broken')]
  const said = broken.map(({ file, title, said }) => `${file}: ${title}: ${said}`)
  // A place that nothing is tried at any more would hold for ever.
  const empty = where.filter((one) => !tests.some(({ file, title }) => one.file === file && (one.titles?.test(title) ?? true)))
  for (const { file, titles } of empty)
    if (haveJava() || !file.includes('dynamodb')) said.push(`${file} has nothing of ${titles}`)
  const missing = said.length - broken.length
  return {
    name,
    tried: held + broken.length + missing,
    held,
    broken: broken.length + missing,
    leftOut: of('left out').length,
    said,
  }
}

/** Everything that was logged by every suite and every stack of this run. */
function addLogs(results: Result[], folder: string): void {
  const { lines, wrong } = scanLogs(folder)
  const result = results.find(({ name }) => name === 'logs')
  if (!result) return
  const bad = new Set(wrong.map((one) => one.split(' ')[0])).size
  result.tried += lines
  result.held += lines - bad
  result.broken += bad
  result.said.push(...wrong.slice(0, 10))
}

function tell({ name, tried, held, broken, leftOut, said }: Result): void {
  const rest = leftOut > 0 ? `, ${leftOut} left out` : ''
  console.log(
    `${broken === 0 && held > 0 ? 'holds ' : 'BROKEN'}  ${name.padEnd(20)} tried ${tried}, held ${held}, broken ${broken}${rest}, seed ${seed}`,
  )
  for (const one of said) console.log(`          ${one}`)
}

/** Where every place of every promise names its titles, the others are not run at all. */
function titlesOf(chosen: Kept[]): string | undefined {
  const all = chosen.flatMap(({ where }) => where)
  return names.length === 0 || all.some(({ titles }) => titles === undefined)
    ? undefined
    : all.map(({ titles }) => `(${titles?.source})`).join('|')
}

function keep(result: object): void {
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'prove.json'), `${JSON.stringify(result, null, 2)}\n`)
}
