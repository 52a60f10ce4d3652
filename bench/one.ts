import { type Asked, LeftOut } from './row.ts'
import { rowsNamed } from './rows.ts'
import type { Told } from './run.ts'

/** `bench.ts` starts this for each row: what is loaded, set in the environment and left in memory by one row touches no other. */
const [name = '', ...flags] = process.argv.slice(2)
const leftOut: string[] = []
const asked: Asked = {
  long: flags.includes('--long'),
  some: (count, step = 1) => (flags.includes('--quick') ? step * Math.ceil(count / 10 / step) : count),
  leaveOut(what, because) {
    leftOut.push(`${what}: ${because}`)
    process.stderr.write(`\n!!! ${what}: ${because} !!!\n\n`)
  },
}

const tell = (told: Told) => new Promise<void>((sent) => process.send?.(told, () => sent()))

try {
  const [listed] = rowsNamed([name])
  const { row } = (await listed?.load()) ?? {}
  await tell({ figures: (await row?.take(asked)) ?? [], leftOut })
} catch (error) {
  if (error instanceof LeftOut) {
    asked.leaveOut(`${name} is left out`, error.message)
    await tell({ figures: [], leftOut })
  } else await tell({ figures: [], leftOut, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}
process.exit()
