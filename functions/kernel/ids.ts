import { hash, randomBytes } from 'node:crypto'
import { decodeTime, ulid } from 'ulid'

export type IdPrefix = 'mbr' | 'prm' | 'bat' | 'sto' | 'set' | 'mer' | 'cns' | 'ses' | 'imp' | 'dea' | 'grp' | 'stk' | 'tpt'

/** `prefix_` + a ULID: sortable by the millisecond it was made in, within which there is no order; and an id in a log says what it is. */
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
  return spell(sha256(text).subarray(0, 10))
}

/** 26 of them, 130 bits: as good as the text itself where it has to be its only name. */
export function longNameOf(text: string): string {
  return spell(sha256(text).subarray(0, 26))
}

/** In one call: half of what an object that takes it bit by bit costs. */
const sha256 = (text: string): Buffer => hash('sha256', text, 'buffer')

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const spell = (bytes: Buffer) => Array.from(bytes, (byte) => letters[byte % 32]).join('')

/** The 16 bytes of an id that is a ULID behind its prefix: 26 letters of 5 bits are 130, of which the first two are zeros. */
export function bytesOf(id: string): Buffer {
  const bytes: number[] = []
  let [kept, bits] = [0, -2]
  for (const letter of bare(id)) {
    kept = (kept << 5) | letters.indexOf(letter)
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((kept >> bits) & 255)
    kept &= (1 << bits) - 1
  }
  return Buffer.from(bytes)
}

/** The id in 16 bytes; none in zeros. */
export function idIn(prefix: string, bytes: Uint8Array): string | undefined {
  if (bytes.every((byte) => byte === 0)) return undefined
  let [text, kept, bits] = ['', 0, 2]
  for (const byte of bytes) {
    kept = (kept << 8) | byte
    bits += 8
    for (; bits >= 5; kept &= (1 << bits) - 1) {
      bits -= 5
      text += letters[kept >> bits]
    }
  }
  return `${prefix}_${text}`
}

/** An id that follows from a text and does not tell it. */
export function idOf(prefix: 'shr' | 'tpt', text: string): string {
  return idIn(prefix, sha256(text).subarray(0, 16)) as string
}

/** The 26 characters behind the prefix. */
export function bare(id: string): string {
  return id.slice(id.indexOf('_') + 1)
}

/** A short fingerprint of a value: the same value, the same text; the order of its fields does not matter. */
export function fingerprint(value: unknown): string {
  return hash('sha256', JSON.stringify(sorted(value)), 'base64url').slice(0, 16)
}

/** An even spread over 0 .. buckets - 1, the same for the same text. */
export function spread(text: string, buckets: number): number {
  return sha256(text).readUInt32BE(0) % buckets
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
