import type { DatabaseSync } from 'node:sqlite'
import { keyId } from './commit-rules.ts'
import { compareText } from './condition.ts'
import type { Asked } from './question.ts'
import type { SqliteChanges } from './sqlite-changes.ts'
import type { IndexName, Item } from './table.ts'
import { indexKey } from './units.ts'

/** What an index answers while it has not yet seen the latest changes: the items of now with those changes taken back. */
export function laggingRows(db: DatabaseSync, changes: SqliteChanges, behind: number, asked: Asked): Item[] {
  const items = new Map<string, Item>()
  for (const row of db.prepare('SELECT json FROM items WHERE list IS NOT NULL OR due IS NOT NULL').iterate()) {
    const item: Item = JSON.parse((row as { json: string }).json)
    items.set(keyId(item), item)
  }
  for (const { key, old } of changes.after(changes.last() - behind, behind).reverse()) {
    if (old) items.set(keyId(key), old)
    else items.delete(keyId(key))
  }
  const index = asked.index as IndexName
  const found = [...items.values()].flatMap((item) => {
    const key = indexKey(index, item)
    return key && key[0] === asked.pk ? [{ item, place: [key[1], item.pk, item.sk] }] : []
  })
  const { prefix, from, to, after, backward } = asked
  const direction = backward ? -1 : 1
  return found
    .filter(({ place: [at = ''] }) => prefix === undefined || at.startsWith(prefix))
    .filter(({ place: [at = ''] }) => from === undefined || compareText(at, from) >= 0)
    .filter(({ place: [at = ''] }) => to === undefined || compareText(at, to) <= 0)
    .filter(({ place }) => !after || direction * comparePlaces(place, [after.at, after.pk ?? '', after.sk ?? '']) > 0)
    .sort((left, right) => direction * comparePlaces(left.place, right.place))
    .map(({ item }) => item)
}

function comparePlaces(left: string[], right: string[]): number {
  for (const [position, text] of left.entries()) {
    const order = compareText(text, right[position] ?? '')
    if (order !== 0) return order
  }
  return 0
}
