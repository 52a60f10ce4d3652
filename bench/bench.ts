import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqlite } from '../functions/kernel/table/sqlite.ts'
import { freeBlock } from '../local/testing/free-block.ts'
import { refusedASecond } from './forged.ts'
import { startStack } from './journey.ts'
import { nearbySearches } from './nearby.ts'

/** `npm run bench`: the figures of the skeleton. Ratios within one run are what counts; every row says how it was taken. */
const root = join(import.meta.dirname, '..')
const rounds = 3
const journeys = 400
const atOnce = 16
const rows: { figure: string; median: number; spread: string; unit: string; how: string }[] = []

for (const row of [ready, journey, commits, nearby, refusals]) await row()
const machine = { cpu: cpus()[0]?.model, cpus: cpus().length, node: process.version, load: loadavg()[0]?.toFixed(1) }
const lines = rows.map(
  ({ figure, median, spread, unit, how }) => `| ${figure} | ${median.toFixed(2)} ${unit} | ${spread} | ${how} |`,
)
const markdown = `${JSON.stringify(machine)}\n\n| figure | median | spread | how |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`
mkdirSync(join(root, 'bench', 'results'), { recursive: true })
writeFileSync(join(root, 'bench', 'results', 'bench.md'), markdown)
writeFileSync(join(root, 'bench', 'results', 'bench.json'), `${JSON.stringify({ machine, rows }, null, 2)}\n`)
console.log(markdown)
execFileSync(process.execPath, [join(root, 'bench', 'cold-start.ts')], { stdio: 'inherit' })

function keep(figure: string, unit: string, how: string, values: number[]): void {
  const sorted = [...values].sort((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] as number
  rows.push({
    figure,
    unit,
    how,
    median,
    spread: `${sorted[0]?.toFixed(2)}-${sorted.at(-1)?.toFixed(2)}, n = ${values.length}`,
  })
}

async function ready(): Promise<void> {
  const times = []
  for (let round = 0; round < rounds; round++) {
    const stack = await startStack(await freeBlock())
    times.push(stack.readyMs / 1000)
    await stack.stop()
  }
  keep('local stack ready', 's', 'process start to GET /health 200, without the web build, fresh table', times)
}

/** Claim, show the code, look, redeem: four calls over HTTP, sixteen journeys at once. */
async function journey(): Promise<void> {
  const [perSecond, cpu] = [[] as number[], [] as number[]]
  for (let round = 0; round < rounds; round++) {
    const stack = await startStack(await freeBlock())
    const [marketer, clerk] = [await stack.login('seed-marketer'), await stack.login('seed-clerk-1')]
    const batchId = await newBatch(stack, marketer)
    const storeId = (await stack.call('getMe', {}, clerk)).body.roles[0].storeIds[0]
    const tokens = []
    for (let n = 0; n < journeys; n++) tokens.push(await stack.login(`bench-${n}`))
    const one = async (token: string) => {
      const { couponId } = (await stack.call('claimCoupon', { batchId }, token)).body
      const { code } = (await stack.call('showCode', { couponId }, token)).body
      const asked = { code, storeId, bill: { totalFen: 4550 } }
      await stack.call('previewRedemption', asked, clerk)
      const done = await stack.call('redeem', asked, clerk)
      if (done.status !== 201) throw new Error(`a journey failed: ${JSON.stringify(done.body)}`)
    }
    await one(await stack.login('bench-first'))
    const [from, cpuFrom] = [performance.now(), cpuSeconds(stack.pid)]
    const waiting = [...tokens]
    const worker = async () => {
      for (let token = waiting.pop(); token; token = waiting.pop()) await one(token)
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    perSecond.push((journeys * 1000) / (performance.now() - from))
    cpu.push(((cpuSeconds(stack.pid) - cpuFrom) * 1000) / journeys)
    await stack.stop()
  }
  const how = `claim, showCode, preview, redeem over HTTP, ${atOnce} at once, SQLite on disk synchronous=FULL, ${journeys} a round`
  keep('coupon journeys a second', '/s', how, perSecond)
  keep('server CPU a coupon journey', 'ms', 'the same runs: user + system time of the whole stack, derived items included', cpu)
}

/** The same figures for few stores and for many. */
async function nearby(): Promise<void> {
  for (const { what, times, queries, items } of await nearbySearches(rounds))
    keep(
      `nearest 20 of ${what}`,
      'ms CPU',
      `${queries.toFixed(1)} questions, ${items.toFixed(0)} entries read, in memory`,
      times,
    )
}

async function newBatch(stack: Awaited<ReturnType<typeof startStack>>, token: string): Promise<string> {
  const window = { from: new Date(Date.now() - 60_000).toISOString(), to: new Date(Date.now() + 86_400_000).toISOString() }
  const { promotionId } = (await stack.call('createPromotion', { name: 'bench', ...window }, token)).body
  const benefit = { kind: 'amount', offFen: 1000, minSpendFen: 3000 }
  const form = { title: 'bench', total: 100_000, perMember: 1, benefit, validity: { kind: 'days', days: 7 } }
  const { batchId } = (await stack.call('createBatch', { promotionId, ...form }, token)).body
  await stack.call('launchPromotion', { promotionId }, token)
  return batchId
}

/** One conditional transaction of two items after another on SQLite on disk: what the engine itself can do. */
async function commits(): Promise<void> {
  const perSecond = []
  for (let round = 0; round < rounds; round++) {
    const folder = mkdtempSync(join(tmpdir(), 'footfall-commits-'))
    const table = openSqlite(join(folder, 'bench.db'))
    await table.commit({ put: { pk: 'STOCK', sk: 'STOCK', left: 1_000_000 }, when: 'always' })
    const from = performance.now()
    const sold = () => {
      throw new Error('the stock is gone')
    }
    for (let n = 0; n < 500; n++) {
      await table.commit(
        { put: { pk: `M#${n}`, sk: 'COUPON' }, when: 'absent', orElse: () => 'mine' },
        { change: { pk: 'STOCK', sk: 'STOCK' }, add: { left: -1 }, when: { field: 'left', atLeast: 1 }, orElse: sold },
      )
    }
    perSecond.push(500_000 / (performance.now() - from))
    table.close()
    rmSync(folder, { recursive: true })
  }
  keep(
    'bare conditional transactions a second',
    '/s',
    'two items, one after another, in process, SQLite on disk synchronous=FULL',
    perSecond,
  )
}

async function refusals(): Promise<void> {
  const how = '1,000 at once in one process, one in fifty genuine and kept, signatures verified, SQLite in memory'
  keep('forged callbacks refused a second', '/s', how, await refusedASecond(rounds))
}

/** User and system time of a process so far (Linux; elsewhere it counts nothing). */
function cpuSeconds(pid: number): number {
  if (process.platform !== 'linux') return 0
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}
