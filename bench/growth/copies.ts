import { DatabaseSync } from 'node:sqlite'

/** One item of the table as SQLite holds it, with its places in the indexes. */
interface Stored {
  pk: string
  sk: string
  json: string
  list: string | null
  list_at: string | null
  due: string | null
  due_at: string | null
}

/**
 * Fills a table as years of use would: everything that is kept of one thing (its items are those that name it) is written again under
 * other names, so often. Straight into the file, without a change for the feed: what is measured afterwards would wait for it.
 */
export function copyOften(file: string, names: string[], count: number): number {
  const db = new DatabaseSync(file)
  db.exec('PRAGMA synchronous = OFF')
  const all = db.prepare('SELECT pk, sk, json, list, list_at, due, due_at FROM items').all() as unknown as Stored[]
  const own = all.filter(({ pk, sk }) => names.some((name) => pk.includes(name) || sk.includes(name)))
  const save = db.prepare(
    'INSERT OR REPLACE INTO items (pk, sk, json, list, list_at, due, due_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  // One after another in the order of their keys would be kinder to a B-tree than life is.
  const step = 7919
  db.exec('BEGIN')
  for (let n = 0; n < count; n++) {
    const nth = (n * step) % count
    const renamed = (text: string | null) =>
      text === null ? null : names.reduce((said, name) => said.replaceAll(name, another(name, nth)), text)
    for (const { pk, sk, json, list, list_at, due, due_at } of own)
      save.run(...([pk, sk, json, list, list_at, due, due_at].map(renamed) as [string, ...(string | null)[]]))
  }
  db.exec('COMMIT')
  db.close()
  return own.length * count
}

/** Another name of the same length and letters; none that chance would give. */
function another(name: string, nth: number): string {
  const digits = /^\d+$/.test(name)
    ? nth.toString()
    : nth
        .toString(32)
        .toUpperCase()
        .replace(/[ILOU]/g, (one) => swaps[one] as string)
  return name.slice(0, name.length - 6) + digits.padStart(6, '0').slice(-6)
}

const swaps: { [letter: string]: string } = { I: 'W', L: 'X', O: 'Y', U: 'Z' }
