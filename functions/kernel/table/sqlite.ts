import { checkedWrites } from './commit-rules.ts'
import { askedOf } from './question.ts'
import { type Change, SqliteChanges } from './sqlite-changes.ts'
import { CommitQueue } from './sqlite-commits.ts'
import { explained, openFile } from './sqlite-file.ts'
import { SqliteReader } from './sqlite-reader.ts'
import { storedKey, storedKeys } from './stored.ts'
import type { Item, Key, Page, Question, Table, Units, Write } from './table.ts'
import { TableUnavailable } from './table-faults.ts'
import { Meter } from './units.ts'

export type { Change } from './sqlite-changes.ts'

/** The table in one file, and what the local change feed reads beside it. Two processes may hold one file at once. */
export interface SqliteTable extends Table {
  /** What changed after `seq`, oldest first: one record for each item that a commit changed, none where nothing changed. */
  changesAfter(seq: number, limit: number): Change[]
  /** How far a consumer has come; 0 when it never said. */
  checkpoint(consumer: string): number
  saveCheckpoint(consumer: string, seq: number): void
  /** Forgets the changes up to and including `upTo`. */
  trimChanges(upTo: number): void
  /** Calls back after each commit of this process that changed something; a commit of another process is not heard. */
  onCommit(listener: () => void): void
  /** A word kept beside the data, such as the clock's offset. */
  meta(name: string): string | undefined
  setMeta(name: string, value: string): void
}

export interface SqliteOptions {
  /** How many of the latest changes an index read does not see yet, asked at each read: a test makes an index lag with it. */
  indexLag?: () => number
}

/** Opens (or makes) the table in a file, or in memory with ':memory:'. Throws TableUnavailable where that cannot be done. */
export function openSqlite(path: string, options: SqliteOptions = {}): SqliteTable {
  const db = openFile(path)
  const meter = new Meter()
  const changes = new SqliteChanges(db)
  const reader = new SqliteReader(db, meter, options.indexLag && { behind: options.indexLag, changes })
  const commits = new CommitQueue(db, meter, reader, changes)

  /** Runs one step on the open file; SQLite's errors come out as ours. */
  function step<T>(work: () => T): T {
    if (!db.isOpen) throw new TableUnavailable(`The table is closed: ${path}`)
    try {
      return work()
    } catch (error) {
      throw explained(error, path)
    }
  }

  return {
    async get(key: Key): Promise<Item | undefined> {
      const stored = storedKey(key)
      return step(() => reader.get(stored))
    },
    async getMany(keys: Key[]): Promise<Item[]> {
      const stored = storedKeys(keys)
      return step(() => reader.getMany(stored))
    },
    async query(question: Question): Promise<Page> {
      const asked = askedOf(question)
      return asked ? step(() => reader.query(asked)) : { items: [] }
    },
    async commit(...writes: Write[]): Promise<(Item | undefined)[]> {
      const checked = checkedWrites(writes)
      step(() => undefined)
      return commits.add(checked).catch((error: unknown) => {
        throw explained(error, path)
      })
    },
    units: (): Units => meter.total(),
    close(): void {
      if (!db.isOpen) return
      commits.flush()
      db.close()
    },
    changesAfter: (seq, limit) => step(() => changes.after(seq, limit)),
    checkpoint: (consumer) => step(() => changes.checkpoint(consumer)),
    saveCheckpoint: (consumer, seq) => step(() => changes.saveCheckpoint(consumer, seq)),
    trimChanges: (upTo) => step(() => changes.trim(upTo)),
    onCommit: (listener) => commits.onCommit(listener),
    meta: (name) => step(() => changes.meta(name)),
    setMeta: (name, value) => step(() => changes.setMeta(name, value)),
  }
}
