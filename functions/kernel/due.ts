import { spread } from './ids.ts'
import { log } from './log.ts'
import { measured, observe, writeGathered } from './metrics.ts'
import type { Item, Table } from './table/table.ts'

const shards = 16

/** The place in the index `due` of an item that a job has to look at from an instant on. `work` says which job (functions/jobs). */
export function dueAt(id: string, instant: string, work: string): { due: string; dueAt: string } {
  return { due: `DUE#${spread(id, shards)}`, dueAt: `${instant}#${work}#${id}` }
}

/** What takes an item out of the index, for `drop` of the write that has done its work. */
export const duePlace = ['due', 'dueAt']

/** Looks at one item that is due. A repeat, and an item that has moved on meanwhile, must be harmless: the index lags. */
export type Job = (item: Item, now: Date) => Promise<void>

/**
 * The Lambda handler of a schedule: does what is due by now, oldest first in each shard. An item that fails is told of and holds up
 * no other; the run then fails as a whole, which raises the alarm, and the next run meets the item again.
 */
export function scheduled(table: Table, jobs: { [work: string]: Job }, now: () => Date) {
  return async (): Promise<void> => {
    let failed = 0
    const one = async (item: Item, at: Date) => {
      const work = String(item.dueAt).split('#')[1] ?? ''
      const job = jobs[work]
      try {
        if (!job) throw new Error(`no job is called ${work}`)
        await job(item, at)
      } catch (error) {
        failed += 1
        const stack = error instanceof Error ? error.stack : String(error)
        log.write(measured({ level: 'error', what: 'job', work, error: stack }, { JobsFailed: 1 }))
      }
    }
    const at = now()
    for (let shard = 0; shard < shards; shard++) {
      let cursor: string | undefined
      do {
        const page = await table.query({ index: 'due', pk: `DUE#${shard}`, to: `${at.toISOString()}~`, cursor })
        const [oldest] = page.items
        if (oldest) observe('JobsLateSeconds', (at.getTime() - Date.parse(String(oldest.dueAt).split('#')[0] ?? '')) / 1000)
        for (const item of page.items) await one(item, at)
        cursor = page.cursor
      } while (cursor !== undefined)
    }
    writeGathered('jobs')
    if (failed > 0) throw new Error(`${failed} due items failed`)
  }
}
