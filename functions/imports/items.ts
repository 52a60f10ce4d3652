import type { CoordinateSystem, Import } from '../../shared/imports.ts'
import { dueAt, duePlace } from '../kernel/due.ts'
import type { Item, Key, Value, Write } from '../kernel/table/table.ts'
import type { Fault, GoodRow, Read } from './rows.ts'

/** An import in its merchant's partition: what was found in the file, and how far its stores are. */
export type ImportItem = Item &
  Pick<Import, 'columns' | 'ignoredColumns' | 'sheet' | 'rows' | 'good' | 'badRows' | 'sample' | 'state' | 'made' | 'kept'> & {
    importId: string
    merchantId: string
    merchantName: string
    coordinates: CoordinateSystem
    createdAt: string
    confirmBy: string
    goodParts: number
    /** Of all bad rows together. */
    faults: number
    /** The parts of good rows whose stores are made: what is left is known after any crash. */
    next: number
    done: number
  }

/** Rows of a part: one commit makes their stores and says so. */
export const goodRowsOfPart = 50
/** Faults of a part: 100 fill the longest page of a list. */
export const faultsOfPart = 100
/** The table forgets what was read of a file after so many days; the stores stay. */
const keptDays = 30
/** An import that has not moved for so long has lost its caller. */
const abandonedSeconds = 30
const dayMs = 86_400_000

export const importKey = (merchantId: string, importId: string): Key => ({
  pk: `MERCHANT#${merchantId}`,
  sk: `IMPORT#${importId}`,
})
export const goodKey = (importId: string, part: number): Key => ({ pk: `IMPORT#${importId}`, sk: `GOOD#${nth(part)}` })
export const badKey = (importId: string, part: number): Key => ({ pk: `IMPORT#${importId}`, sk: `BAD#${nth(part)}` })
const nth = (part: number) => String(part).padStart(4, '0')

/** Whose import, and under which name. */
export interface Whose {
  importId: string
  merchantId: string
  merchantName: string
}

/** The parts first; an import whose head is not written yet is nobody's. */
export function partsOf(importId: string, { good, bad }: Read, now: Date): Item[] {
  const expires = expiresAt(now)
  return [
    ...inParts(good, goodRowsOfPart).map((rows, part) => ({
      ...goodKey(importId, part),
      rows: rows as unknown as Value[],
      expires,
    })),
    ...inParts(bad, faultsOfPart).map((faults, part) => ({
      ...badKey(importId, part),
      faults: faults as unknown as Value[],
      expires,
    })),
  ]
}

export function importItem(
  whose: Whose,
  found: Pick<ImportItem, 'columns' | 'ignoredColumns' | 'sheet' | 'coordinates' | 'sample'>,
  { rows, good, bad }: Read,
  confirmDays: number,
  now: Date,
): ImportItem {
  return {
    ...importKey(whose.merchantId, whose.importId),
    ...whose,
    ...found,
    state: 'ready',
    rows,
    good: good.length,
    badRows: rows - good.length,
    goodParts: Math.ceil(good.length / goodRowsOfPart),
    faults: bad.length,
    next: 0,
    done: 0,
    made: 0,
    kept: 0,
    createdAt: now.toISOString(),
    confirmBy: new Date(now.getTime() + confirmDays * dayMs).toISOString(),
    expires: expiresAt(now),
  }
}

/** Ready becomes running; from here on the job looks after it. Running and done stay as they are. */
export function starting(
  { merchantId, importId }: ImportItem,
  now: Date,
  orElse: Extract<Write, { orElse: unknown }>['orElse'],
): Write {
  return {
    change: importKey(merchantId, importId),
    set: { state: 'running', ...lookedAfter(importId, now) },
    when: {
      all: [
        { field: 'state', is: 'ready' },
        { field: 'confirmBy', above: now.toISOString() },
      ],
    },
    orElse,
  }
}

/** A part is dealt with: in the commit that makes its stores, and only by whoever is first. */
export function dealt(
  item: ImportItem,
  rows: number,
  made: number,
  now: Date,
  orElse: Extract<Write, { orElse: unknown }>['orElse'],
): Write {
  const { merchantId, importId, next, goodParts } = item
  const isLast = next + 1 >= goodParts
  return {
    change: importKey(merchantId, importId),
    set: {
      next: next + 1,
      done: item.done + rows,
      made: item.made + made,
      kept: item.kept + rows - made,
      ...(isLast ? { state: 'done' } : lookedAfter(importId, now)),
    },
    drop: isLast ? duePlace : [],
    when: {
      all: [
        { field: 'state', is: 'running' },
        { field: 'next', is: next },
      ],
    },
    orElse,
  }
}

export const goodRows = (part: Item | undefined) => (part?.rows ?? []) as unknown as GoodRow[]
export const faultsIn = (part: Item | undefined) => (part?.faults ?? []) as unknown as Fault[]

/** The job goes on with it when it has not moved for a while. */
const lookedAfter = (importId: string, now: Date) =>
  dueAt(importId, new Date(now.getTime() + abandonedSeconds * 1000).toISOString(), 'import')

const expiresAt = (now: Date) => Math.floor(now.getTime() / 1000) + keptDays * 86_400

function inParts<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) => all.slice(part * size, (part + 1) * size))
}
