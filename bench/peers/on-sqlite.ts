import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Store } from './store.ts'

/** One file for each server; the filled shop is a file too. Everything is on disk, in the system's folder for such things. */
export function onSqlite(): Store {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-peer-'))
  const filled = join(folder, 'filled.sqlite')
  let copies = 0
  return {
    name: 'SQLite',
    folder,
    empty: async () => filled,
    async copy() {
      const copy = join(folder, `shop-${copies++}.sqlite`)
      copyFileSync(filled, copy)
      return copy
    },
    async run(address, sql) {
      const database = new DatabaseSync(address)
      for (const statement of sql) database.exec(statement)
      database.close()
    },
    async settle(address) {
      // What the last server left in the log goes into the file, so that the file alone is the shop.
      const database = new DatabaseSync(address)
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      database.close()
    },
    cpuSeconds: () => 0,
    rssBytes: () => 0,
    async remove() {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
