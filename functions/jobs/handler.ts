import { reclaim } from '../coupons/coupons.ts'
import { clock } from '../kernel/clock.ts'
import { type Job, scheduled } from '../kernel/due.ts'
import { table } from '../kernel/table/open.ts'

/** What an item in the index `due` is waiting for, by the name in its `dueAt`. */
const jobs: { [work: string]: Job } = {
  reclaim: (item, now) => reclaim(table, item, now),
}

export const handler = scheduled(table, jobs, clock.now)
