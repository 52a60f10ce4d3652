import { type BadRow, type Import, rowFaults } from '../../shared/imports.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Item, Table, Write } from '../kernel/table/table.ts'
import { importedStore } from '../stores/stores.ts'
import { badKey, dealt, faultsIn, faultsOfPart, goodKey, goodRows, type ImportItem, importKey, starting } from './items.ts'
import type { Fault } from './rows.ts'

/** What one call deals with, so that it answers within some seconds: a thousand stores. */
const partsOfCall = 20
/** The job has more time, and others to look after. */
const partsOfJob = 60

export async function getImport(
  table: Table,
  staff: Staff,
  question: { importId: string; limit?: number; cursor?: string },
  language: Language,
): Promise<Import> {
  const { importId, limit = 100, cursor = '0' } = question
  if (!/^\d{1,6}$/.test(cursor)) throw new Problem('input.invalid', { field: 'cursor' })
  return shown(table, await find(table, staff, importId), language, Number(cursor), limit)
}

/** Makes the stores of the next parts, and says how far it is. A repeat goes on where the last call ended. */
export async function confirmImport(
  table: Table,
  staff: Staff,
  importId: string,
  language: Language,
  now: Date,
): Promise<Import> {
  const found = await find(table, staff, importId)
  const started = found.state === 'ready' ? await start(table, found, now) : found
  const moved = await goOn(table, started, partsOfCall, now)
  return shown(table, moved, language)
}

/** For the job: an import whose caller went away goes on. */
export async function continueImport(table: Table, item: Item, now: Date): Promise<void> {
  const { pk, sk } = item
  const found = (await table.get({ pk, sk })) as ImportItem | undefined
  if (found?.state === 'running') await goOn(table, found, partsOfJob, now)
}

async function start(table: Table, found: ImportItem, now: Date): Promise<ImportItem> {
  const [started] = await table.commit(
    starting(found, now, (old) => (old?.state === 'ready' ? new Problem('import.expired') : 'mine')),
  )
  return started as ImportItem
}

/** Part by part: the stores that are not there yet, and in the same commit that the part is dealt with. */
async function goOn(table: Table, from: ImportItem, parts: number, now: Date): Promise<ImportItem> {
  let item = from
  const { importId, merchantId } = item
  for (let nth = 0; nth < parts && item.state === 'running'; nth++) {
    const rows = goodRows(await table.get(goodKey(importId, item.next)))
    const stores = rows.flatMap(({ key, form }) => importedStore(item, key, form, now))
    const missing = await withoutThere(table, stores)
    // Somebody else dealt with this part, or made one of its stores, meanwhile: look again.
    await table.commit(
      dealt(item, rows.length, missing.length, now, () => 'mine'),
      ...missing,
    )
    item = (await table.get(importKey(merchantId, importId))) as ImportItem
  }
  return item
}

/** A store that is there, as it was imported, edited or closed since, is left alone. */
async function withoutThere(table: Table, stores: Write[]): Promise<Write[]> {
  const keys = stores.flatMap((write) => ('put' in write ? [write.put] : []))
  const there = new Set((await table.getMany(keys)).map(({ pk }) => pk))
  return stores.filter((write) => !('put' in write && there.has(write.put.pk)))
}

async function find(table: Table, staff: Staff, importId: string): Promise<ImportItem> {
  const item = (await table.get(importKey(staff.merchantId, importId))) as ImportItem | undefined
  if (!item) throw new Problem('import.not_found')
  return item
}

/** With the faults from this one on, in the reader's language. */
export async function shown(table: Table, item: ImportItem, language: Language, from = 0, limit = 100): Promise<Import> {
  const { importId, state, rows, good, badRows, columns, ignoredColumns, sheet, coordinates, sample } = item
  const { done, made, kept, createdAt, confirmBy } = item
  const bad = (await faultsFrom(table, item, from, limit)).map((fault) => told(fault, language))
  const nextCursor = from + limit < item.faults ? String(from + limit) : undefined
  const about = { importId, state, rows, good, badRows, bad, nextCursor, columns, ignoredColumns, sheet, coordinates, sample }
  return { ...about, done, total: good, made, kept, createdAt, confirmBy }
}

async function faultsFrom(table: Table, { importId, faults }: ImportItem, from: number, limit: number): Promise<Fault[]> {
  const [first, last] = [from, Math.min(from + limit, faults) - 1].map((nth) => Math.floor(nth / faultsOfPart))
  const keys = []
  for (let part = first as number; part <= (last as number); part++) keys.push(badKey(importId, part))
  const parts = keys.length > 0 ? await table.getMany(keys) : []
  return parts.flatMap(faultsIn).slice(from % faultsOfPart, (from % faultsOfPart) + limit)
}

function told(fault: Fault, language: Language): BadRow {
  const [zh, en] = rowFaults[fault.code]
  return { ...fault, message: language === 'zh' ? zh : en }
}
