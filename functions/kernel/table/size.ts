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
  const [digits, exponent] = Number.isSafeInteger(value) ? wholeDigits(Math.abs(value)) : digitsOf(Math.abs(value))
  const startsInsidePair = exponent % 2 === 1 ? 0 : 1
  return Math.ceil((digits + startsInsidePair) / 2) + 1 + (value < 0 ? 1 : 0)
}

/** Significant digits, and the exponent of the first of them, without its sign. */
function digitsOf(size: number): [number, number] {
  const [mantissa = '', exponent = '0'] = size.toExponential().split('e')
  return [mantissa.replace('.', '').length, Math.abs(Number(exponent))]
}

/** The same without a text, since nearly every number is whole and each is counted with every read and write. */
function wholeDigits(size: number): [number, number] {
  let [digits, exponent, rest] = [0, -1, size]
  for (; rest > 0; rest = Math.floor(rest / 10)) {
    exponent += 1
    if (digits > 0 || rest % 10 > 0) digits += 1
  }
  return [digits, exponent]
}
