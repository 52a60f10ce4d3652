import { CsvError, parse } from 'csv-parse/sync'
import { importLimits } from '../../shared/imports.ts'
import { Problem } from '../../shared/problem.ts'
import { cellsOf } from './cells.ts'
import { headOf, type Sheet } from './columns.ts'

const separators = [',', ';', '\t', '|']
/** Records looked at to learn what separates the cells. */
const sampled = 20
/** Blank records are no rows, but a file of nothing else is none either. */
const mostRecords = importLimits.rows * 3

/** A CSV file as one sheet, whatever it is written in. Refuses with import.unreadable, import.too_large or import.too_many_rows. */
export function readCsv(bytes: Buffer): Sheet[] {
  const whole = textOf(bytes)
  // A first line that is for Excel alone, which does not count it either.
  const [line = '', told] = /^\ufeff?sep=(.)\r?\n/i.exec(whole.slice(0, 12)) ?? []
  const text = whole.slice(line.length)
  const sheet = sheetOf(text, told ?? separatorOf(text), mostRecords + 1)
  if (sheet.rows.length > mostRecords) throw new Problem('import.too_many_rows', { field: 'file' })
  return [sheet]
}

/** UTF-8, UTF-16 by its mark, else what Chinese Windows writes. GBK is a part of GB18030. */
function textOf(bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
  for (const one of encoding ? [encoding] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(one, { fatal: true }).decode(bytes)
      // No text holds NUL: it is a picture, a program, an archive.
      if (!text.includes('\0')) return text
    } catch {
      // Not written in this one.
    }
  }
  throw new Problem('import.unreadable', { field: 'file' })
}

/** The one under which most columns are known. */
function separatorOf(text: string): string {
  const known = separators.map((separator) => {
    try {
      return { separator, columns: headOf([sheetOf(text, separator, sampled)]).columns.length }
    } catch (problem) {
      const found = problem instanceof Problem ? (problem.facts.details?.found as string[] | undefined) : undefined
      return { separator, columns: found?.length ?? 0 }
    }
  })
  return known.sort((a, b) => b.columns - a.columns)[0]?.separator ?? ','
}

function sheetOf(text: string, separator: string, most: number): Sheet {
  try {
    const records: string[][] = parse(text, {
      bom: true,
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_quotes: true,
      relax_column_count: true,
      to: most,
    })
    return { rows: records.map((cells, at) => ({ row: at + 1, cells: cellsOf(cells) })) }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // A quote that is opened and never closed swallows the rest of the file.
    throw new Problem('import.unreadable', { field: 'file', details: { line: error.lines } })
  }
}
