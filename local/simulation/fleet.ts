import type { Units } from '../../functions/kernel/table/table.ts'
import type { Database } from './database.ts'
import { type Faults, SimTable } from './sim-table.ts'
import type { World } from './world.ts'

/** What became of a call: its answer, its error, or nothing at all. */
export type Outcome<T> = { answer: T } | { error: unknown } | 'lost'

/**
 * Processes as Lambda has them: each with caches of its own and so many calls at once; another begins where all are busy, and one that
 * crashes is gone with all it was doing.
 */
export class Fleet {
  #world: World
  #database: Database
  #faults: Faults
  #atOnce: number
  #processes: { table: SimTable; busy: number }[] = []
  /** What its processes have asked of the table. */
  readonly used: Units = { calls: 0, read: 0, write: 0 }

  constructor(world: World, database: Database, faults: Faults, atOnce: number) {
    this.#world = world
    this.#database = database
    this.#faults = faults
    this.#atOnce = atOnce
  }

  async call<T>(work: (table: SimTable) => Promise<T>): Promise<Outcome<T>> {
    const process = this.#free()
    process.busy += 1
    const lost = new Promise<'lost'>((resolve) => process.table.onCrash(() => resolve('lost')))
    const done = work(process.table).then(
      (answer) => ({ answer }),
      (error: unknown) => ({ error }),
    )
    const outcome = await Promise.race([done, lost])
    process.busy -= 1
    return outcome
  }

  #free(): { table: SimTable; busy: number } {
    this.#processes = this.#processes.filter(({ table }) => table.isAlive)
    const free = this.#processes.filter(({ busy }) => busy < this.#atOnce)
    if (free.length > 0) return this.#world.pick(free)
    const fresh = { table: new SimTable(this.#world, this.#database, this.#faults, this.used), busy: 0 }
    this.#processes.push(fresh)
    return fresh
  }
}
