import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { machine } from './machine.ts'
import { rowsNamed, UnknownRow } from './rows.ts'
import { type Ran, runRow } from './run.ts'
import { markdownOf, type Result } from './table.ts'

/**
 * `npm run bench` takes every figure we claim; `npm run bench -- journey growth` takes those rows alone; `--long` also the largest sizes.
 * What it found stands in bench/results. A row that fails leaves the others' figures there and ends the run with an error.
 */
try {
  const args = process.argv.slice(2)
  const unknown = args.filter((arg) => arg.startsWith('-') && arg !== '--long')
  if (unknown.length > 0) throw new UnknownRow(`There is no ${unknown.join(', ')}, only --long.`)
  const chosen = rowsNamed(args.filter((arg) => !arg.startsWith('-')))
  const result: Result = { machine: machine(), versions: {}, rows: [] }
  for (const row of chosen) {
    process.stdout.write(`${row.name} … `)
    const ran = await runRow(row, args.includes('--long'))
    process.stdout.write(`${ran.failed ? 'FAILED' : 'done'} in ${ran.tookSeconds.toFixed(0)} s\n`)
    if (ran.failed) process.stdout.write(`${ran.failed}\n`)
    result.rows.push(ran)
    keep(result)
  }
  process.stdout.write(`\n${markdownOf(result)}`)
  if (result.rows.some(({ failed }: Ran) => failed)) process.exitCode = 1
} catch (error) {
  if (!(error instanceof UnknownRow)) throw error
  console.error(error.message)
  process.exitCode = 2
}

/** After each row, so that a run that is broken off keeps what it has. */
function keep(result: Result): void {
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(result, null, 2)}\n`)
  writeFileSync(join(folder, 'bench.md'), markdownOf(result))
}
