import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Item, Key } from './table.ts'

/** One item before and after a commit: `old` is absent when it was made, `new` when it was removed. */
export interface Change {
  seq: number
  key: Key
  old?: Item
  new?: Item
}

/** The log of changes, written in the transaction of each change, and the small words kept beside it. */
export class SqliteChanges {
  #db: DatabaseSync
  #add: StatementSync
  #after: StatementSync
  #last: StatementSync
  #trim: StatementSync
  #checkpoint: StatementSync
  #saveCheckpoint: StatementSync
  #meta: StatementSync
  #setMeta: StatementSync

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#add = db.prepare('INSERT INTO changes (old, new) VALUES (?, ?)')
    this.#after = db.prepare('SELECT seq, old, new FROM changes WHERE seq > ? ORDER BY seq LIMIT ?')
    this.#last = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")
    this.#trim = db.prepare('DELETE FROM changes WHERE seq <= ?')
    this.#checkpoint = db.prepare('SELECT seq FROM checkpoints WHERE consumer = ?')
    this.#saveCheckpoint = db.prepare('INSERT OR REPLACE INTO checkpoints (consumer, seq) VALUES (?, ?)')
    this.#meta = db.prepare('SELECT value FROM meta WHERE name = ?')
    this.#setMeta = db.prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)')
  }

  add(old: string | null, changed: string | null): void {
    this.#add.run(old, changed)
  }

  after(seq: number, limit: number): Change[] {
    const rows = this.#after.all(seq, limit) as { seq: number; old: string | null; new: string | null }[]
    return rows.map((row) => {
      const old: Item | undefined = row.old === null ? undefined : JSON.parse(row.old)
      const changed: Item | undefined = row.new === null ? undefined : JSON.parse(row.new)
      const { pk, sk } = (changed ?? old) as Item
      return { seq: row.seq, key: { pk, sk }, ...(old && { old }), ...(changed && { new: changed }) }
    })
  }

  /** The number of the latest change, 0 before the first; trimming does not take it back. */
  last(): number {
    return (this.#last.get() as { seq: number } | undefined)?.seq ?? 0
  }

  trim(upTo: number): void {
    this.#trim.run(upTo)
  }

  checkpoint(consumer: string): number {
    return (this.#checkpoint.get(consumer) as { seq: number } | undefined)?.seq ?? 0
  }

  /** Without a wait for the disk, which the next commit brings: one that is lost with the power only lets changes be heard again. */
  saveCheckpoint(consumer: string, seq: number): void {
    this.#db.exec('PRAGMA synchronous = NORMAL')
    try {
      this.#saveCheckpoint.run(consumer, seq)
    } finally {
      this.#db.exec('PRAGMA synchronous = FULL')
    }
  }

  meta(name: string): string | undefined {
    return (this.#meta.get(name) as { value: string } | undefined)?.value
  }

  setMeta(name: string, value: string): void {
    this.#setMeta.run(name, value)
  }
}
