import { failsAfter } from './condition.ts'
import { fieldsSize, itemSize, maxItemBytes } from './size.ts'
import { storedFields, storedKey, storedScalar } from './stored.ts'
import type { Condition, Item, Key, Scalar, Write } from './table.ts'
import { TableMisuse } from './table-faults.ts'

const maxWrites = 100
const maxCommitBytes = 4 * 1024 * 1024
const maxInValues = 100

/** The writes in the form that an engine stores, or the refusal that DynamoDB would give, before any engine is asked. */
export function checkedWrites(writes: Write[]): Write[] {
  if (writes.length === 0) throw new TableMisuse('a commit needs at least one write')
  if (writes.length > maxWrites) throw new TableMisuse(`a commit holds at most ${maxWrites} writes, not ${writes.length}`)
  const seen = new Set<string>()
  let bytes = 0
  const checked = writes.map((write) => {
    const ready = checkedWrite(write)
    const id = keyId(keyOf(ready))
    if (seen.has(id)) throw new TableMisuse(`a commit writes no item twice: ${describeKey(keyOf(ready))}`)
    seen.add(id)
    bytes += writtenBytes(ready)
    return ready
  })
  if (bytes > maxCommitBytes) throw new TableMisuse(`a commit holds at most ${maxCommitBytes} bytes, not ${bytes}`)
  const [only] = checked
  if (only && checked.length === 1) refuseLoneAdd(only)
  return checked
}

/** The key of the one item that a write is about. */
export function keyOf(write: Write): Key {
  if ('put' in write) return { pk: write.put.pk, sk: write.put.sk }
  if ('change' in write) return write.change
  return 'remove' in write ? write.remove : write.check
}

/** A text that names a key, for maps and sets. */
export const keyId = ({ pk, sk }: Key) => `${pk.length}:${pk}${sk}`

/** The fields an index is made from, and the whole item's size, as the engine must hold them after a write. */
export function checkItem(item: Item): Item {
  const size = itemSize(item)
  if (size > maxItemBytes)
    throw new TableMisuse(`an item holds at most ${maxItemBytes} bytes, not ${size}: ${describeKey(item)}`)
  return item
}

function checkedWrite(write: Write): Write {
  const guard = write.when === 'always' ? { when: write.when } : { when: checkedCondition(write.when), orElse: write.orElse }
  if ('put' in write) {
    const put = { ...storedFields(write.put), ...storedKey(write.put) }
    return { put: checkItem(put), ...guard }
  }
  if ('remove' in write) return { remove: storedKey(write.remove), ...guard }
  if ('check' in write) return { check: storedKey(write.check), ...guard }
  const change = storedKey(write.change)
  const set = storedFields(write.set ?? {})
  const add = write.add ?? {}
  const drop = write.drop ?? []
  const names = [...Object.keys(write.set ?? {}), ...Object.keys(add), ...drop]
  if (names.length === 0) throw new TableMisuse(`a change changes at least one field: ${describeKey(change)}`)
  if (new Set(names).size < names.length) throw new TableMisuse(`a change names no field twice: ${names.join(', ')}`)
  if (names.includes('pk') || names.includes('sk')) throw new TableMisuse('a change leaves the key as it is')
  for (const name in write.set)
    if (set[name] === undefined) throw new TableMisuse(`a change drops a field by naming it in drop: ${name}`)
  for (const name in add) {
    if (!Number.isSafeInteger(add[name])) throw new TableMisuse(`add counts in whole numbers: ${name}`)
  }
  return { change, set, add, drop, ...guard }
}

function checkedCondition<C extends Condition>(condition: C): C
function checkedCondition(condition: Condition): Condition {
  if (typeof condition === 'string') return condition
  if ('all' in condition) return { all: condition.all.map(checkedCondition) }
  if ('any' in condition) return { any: condition.any.map(checkedCondition) }
  if ('in' in condition) {
    if (condition.in.length > maxInValues) throw new TableMisuse(`in holds at most ${maxInValues} values`)
    return { field: condition.field, in: condition.in.map(storedScalar) }
  }
  const checked: { [name: string]: Scalar } = { ...condition }
  for (const name in checked) checked[name] = storedScalar(checked[name] as Scalar)
  return checked as typeof condition
}

function writtenBytes(write: Write): number {
  if ('put' in write) return itemSize(write.put)
  return fieldsSize({ ...keyOf(write) }) + ('change' in write ? fieldsSize(write.set ?? {}) : 0)
}

function refuseLoneAdd(write: Write): void {
  if (!('change' in write) || Object.keys(write.add ?? {}).length === 0) return
  if (!failsAfter(write.when, write)) {
    throw new TableMisuse(
      'a lone add needs a condition that its own effect makes false: an engine may apply a retried write twice',
    )
  }
}

const describeKey = ({ pk, sk }: Key) => `${pk} / ${sk}`
