import { DatabaseSync } from 'node:sqlite'
import { TableBusy, TableUnavailable } from './table-faults.ts'

const applicationId = 0x466f6f74
const formVersion = 1
const patienceMs = 5_000

const schema = `
  CREATE TABLE items (
    pk TEXT NOT NULL, sk TEXT NOT NULL, json TEXT NOT NULL,
    list TEXT, list_at TEXT, due TEXT, due_at TEXT,
    PRIMARY KEY (pk, sk)
  ) WITHOUT ROWID;
  CREATE INDEX items_list ON items (list, list_at, pk, sk) WHERE list IS NOT NULL;
  CREATE INDEX items_due ON items (due, due_at, pk, sk) WHERE due IS NOT NULL;
  CREATE TABLE changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, old TEXT, new TEXT);
  CREATE TABLE checkpoints (consumer TEXT PRIMARY KEY, seq INTEGER NOT NULL);
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${formVersion};
`

/** Opens or makes the file; throws TableUnavailable with one sentence for a person where it cannot be used. */
export function openFile(path: string): DatabaseSync {
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(path, { timeout: patienceMs })
    prepareFile(db, path)
    return db
  } catch (error) {
    if (db?.isOpen) db.close()
    throw error instanceof TableUnavailable ? error : explained(error, path)
  }
}

/** What an error of SQLite means to us: TableBusy where another process holds the file, else TableUnavailable. */
export function explained(error: unknown, path: string): unknown {
  const code = sqliteCode(error)
  if (code === undefined) return error
  if (code === busy || code === locked)
    return new TableBusy(`Another process kept ${path} locked for more than ${patienceMs / 1000} seconds.`, error, true)
  return new TableUnavailable(
    `${sentences[code] ?? 'The database could not be used'}: ${path}${code in sentences ? '' : ` (${String(error)})`}`,
    error,
  )
}

function prepareFile(db: DatabaseSync, path: string): void {
  const form = formOf(db, path)
  // Two processes that make one file at once: SQLite does not wait for its turn when the journal mode changes, so we do.
  patiently(() => db.exec('PRAGMA journal_mode = WAL'))
  db.exec('PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -65536')
  if (form === 'ours') return
  patiently(() => db.exec('BEGIN IMMEDIATE'))
  try {
    if (formOf(db, path) === 'fresh') db.exec(schema)
    db.exec('COMMIT')
  } finally {
    if (db.isTransaction) db.exec('ROLLBACK')
  }
}

function formOf(db: DatabaseSync, path: string): 'ours' | 'fresh' {
  const { application_id: owner } = db.prepare('PRAGMA application_id').get() as { application_id: number }
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number }
  const { tables } = db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number }
  if (owner === applicationId && version === formVersion) return 'ours'
  if (owner === applicationId)
    throw new TableUnavailable(`The database was made by another version of Footfall than this one: ${path}`)
  if (owner !== 0 || version !== 0 || tables > 0)
    throw new TableUnavailable(`The file is the database of another program: ${path}`)
  return 'fresh'
}

/** Tries again while another process holds the file, as long as SQLite itself waits for a write. */
function patiently(step: () => void): void {
  const until = performance.now() + patienceMs
  for (;;) {
    try {
      step()
      return
    } catch (error) {
      if (sqliteCode(error) !== busy || performance.now() > until) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}

/** SQLite's primary result code, or undefined for an error that is not SQLite's. */
function sqliteCode(error: unknown): number | undefined {
  // Not instanceof: Node's own errors are of another realm than a test's.
  if (typeof error !== 'object' || error === null || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined
  return error.errcode & 0xff
}

const busy = 5
const locked = 6
const sentences: { [code: number]: string } = {
  3: 'The database file may not be opened with the rights of this user',
  8: 'The database file may only be read, not written',
  10: 'The disk failed while the database was used',
  11: 'The database file is damaged',
  13: 'The disk is full, so nothing more can be saved',
  14: 'The database file cannot be opened or made there (is it a folder, or is the folder missing or closed to this user?)',
  26: 'The file is not a database',
}
