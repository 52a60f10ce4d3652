import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openSqlite, type SqliteTable } from './sqlite.ts'
import { TableUnavailable } from './table-faults.ts'

/** Opens the table in a data folder, which is made if it is not there; ':memory:' keeps nothing. */
export function openSqliteIn(folder: string): SqliteTable {
  if (folder === ':memory:') return openSqlite(folder)
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new TableUnavailable(`The folder for the data cannot be made: ${folder} (${String(error)})`, error)
  }
  return openSqlite(join(folder, 'footfall.db'))
}
