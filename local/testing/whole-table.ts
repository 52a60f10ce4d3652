import type { SqliteTable } from '../../functions/kernel/table/sqlite.ts'
import type { Item } from '../../functions/kernel/table/table.ts'

/** Every item as it stands, for tests: the changes of a table in memory, which nobody trims, played through from the first. */
export function wholeTable(table: SqliteTable): Item[] {
  const standing = new Map<string, Item>()
  for (let seq = 0; ; ) {
    const changes = table.changesAfter(seq, 1000)
    for (const { key, new: item } of changes) {
      if (item) standing.set(JSON.stringify(key), item)
      else standing.delete(JSON.stringify(key))
    }
    const last = changes.at(-1)
    if (!last) return [...standing.values()]
    seq = last.seq
  }
}
