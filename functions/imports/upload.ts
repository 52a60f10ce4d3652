import { type CoordinateSystem, type Import, importLimits } from '../../shared/imports.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import { guard, madeBefore } from '../kernel/guard.ts'
import { newId } from '../kernel/ids.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Item, Table, Write } from '../kernel/table/table.ts'
import { usualZone } from '../stores/stores.ts'
import { headOf } from './columns.ts'
import { readCsv } from './csv.ts'
import { getImport } from './imports.ts'
import { importItem, partsOf } from './items.ts'
import { readRows } from './rows.ts'
import { readXlsx } from './xlsx.ts'

const sampled = 5
/** Parts written at once. */
const wave = 10

interface Upload {
  /** base64 */
  file: string
  format: 'csv' | 'xlsx'
  coordinates?: CoordinateSystem | undefined
}

/** Reads the file and keeps what was found, part by part; no store is made. Refuses with import.* what is no list of stores. */
export async function importStores(
  table: Table,
  staff: Staff,
  upload: Upload,
  key: string | undefined,
  language: Language,
  now: Date,
): Promise<Import> {
  const { memberId, merchantId, merchantName } = staff
  const before = await madeBefore(table, memberId, 'importStores', key, upload)
  if (before !== undefined) return getImport(table, staff, { importId: before }, language)
  const bytes = Buffer.from(upload.file, 'base64')
  if (bytes.length > importLimits.fileBytes) throw new Problem('import.too_large', { field: 'file' })
  const head = headOf(upload.format === 'csv' ? readCsv(bytes) : await readXlsx(bytes))
  const coordinates = head.system ?? upload.coordinates ?? 'GCJ-02'
  const read = readRows(head, { system: coordinates, zone: await usualZone(table, merchantId) })
  if (read.rows === 0) throw new Problem('import.empty', { field: 'file' })
  if (read.rows > importLimits.rows)
    throw new Problem('import.too_many_rows', { field: 'file', details: { rows: read.rows, most: importLimits.rows } })
  const importId = newId('imp', now)
  const found = {
    columns: head.columns.map(({ field, title }) => ({ field, column: title })),
    ignoredColumns: head.ignored,
    sheet: head.sheet.name,
    coordinates,
    sample: read.good.slice(0, sampled).map(({ row, ref, form }) => ({ row, ...(ref && { ref }), ...form })),
  }
  await putAll(table, partsOf(importId, read, now))
  const item = importItem({ importId, merchantId, merchantName }, found, read, importLimits.days, now)
  const put: Write = { put: item, when: 'absent', orElse: () => 'mine' }
  const guarded = key === undefined ? [] : [guard(memberId, 'importStores', key, upload, importId)]
  const [kept] = await table.commit(...guarded, put)
  const made = guarded.length > 0 ? String(kept?.madeId) : importId
  return getImport(table, staff, { importId: made }, language)
}

async function putAll(table: Table, parts: Item[]): Promise<void> {
  for (let from = 0; from < parts.length; from += wave) {
    const some = parts.slice(from, from + wave)
    await Promise.all(some.map((part) => table.commit({ put: part, when: 'absent', orElse: () => 'mine' })))
  }
}
