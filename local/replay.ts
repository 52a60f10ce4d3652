import { clock as kernelClock } from '../functions/kernel/clock.ts'
import { localClock } from './data/clock-file.ts'
import { takeFolder } from './data/folder.ts'
import { openTable } from './data/open-table.ts'
import { Refusal } from './refusal.ts'
import { settingsOf } from './settings.ts'
import { root } from './stack.ts'

/**
 * `npm run replay -- 2026-11-01`: drops what reports are made of, and counts the log of events anew from that day on, which must not be
 * after the first promotion was made. The stack must be stopped (the data folder is taken), so that the feed stands still; broken off, it
 * goes on where it stood when it is called again.
 */
try {
  const [day = '', ...more] = process.argv.slice(2)
  const since = new Date(/^\d{4}-\d\d-\d\d$/.test(day) && more.length === 0 ? `${day}T00:00:00.000Z` : Number.NaN)
  if (Number.isNaN(since.getTime())) throw new Refusal('local/replay.ts needs the day of the first event, such as 2026-11-01.')
  const settings = settingsOf(process.env, [], root)
  const release = settings.folder === undefined ? () => {} : takeFolder(settings.folder)
  const clock = localClock(kernelClock, settings.folder)
  process.env.FOOTFALL_TABLE = settings.table
  process.env.FOOTFALL_DATA = settings.folder ?? ':memory:'
  const table = await openTable(settings)
  const { replay } = await import('../functions/events/replay.ts')
  const told = (hour: string, events: number) => {
    if (hour.endsWith('T00')) process.stdout.write(`${hour.slice(0, 10)}: ${events} events\n`)
  }
  const { events } = await replay(table, { since, told }, clock.now())
  process.stdout.write(`${events} events counted anew.\n`)
  table.close()
  release()
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  console.error(error.message)
  process.exitCode = 1
}
