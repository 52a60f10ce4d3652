import { continueImport } from '../imports/imports.ts'
import { clock } from '../kernel/clock.ts'
import { type Job, scheduled } from '../kernel/due.ts'
import { table } from '../kernel/table/open.ts'

/** What an item in the index `due` is waiting for, by the name in its `dueAt`. */
const jobs: { [work: string]: Job } = {
  import: (item, now) => continueImport(table, item, now),
}

export const handler = scheduled(table, jobs, clock.now)
