import { createHash, randomBytes } from 'node:crypto'
import { decodeTime, ulid } from 'ulid'

export type IdPrefix = 'mbr' | 'prm' | 'bat' | 'sto' | 'set' | 'mer' | 'cns' | 'ses' | 'imp' | 'dea' | 'grp' | 'stk' | 'tpt'

/** `prefix_` + a ULID: sortable by the time it was made, and an id in a log says what it is. */
export function newId(prefix: IdPrefix, now: Date): string {
  return `${prefix}_${ulid(now.getTime())}`
}

/** When an id was made, as it says itself. */
export const bornAt = (id: string): Date => new Date(decodeTime(bare(id)))

/** Marks one write of one call, so that its repeat is known from the next. */
export const newMark = (): string => ulid()
/** `prefix_` + 130 bits of chance in the letters of a ULID: whoever has it was given it. */
export function newToken(prefix: 'gft'): string {
  return `${prefix}_${spell(randomBytes(26))}`
}

/** Ten letters of a ULID that follow from a text and do not tell it. */
export function shortNameOf(text: string): string {
  return spell(createHash('sha256').update(text).digest().subarray(0, 10))
}

/** 26 of them, 130 bits: as good as the text itself where it has to be its only name. */
export function longNameOf(text: string): string {
  return spell(createHash('sha256').update(text).digest().subarray(0, 26))
}

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const spell = (bytes: Buffer) => Array.from(bytes, (byte) => letters[byte % 32]).join('')

/** The 16 bytes of an id that is a ULID behind its prefix. */
export function bytesOf(id: string): Buffer {
  const value = Array.from(bare(id)).reduce((sum, letter) => sum * 32n + BigInt(letters.indexOf(letter)), 0n)
  return Buffer.from(value.toString(16).padStart(32, '0'), 'hex')
}

/** The id in 16 bytes; none in zeros. */
export function idIn(prefix: string, bytes: Uint8Array): string | undefined {
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  if (value === 0n) return undefined
  let text = ''
  for (let n = 0; n < 26; n++, value /= 32n) text = letters[Number(value % 32n)] + text
  return `${prefix}_${text}`
}

/** An id that follows from a text and does not tell it. */
export function idOf(prefix: 'shr' | 'tpt', text: string): string {
  return idIn(prefix, createHash('sha256').update(text).digest().subarray(0, 16)) as string
}

/** The 26 characters behind the prefix. */
export function bare(id: string): string {
  return id.slice(id.indexOf('_') + 1)
}

/** A short fingerprint of a value: the same value, the same text; the order of its fields does not matter. */
export function fingerprint(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('base64url')
    .slice(0, 16)
}

/** An even spread over 0 .. buckets - 1, the same for the same text. */
export function spread(text: string, buckets: number): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) % buckets
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => [name, sorted(field)]),
  )
}
