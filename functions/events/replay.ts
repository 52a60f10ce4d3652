import { Problem } from '../../shared/problem.ts'
import { bornAt, newMark } from '../kernel/ids.ts'
import type { Item, Key, Table, Write } from '../kernel/table/table.ts'
import { cellsOf, type Figure, rollupOf, rollups, type Sums } from './cells.ts'
import { eventShards, logOf } from './items.ts'
import { readEvent } from './upgrade.ts'

/** How far a replay has come: the last event of the log that is counted again. In the commit of what it counts, so a crash loses nothing. */
interface Progress extends Item {
  since: string
  hour: string
  shard: number
  last: string
  events: number
  /** Which one it is: two that begin at one moment must not take the cells for dropped by each other. */
  mark: string
  done?: true
}

const progressKey: Key = { pk: 'REPLAY', sk: 'PROGRESS' }
/** Of one replay: whose cells are dropped already. */
const droppedKey = (mark: string, name: string): Key => ({ pk: `REPLAY#${mark}`, sk: name })

/** A commit holds 100 writes: so many cells, some that the next event may add, and how far it has come. */
const mostCells = 90
const mostEvents = 2000
/** Of a log whose hours are mostly empty it is kept now and then where it stands. */
const emptyHours = 24 * 7

/** Another replay has moved on meanwhile. */
const replayMoved = new Problem('table.busy')

export interface Replayed {
  events: number
}

/**
 * Drops the cells of every promotion that the log speaks of and counts them anew, hour by hour from `since` on; what was broken off goes on
 * where it stood. The feed must stand still meanwhile: what it counted of an event that comes again here would stand twice. Refuses a
 * promotion that is older than `since`, since what happened before would be gone. Memory does not grow with the log.
 */
export async function replay(
  table: Table,
  { since, told }: { since: Date; told?: (hour: string, events: number) => void },
  now: Date,
): Promise<Replayed> {
  const from = since.toISOString().slice(0, 13)
  const kept = (await table.get(progressKey)) as Progress | undefined
  // One begun by a version that gave no mark begins anew.
  const isOpen = kept?.mark !== undefined && kept.done === undefined && kept.since === from
  const fresh: Progress = {
    ...progressKey,
    since: from,
    hour: from,
    shard: 0,
    last: '',
    events: 0,
    mark: newMark(),
  }
  if (!isOpen) await table.commit({ put: fresh, when: 'always' })
  const run = new Run(table, isOpen ? kept : fresh, now)
  for (let hour = run.progress.hour; hour <= now.toISOString().slice(0, 13); hour = hourAfter(hour)) {
    await run.takeHour(hour)
    told?.(hour, run.progress.events)
  }
  await run.end()
  return { events: run.progress.events }
}

class Run {
  readonly #table: Table
  readonly #now: Date
  /** Added up since the last commit. */
  readonly #cells = new Map<string, { key: Key; sums: Sums }>()
  #waiting = 0
  #hours = 0
  /** As the table has it, and as it will have it with the next commit. */
  #saved: Progress
  progress: Progress
  /** Those whose cells this process has seen to be dropped. */
  #dropped = new Set<string>()

  constructor(table: Table, progress: Progress, now: Date) {
    this.#table = table
    this.#now = now
    this.#saved = progress
    this.progress = progress
  }

  async takeHour(hour: string): Promise<void> {
    const isSame = hour === this.progress.hour
    const first = isSame ? this.progress.shard : 0
    for (let shard = first; shard < eventShards; shard++)
      await this.#takeShard(hour, shard, isSame && shard === first ? this.progress.last : '')
    this.#hours += 1
    if (this.#hours % emptyHours === 0) {
      this.progress = { ...this.progress, hour: hourAfter(hour), shard: 0, last: '' }
      await this.#save()
    }
  }

  async end(): Promise<void> {
    this.progress = { ...this.progress, done: true }
    await this.#save()
  }

  async #takeShard(hour: string, shard: number, after: string): Promise<void> {
    let cursor: string | undefined
    do {
      const page = await this.#table.query({ pk: logOf(hour, shard), ...(after !== '' && { from: after }), cursor })
      for (const item of page.items) if (item.sk !== after) await this.#take(hour, shard, item)
      cursor = page.cursor
    } while (cursor !== undefined)
  }

  async #take(hour: string, shard: number, item: Item): Promise<void> {
    const event = await readEvent(this.#table, item, this.#now)
    const cells = cellsOf(event)
    if (cells.length > 0) await this.#drop(event.promotionId ?? '', event.part)
    for (const { key, add } of cells) {
      const name = `${key.pk} ${key.sk}`
      const cell = this.#cells.get(name) ?? { key, sums: {} }
      for (const [figure, more] of Object.entries(add) as [Figure, number][])
        cell.sums[figure] = (cell.sums[figure] ?? 0) + more
      this.#cells.set(name, cell)
    }
    this.progress = { ...this.progress, hour, shard, last: item.sk, events: this.progress.events + 1 }
    this.#waiting += 1
    if (this.#cells.size > mostCells || this.#waiting >= mostEvents) await this.#save()
  }

  /** What was counted, and that it was: both or none. */
  async #save(): Promise<void> {
    const counted = [...this.#cells.values()].flatMap(({ key, sums }): Write[] => {
      const add = Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0)) as { [figure: string]: number }
      return Object.keys(add).length === 0 ? [] : [{ change: key, add, when: 'always' }]
    })
    const { events, hour, shard, last } = this.#saved
    const at = { events, hour, shard, last }
    const when = { all: Object.entries(at).map(([field, is]) => ({ field, is })) }
    await this.#table.commit({ put: this.progress, when, orElse: () => replayMoved }, ...counted)
    this.#saved = this.progress
    this.#cells.clear()
    this.#waiting = 0
  }

  /** Before the first of a promotion is counted again; said of it in the table, so that who goes on drops nothing that is counted. */
  async #drop(promotionId: string, part: number | undefined): Promise<void> {
    const name = `${promotionId}#${part ?? ''}`
    if (this.#dropped.has(name)) return
    const { since, mark } = this.progress
    const marker = droppedKey(mark, name)
    if (!(await this.#table.get(marker))) {
      if (bornAt(promotionId).toISOString().slice(0, 13) < since) throw new Error(`${promotionId} is older than ${since}`)
      for (const by of rollups) await this.#dropAll(rollupOf(promotionId, by, part))
      await this.#table.commit({ put: { ...marker, expires: inAMonth(this.#now) }, when: 'always' })
    }
    this.#dropped.add(name)
  }

  async #dropAll(pk: string): Promise<void> {
    for (;;) {
      const { items } = await this.#table.query({ pk, limit: 100 })
      if (items.length === 0) return
      await this.#table.commit(...items.map(({ sk }): Write => ({ remove: { pk, sk }, when: 'always' })))
    }
  }
}

const inAMonth = (now: Date) => Math.floor(now.getTime() / 1000) + 30 * 86_400
/** `2026-11-22T07`, an hour later. */
const hourAfter = (hour: string) => new Date(Date.parse(`${hour}:00:00.000Z`) + 3_600_000).toISOString().slice(0, 13)
