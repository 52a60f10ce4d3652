export interface Chosen {
  name: string
  bytes: number
  base64: string
  format: 'csv' | 'xlsx'
}

/** By what the file begins with, since names lie: an archive is a workbook, and so is one of the old kind, which the server names. */
export function formatOf(base64: string): 'csv' | 'xlsx' {
  return /^(UEsD|0M8R4K)/.test(base64) ? 'xlsx' : 'csv'
}
