import { itemSize } from './size.ts'
import type { IndexName, Item, Units, Write } from './table.ts'

/** Read units for so many bytes read together: one for 4 KB when strong, half of that from an index. */
export function readUnits(bytes: number, consistency: 'strong' | 'eventual' = 'strong'): number {
  const units = Math.max(1, Math.ceil(bytes / 4096))
  return consistency === 'strong' ? units : units / 2
}

/** Write units of one item: one for each KB of the larger of the item before and after. */
export function writeUnits(before: Item | undefined, after: Item | undefined): number {
  return kilobytes(Math.max(itemSize(before), itemSize(after)))
}

/** Charges a commit that was made. */
export function chargeCommit(meter: Meter, writes: Write[], before: Items, after: Items, changed: boolean[]): void {
  const [only] = writes
  if (only && writes.length === 1 && 'check' in only) {
    meter.read(readUnits(itemSize(before[0])))
    return
  }
  const times = writes.length > 1 ? 2 : 1
  const units = writes.map(
    (_, at) => times * writeUnits(before[at], after[at]) + (changed[at] ? indexWriteUnits(before[at], after[at]) : 0),
  )
  meter.write(sum(units))
}

/**
 * Charges a commit that was refused: AWS bills it too. `olds` holds the items of the failed conditions; of the other items
 * only what would have been put there is known, so a refused transaction's figure is the least it can be.
 */
export function chargeFailed(meter: Meter, writes: Write[], olds: Items): void {
  const [only] = writes
  if (only && writes.length === 1) {
    if ('check' in only) meter.read(readUnits(itemSize(olds[0])))
    else meter.write(writeUnits(olds[0], undefined))
    return
  }
  meter.write(2 * sum(writes.map((write, at) => writeUnits(olds[at], 'put' in write ? write.put : undefined))))
}

/** Adds up what the calls of one table cost. */
export class Meter {
  #units: Units = { calls: 0, read: 0, write: 0 }

  read(units: number): void {
    this.#units.calls += 1
    this.#units.read += units
  }

  write(units: number): void {
    this.#units.calls += 1
    this.#units.write += units
  }

  total(): Units {
    return { ...this.#units }
  }
}

/** Whether an item stands in an index: both of its fields are there. */
export function indexKey(index: IndexName, item: Item | undefined): [string, string] | undefined {
  const [pk, at] = index === 'list' ? [item?.list, item?.listAt] : [item?.due, item?.dueAt]
  return typeof pk === 'string' && typeof at === 'string' ? [pk, at] : undefined
}

/** Made, changed or removed costs once; moved (its index key changed) is removed and made. */
function indexWriteUnits(before: Item | undefined, after: Item | undefined): number {
  return sum(
    (['list', 'due'] as const).map((index) => {
      const from = indexKey(index, before)
      const to = indexKey(index, after)
      if (!from && !to) return 0
      const moved = from && to && (from[0] !== to[0] || from[1] !== to[1])
      if (moved) return writeUnits(before, undefined) + writeUnits(undefined, after)
      return writeUnits(from && before, to && after)
    }),
  )
}

type Items = (Item | undefined)[]

const sum = (units: number[]) => units.reduce((total, each) => total + each, 0)

const kilobytes = (bytes: number) => Math.max(1, Math.ceil(bytes / 1024))
