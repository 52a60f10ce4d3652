import type { Table } from '../../functions/kernel/table/table.ts'

/** Counts the items that the table hands out and takes from now on: the same table, whose answers are looked at as they pass. */
export function countReads(table: Table): () => number {
  let items = 0
  const { get, getMany, query, commit } = table
  table.get = async (key) => {
    items += 1
    return get(key)
  }
  table.getMany = async (keys) => {
    items += keys.length
    return getMany(keys)
  }
  table.query = async (question) => {
    const page = await query(question)
    items += page.items.length
    return page
  }
  table.commit = async (...writes) => {
    items += writes.length
    return commit(...writes)
  }
  return () => items
}
