import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { against } from './against.ts'
import { keep } from './keep.ts'
import { machine } from './machine.ts'
import { growthPlot } from './plot.ts'
import { rowsNamed, UnknownRow } from './rows.ts'
import { runRow } from './run.ts'
import { markdownOf, type Result } from './table.ts'

/**
 * `npm run bench` takes every figure we claim; `npm run bench -- journey growth` takes those rows alone; `--long` also the
 * largest sizes, `--quick` a tenth of everything, to see whether it works; `--keep` makes what a whole run found the README's figures.
 * What it found stands in bench/results. A row that fails leaves the others' figures there and ends the run with an error.
 */
const folder = join(import.meta.dirname, 'results')
try {
  const args = process.argv.slice(2)
  const names = args.filter((arg) => !arg.startsWith('-'))
  const flags = args.filter((arg) => arg.startsWith('-'))
  const unknown = flags.filter((flag) => !['--long', '--quick', '--keep'].includes(flag))
  if (unknown.length > 0) throw new UnknownRow(`There is no ${unknown.join(', ')}, only --long, --quick and --keep.`)
  const isKept = flags.includes('--keep')
  if (isKept && (names.length > 0 || flags.includes('--quick')))
    throw new UnknownRow('Only a whole run is kept: --keep goes with no row and not with --quick.')
  const result: Result = { machine: machine(), versions: versions(), rows: [] }
  for (const row of rowsNamed(names)) {
    process.stdout.write(`${row.name} … `)
    const ran = await runRow(row, flags)
    process.stdout.write(`${ran.failed ? 'FAILED' : 'done'} in ${ran.tookSeconds.toFixed(0)} s\n`)
    if (ran.failed) process.stdout.write(`${ran.failed}\n`)
    result.rows.push(ran)
    write(result)
  }
  const beside = against(result.rows)
  if (beside.figures.length > 0) result.rows.push(beside)
  write(result)
  process.stdout.write(`\n${markdownOf(result)}`)
  const failed = result.rows.filter(({ failed }) => failed).map(({ name }) => name)
  if (failed.length > 0) {
    console.error(`\nFailed: ${failed.join(', ')}.${isKept ? ' Nothing was kept.' : ''}`)
    process.exitCode = 1
  } else if (isKept) keep(result)
} catch (error) {
  if (!(error instanceof UnknownRow)) throw error
  console.error(error.message)
  process.exitCode = 2
}

/** After each row, so that a run that is broken off keeps what it has. */
function write(result: Result): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(result, null, 2)}\n`)
  writeFileSync(join(folder, 'bench.md'), markdownOf(result))
  const plot = growthPlot(result.rows.flatMap(({ figures }) => figures))
  if (plot) writeFileSync(join(folder, 'growth.svg'), plot)
}

/** What measured: the others tell their versions beside their names. */
function versions(): { [name: string]: string } {
  const file = join(import.meta.dirname, 'package.json')
  const { devDependencies = {} } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const { autocannon, undici } = devDependencies
  return { ...(autocannon && { autocannon }), ...(undici && { undici }) }
}
