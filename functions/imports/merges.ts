/** A cell that is merged over rows: its place, counted from 0, and the last row that it covers. */
interface Merged {
  column: number
  from: number
  to: number
}

/** More than any list has; what is merged in one place twice is no list either. */
const mostFilled = 1_000_000

/**
 * A city that is written once and merged over its rows holds for each of them, as a person reads it; in the file only the first one
 * has it. `sheets` are in the order of the workbook. Cells merged across columns are left as they are: a title over the table.
 * Answers false where more is merged than any sheet can hold.
 */
export function fillMerged(sheets: { data: unknown[][] }[], xml: Map<string, Buffer>): boolean {
  const paths = sheetPaths(xml)
  let filled = 0
  for (const [nth, { data }] of sheets.entries()) {
    const holds = data.map((cells) => cells.some((cell) => cell !== null))
    for (const { column, from, to } of mergedIn(xml.get(paths[nth] ?? ''))) {
      const value = data[from]?.[column] ?? null
      if (value === null) continue
      const last = Math.min(to, data.length - 1)
      filled += last - from
      if (filled > mostFilled) return false
      for (let row = from + 1; row <= last; row++) {
        const cells = data[row] as unknown[]
        if (holds[row]) cells[column] ??= value
      }
    }
  }
  return true
}

/** Where each sheet lies in the archive. */
function sheetPaths(xml: Map<string, Buffer>): string[] {
  const targets = new Map(
    tagsIn(xml.get('xl/_rels/workbook.xml.rels'), 'Relationship').map((tag) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  )
  return tagsIn(xml.get('xl/workbook.xml'), 'sheet').map((tag) => {
    const target = targets.get(attribute(tag, 'r:id')) ?? ''
    return target.startsWith('/') ? target.slice(1) : `xl/${target}`
  })
}

function mergedIn(sheet: Buffer | undefined): Merged[] {
  return tagsIn(sheet, 'mergeCell').flatMap((tag) => {
    const [, letters = '', first, last] = /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(attribute(tag, 'ref')) ?? []
    return first && last && last !== first
      ? [{ column: columnOf(letters) - 1, from: Number(first) - 1, to: Number(last) - 1 }]
      : []
  })
}

/** A is 1, Z is 26, AA is 27. */
export const columnOf = (letters: string) => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

const tagsIn = (xml: Buffer | undefined, name: string) =>
  [...(xml?.toString('utf8') ?? '').matchAll(new RegExp(`<(?:\\w+:)?${name}\\s[^>]*>`, 'g'))].map(([tag]) => tag)
const attribute = (tag: string, name: string) => new RegExp(`\\s${name}\\s*=\\s*(["'])(.*?)\\1`).exec(tag)?.[2] ?? ''
