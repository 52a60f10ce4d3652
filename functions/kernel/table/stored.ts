import type { Key, Scalar, Value } from './table.ts'
import { TableMisuse } from './table-faults.ts'

const maxKeys = 100
/** DynamoDB's limits for the parts of a key, in bytes. */
export const maxKeyBytes = { pk: 2048, sk: 1024, list: 2048, listAt: 1024, due: 2048, dueAt: 1024 }
const indexFields = ['list', 'listAt', 'due', 'dueAt'] as const
type KeyField = keyof typeof maxKeyBytes
const maxDepth = 32
const smallest = 1e-130

/** A key as both engines take it: not empty, not longer than DynamoDB allows, well-formed text. */
export function storedKey(key: Key): Key {
  return { pk: storedKeyText('pk', key.pk), sk: storedKeyText('sk', key.sk) }
}

/** At most 100 keys, as one call asks for. */
export function storedKeys(keys: Key[]): Key[] {
  if (keys.length > maxKeys) throw new TableMisuse(`getMany takes at most ${maxKeys} keys, not ${keys.length}`)
  return keys.map(storedKey)
}

/** Fields as both engines hold them: a copy without undefined ones, refused where DynamoDB would refuse. */
export function storedFields(fields: { [name: string]: Value | undefined }): { [name: string]: Value } {
  const stored = storedMap(fields, 1)
  for (const name of indexFields) {
    if (stored[name] !== undefined) stored[name] = storedKeyText(name, stored[name])
  }
  return stored
}

/** A part of a key as both engines take it. */
export function storedKeyText(name: KeyField, value: Value | undefined): string {
  if (typeof value !== 'string' || value === '') throw new TableMisuse(`${name} is a text that is not empty`)
  const text = storedText(value)
  const maxBytes = maxKeyBytes[name]
  if (text.length * 3 > maxBytes && Buffer.byteLength(text) > maxBytes)
    throw new TableMisuse(`${name} holds at most ${maxBytes} bytes`)
  return text
}

/** Half an emoji has no UTF-8 form: both engines hold U+FFFD in its place. */
const storedText = (text: string) => (text.isWellFormed() ? text : text.toWellFormed())

/** A value to compare with, in the form in which the engines hold values. */
export function storedScalar(value: Scalar): Scalar {
  if (typeof value === 'string') return storedText(value)
  return typeof value === 'number' ? storedNumber('a condition', value) : value
}

function storedMap(fields: { [name: string]: Value | undefined }, depth: number): { [name: string]: Value } {
  const prototype = Object.getPrototypeOf(fields)
  if (prototype !== Object.prototype && prototype !== null) throw new TableMisuse('an item holds plain values only')
  const stored: { [name: string]: Value } = {}
  for (const name of Object.keys(fields)) {
    const value = fields[name]
    if (value === undefined) continue
    // Assigning to __proto__ would change the copy instead of filling it.
    if (name === '' || name === '__proto__') throw new TableMisuse(`no field is called "${name}"`)
    stored[storedText(name)] = storedValue(name, value, depth)
  }
  return stored
}

function storedValue(name: string, value: Value, depth: number): Value {
  if (typeof value === 'string') return storedText(value)
  if (typeof value === 'number') return storedNumber(name, value)
  if (value === null || typeof value === 'boolean') return value
  if (typeof value !== 'object') throw new TableMisuse(`${name} holds a value that no table takes`)
  if (depth >= maxDepth) throw new TableMisuse(`${name} is nested more than ${maxDepth} levels deep`)
  if (Array.isArray(value)) return value.map((element) => storedValue(name, element, depth + 1))
  return storedMap(value, depth + 1)
}

/** What a double and DynamoDB's decimal both hold exactly enough to give the same number back. */
function storedNumber(name: string, value: number): number {
  const size = Math.abs(value)
  if (size === 0) return 0
  if (size <= Number.MAX_SAFE_INTEGER && size >= smallest) return value
  throw new TableMisuse(`${name} holds a number that no table keeps exactly: ${value}`)
}
