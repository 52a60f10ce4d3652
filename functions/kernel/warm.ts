import { dueAt } from './due.ts'
import type { Table } from './table/table.ts'
import type { Warmth } from './table/warm.ts'

/**
 * Asks the job to make the table ready for so many write units a second: only the job may change the table itself. Answers what became of
 * it the last time it was asked for this, or that it is asked now.
 */
export async function askForWarmth(table: Table, id: string, writesPerSecond: number, now: Date): Promise<Warmth> {
  if (process.env.FOOTFALL_TABLE !== 'dynamodb') return 'local'
  const [item] = await table.commit({
    change: { pk: `WARM#${id}`, sk: 'WARM' },
    set: { writesPerSecond, ...dueAt(id, now.toISOString(), 'warm') },
    when: 'always',
  })
  return (item?.state as Warmth | undefined) ?? 'asked'
}

/** What became of it when it was last asked for; undefined where nobody has. */
export async function warmthOf(table: Table, id: string): Promise<Warmth | undefined> {
  if (process.env.FOOTFALL_TABLE !== 'dynamodb') return 'local'
  const item = await table.get({ pk: `WARM#${id}`, sk: 'WARM' })
  return item && ((item.state as Warmth | undefined) ?? 'asked')
}
