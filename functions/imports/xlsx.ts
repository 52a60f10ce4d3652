import readWorkbook from 'read-excel-file/universal'
import { Problem } from '../../shared/problem.ts'
import { plainArchive } from './archive.ts'
import { cellsOf } from './cells.ts'
import type { Sheet } from './columns.ts'
import { columnOf, fillMerged } from './merges.ts'

/** What Excel itself can hold: whole columns with a colour reach down to the last row. */
const excel = { rows: 1_048_576, columns: 16_384 }
/** Places that the reader makes room for. */
const mostPlaces = excel.rows * 30

/** The sheets of a workbook, every cell as a person sees it. Refuses with import.unreadable, import.old_excel or import.too_large. */
export async function readXlsx(bytes: Buffer): Promise<Sheet[]> {
  if (bytes.toString('hex', 0, 4) === 'd0cf11e0') throw new Problem('import.old_excel', { field: 'file' })
  const { archive, xml } = plainArchive(bytes)
  for (const content of xml.values()) checkXml(content.toString('latin1'))
  let sheets: Awaited<ReturnType<typeof readWorkbook<string>>>
  try {
    // Numbers as they are written: a long store number is no amount.
    sheets = await readWorkbook<string>(archive, { parseNumber: (written) => written })
  } catch {
    // The reader throws what it stumbles over; for the merchant it is all the same: this is no workbook.
    throw new Problem('import.unreadable', { field: 'file' })
  }
  if (!fillMerged(sheets, xml)) throw new Problem('import.too_large', { field: 'file' })
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    rows: data.flatMap((cells, at) =>
      cells.some((cell) => cell !== null) ? [{ row: at + 1, cells: cellsOf(cells.map(textOf)) }] : [],
    ),
  }))
}

/** The reader makes room for every row and column that a place names, and knows no limit. Every `r` is a place in a sheet. */
function checkXml(xml: string): void {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) throw new Problem('import.unreadable', { field: 'file' })
  // Wherever in the archive it lies: the reader goes where it is pointed to.
  if (!xml.includes('sheetData')) return
  const most = { row: 1, column: 1 }
  for (const [, , place = ''] of xml.matchAll(/(?<![\w:.-])r\s*=\s*(["'])(.*?)\1/g)) {
    const [, letters = '', digits] = /^([A-Z]{0,3})(\d{1,7})$/.exec(place) ?? []
    const [row, column] = [Number(digits), columnOf(letters)]
    if (!(row <= excel.rows && column <= excel.columns)) throw new Problem('import.unreadable', { field: 'file' })
    most.row = Math.max(most.row, row)
    most.column = Math.max(most.column, column)
  }
  if (most.row * most.column > mostPlaces) throw new Problem('import.too_large', { field: 'file' })
}

function textOf(value: unknown): string {
  if (value === null) return ''
  // A time alone is a time of the first day that Excel knows.
  if (value instanceof Date)
    return value.getUTCFullYear() < 1901 ? value.toISOString().slice(11, 16) : value.toISOString().slice(0, 10)
  const text = String(value)
  return /^-?\d+(\.\d+)?E[+-]?\d+$/i.test(text) ? plainNumber(Number(text)) : text
}

/** 1.3812345678E10 is how Excel keeps a phone number. */
const plainNumber = (number: number) => number.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 12 })
