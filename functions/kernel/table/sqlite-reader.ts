import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { keyId } from './commit-rules.ts'
import { type Asked, cursorAfter } from './question.ts'
import { itemSize } from './size.ts'
import type { SqliteChanges } from './sqlite-changes.ts'
import { laggingRows } from './sqlite-lag.ts'
import type { Item, Key, Page } from './table.ts'
import { type Meter, readUnits } from './units.ts'

const maxPageBytes = 1024 * 1024

/** Reads items from the file; every statement is prepared once. */
export class SqliteReader {
  #db: DatabaseSync
  #meter: Meter
  #lag: { behind: () => number; changes: SqliteChanges } | undefined
  #one: StatementSync
  #questions = new Map<string, StatementSync>()

  constructor(db: DatabaseSync, meter: Meter, lag?: { behind: () => number; changes: SqliteChanges }) {
    this.#db = db
    this.#meter = meter
    this.#lag = lag
    this.#one = db.prepare('SELECT json FROM items WHERE pk = ? AND sk = ?')
  }

  /** The stored text of an item, not metered. */
  json({ pk, sk }: Key): string | undefined {
    return (this.#one.get(pk, sk) as { json: string } | undefined)?.json
  }

  get(key: Key): Item | undefined {
    const json = this.json(key)
    const item: Item | undefined = json && JSON.parse(json)
    this.#meter.read(readUnits(itemSize(item)))
    return item
  }

  getMany(keys: Key[]): Item[] {
    if (keys.length === 0) return []
    const found = new Map<string, Item | undefined>()
    for (const key of keys) {
      const json = this.json(key)
      found.set(keyId(key), json === undefined ? undefined : JSON.parse(json))
    }
    this.#meter.read([...found.values()].reduce((units, item) => units + readUnits(itemSize(item)), 0))
    return keys.map((key) => found.get(keyId(key))).filter((item) => item !== undefined)
  }

  query(asked: Asked): Page {
    const behind = asked.index && this.#lag ? this.#lag.behind() : 0
    const rows = this.#lag && behind > 0 ? laggingRows(this.#db, this.#lag.changes, behind, asked) : this.#rows(asked)
    const items: Item[] = []
    let bytes = 0
    for (const item of rows) {
      items.push(item)
      bytes += itemSize(item)
      if (items.length === asked.limit || bytes >= maxPageBytes) break
    }
    this.#meter.read(readUnits(bytes, asked.index ? 'eventual' : 'strong'))
    const last = items.at(-1)
    // Like DynamoDB: a page that was cut says so even when nothing comes after it.
    const wasCut = items.length === asked.limit || bytes >= maxPageBytes
    return last && wasCut ? { items, cursor: cursorAfter(last, asked) } : { items }
  }

  *#rows(asked: Asked): Generator<Item> {
    const { sql, values } = statementFor(asked)
    let statement = this.#questions.get(sql)
    if (!statement) {
      statement = this.#db.prepare(sql)
      this.#questions.set(sql, statement)
    }
    for (const row of statement.iterate(...values, asked.limit)) yield JSON.parse((row as { json: string }).json)
  }
}

const columns = { table: ['pk', 'sk'], list: ['list', 'list_at'], due: ['due', 'due_at'] } as const

function statementFor({ index, pk, prefix, from, to, backward, after }: Asked): { sql: string; values: string[] } {
  const [partition, at] = columns[index ?? 'table']
  const place = index ? [at, 'pk', 'sk'] : [at]
  const parts = [`${partition} = ?`]
  const values = [pk]
  const bind = (part: string, ...bound: string[]) => {
    parts.push(part)
    values.push(...bound)
  }
  if (prefix !== undefined) {
    bind(`${at} >= ?`, prefix)
    const end = textAfterPrefix(prefix)
    if (end !== undefined) bind(`${at} < ?`, end)
  }
  if (from !== undefined) bind(`${at} >= ?`, from)
  if (to !== undefined) bind(`${at} <= ?`, to)
  if (after) {
    const marks = place.map(() => '?').join(', ')
    bind(
      `(${place.join(', ')}) ${backward ? '<' : '>'} (${marks})`,
      ...[after.at, after.pk, after.sk].filter((text) => text !== undefined),
    )
  }
  const order = place.map((column) => (backward ? `${column} DESC` : column)).join(', ')
  return { sql: `SELECT json FROM items WHERE ${parts.join(' AND ')} ORDER BY ${order} LIMIT ?`, values }
}

/** The first text, by UTF-8 bytes, that comes after all texts with this prefix; undefined where none does. */
function textAfterPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) as number)
  while (points.length > 0) {
    const last = points.pop() as number
    // Between D800 and DFFF there are no characters, only halves of them.
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
  }
  return undefined
}
