import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { setImmediate } from 'node:timers'
import { isDeepStrictEqual } from 'node:util'
import { keyOf } from './commit-rules.ts'
import { holds } from './condition.ts'
import { itemAfter } from './effect.ts'
import type { SqliteChanges } from './sqlite-changes.ts'
import type { SqliteReader } from './sqlite-reader.ts'
import type { Item, Write } from './table.ts'
import { chargeCommit, chargeFailed, indexKey, type Meter } from './units.ts'
import { answerToFailure } from './verdict.ts'

type Answer = (Item | undefined)[]

interface Waiting {
  writes: Write[]
  resolve: (answer: Answer) => void
  reject: (reason: unknown) => void
}

/**
 * Commits that arrive in one turn of the event loop share one SQLite transaction, and so one wait for the disk. Each still
 * stands alone: its conditions are judged after the commits before it, and it writes all or nothing. Nobody gets an answer
 * before the disk has it.
 */
export class CommitQueue {
  #db: DatabaseSync
  #meter: Meter
  #reader: SqliteReader
  #changes: SqliteChanges
  #waiting: Waiting[] = []
  #listeners: (() => void)[] = []
  /** Whether the group of now changed anything that a listener would want to hear of. */
  #hasChanged = false
  #begin: StatementSync
  #end: StatementSync
  #save: StatementSync
  #remove: StatementSync

  constructor(db: DatabaseSync, meter: Meter, reader: SqliteReader, changes: SqliteChanges) {
    this.#db = db
    this.#meter = meter
    this.#reader = reader
    this.#changes = changes
    this.#begin = db.prepare('BEGIN IMMEDIATE')
    this.#end = db.prepare('COMMIT')
    this.#save = db.prepare(
      'INSERT OR REPLACE INTO items (pk, sk, json, list, list_at, due, due_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    this.#remove = db.prepare('DELETE FROM items WHERE pk = ? AND sk = ?')
  }

  add(writes: Write[]): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ writes, resolve, reject })
      if (this.#waiting.length === 1) setImmediate(() => this.flush())
    })
  }

  onCommit(listener: () => void): void {
    this.#listeners.push(listener)
  }

  /** Commits what waits, now. */
  flush(): void {
    const group = this.#waiting
    if (group.length === 0) return
    this.#waiting = []
    this.#hasChanged = false
    const answers: (() => void)[] = []
    try {
      this.#begin.run()
      for (const waiting of group) answers.push(this.#decided(waiting))
      this.#end.run()
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      for (const { reject } of group) reject(error)
      return
    }
    for (const answer of answers) answer()
    if (this.#hasChanged) for (const listener of this.#listeners) listener()
  }

  /** Judges and writes one commit; what it gives back tells the caller, once the disk has it. */
  #decided({ writes, resolve, reject }: Waiting): () => void {
    const jsons = writes.map((write) => this.#reader.json(keyOf(write)))
    const before = jsons.map((json): Item | undefined => (json === undefined ? undefined : JSON.parse(json)))
    const failed = writes.map((write, at) => !holds(write.when, before[at]))
    if (failed.includes(true)) {
      chargeFailed(
        this.#meter,
        writes,
        failed.map((isFailed, at) => (isFailed ? before[at] : undefined)),
      )
      return () => {
        try {
          resolve(answerToFailure(writes, failed, before))
        } catch (problem) {
          reject(problem)
        }
      }
    }
    let after: (Item | undefined)[]
    try {
      after = writes.map((write, at) => itemAfter(write, before[at]))
    } catch (misuse) {
      return () => reject(misuse)
    }
    const changed = after.map((item, at) => this.#write(jsons[at], before[at], item))
    chargeCommit(this.#meter, writes, before, after, changed)
    const answer = writes.map((write, at) =>
      'put' in write || ('change' in write && writes.length === 1) ? after[at] : undefined,
    )
    return () => resolve(answer)
  }

  /** Brings one item into its new form, and says whether that changed anything. */
  #write(json: string | undefined, before: Item | undefined, after: Item | undefined): boolean {
    if (!after) {
      if (!before) return false
      this.#hasChanged = true
      this.#remove.run(before.pk, before.sk)
      this.#changes.add(json ?? null, null)
      return true
    }
    const next = JSON.stringify(after)
    // The order of fields means nothing, so a text of the same length may still be the same item.
    if (next === json || (next.length === json?.length && isDeepStrictEqual(before, JSON.parse(next)))) return false
    this.#hasChanged = true
    const [list = null, listAt = null] = indexKey('list', after) ?? []
    const [due = null, dueAt = null] = indexKey('due', after) ?? []
    this.#save.run(after.pk, after.sk, next, list, listAt, due, dueAt)
    this.#changes.add(json ?? null, next)
    return true
  }
}
