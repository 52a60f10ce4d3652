import type { Item, Value } from './table.ts'

/** AWS's limit for one item: 400 KB, names and values. */
export const maxItemBytes = 409_600

/** The bytes of an item as AWS counts them: UTF-8 of every field name, and its value. */
export function itemSize(item: Item | undefined): number {
  if (!item) return 0
  return fieldsSize(item)
}

/** The bytes of some fields, names included. */
export function fieldsSize(fields: { [name: string]: Value | undefined }): number {
  let bytes = 0
  for (const name in fields) {
    const value = fields[name]
    if (value !== undefined) bytes += utf8(name) + valueSize(value)
  }
  return bytes
}

/** The bytes of one value: text its UTF-8, a number about a byte for two digits, true/false/null one, a list or map 3 + 1 for each element. */
export function valueSize(value: Value): number {
  if (typeof value === 'string') return utf8(value)
  if (typeof value === 'number') return numberSize(value)
  if (value === null || typeof value === 'boolean') return 1
  if (Array.isArray(value)) return value.reduce<number>((bytes, element) => bytes + 1 + valueSize(element), 3)
  return 3 + Object.keys(value).length + fieldsSize(value)
}

const utf8 = (text: string) => Buffer.byteLength(text)

/** One byte for two significant digits (pairs aligned at the decimal point), one for the exponent, one for a minus sign. */
function numberSize(value: number): number {
  if (value === 0) return 1
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e')
  const digits = mantissa.replace('.', '').length
  const startsInsidePair = Math.abs(Number(exponent)) % 2 === 1 ? 0 : 1
  return Math.ceil((digits + startsInsidePair) / 2) + 1 + (value < 0 ? 1 : 0)
}
