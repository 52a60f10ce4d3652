import { checkItem } from './commit-rules.ts'
import type { Change, Item, Write } from './table.ts'
import { TableMisuse } from './table-faults.ts'

/** The item as it is after a write whose condition held; undefined when it is not there. */
export function itemAfter(write: Write, old: Item | undefined): Item | undefined {
  if ('put' in write) return write.put
  if ('remove' in write) return undefined
  return 'check' in write ? old : changed(write, old)
}

function changed({ change, set, add, drop }: Change, old: Item | undefined): Item {
  const item: Item = { ...old, ...change, ...set }
  for (const [name, amount] of Object.entries(add ?? {})) {
    const from = item[name] ?? 0
    if (typeof from !== 'number') throw new TableMisuse(`add counts numbers, and ${name} is none`)
    const sum = from + amount
    if (Math.abs(sum) > Number.MAX_SAFE_INTEGER) throw new TableMisuse(`${name} would grow past what a number keeps exactly`)
    item[name] = sum
  }
  for (const name of drop ?? []) delete item[name]
  return checkItem(item)
}
