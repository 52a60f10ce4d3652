import { Problem } from '../../shared/problem.ts'

const longestCell = 1000
const mostColumns = 300

/** The cells of a row, each as one line. Refuses with import.too_large what no list of stores is as wide as. */
export function cellsOf(written: string[]): string[] {
  if (written.length > mostColumns) throw new Problem('import.too_large', { field: 'file', details: { mostColumns } })
  return written.map(cellText)
}

/** No line breaks, no characters without a width, and cut where nobody would write so much. */
function cellText(written: string): string {
  const cut = written.length > longestCell ? written.slice(0, longestCell) : written
  // ="00123" is how programs keep the noughts of a number.
  const plain = cut.replace(/^="([^"]*)"$/, '$1')
  return plain
    .replace(/[\s\u00a0\u3000]+/g, ' ')
    .replace(/[\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
}
