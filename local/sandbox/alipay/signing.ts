import { sign, verify } from 'node:crypto'

/** Alipay's own side of RSA2, from its published rules; it shares no line with the product's. */

export type Fields = { [name: string]: string }

/** `a=1&b=2`, sorted, without `sign` and what is empty. Of a request `sign_type` is signed as well, of a notice it is not. */
export function listed(fields: Fields, without: string[] = ['sign']): string {
  return Object.entries(fields)
    .filter(([name, value]) => !without.includes(name) && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** RSA2: RSASSA-PKCS1-v1_5 with SHA-256, base64. `sha1` is the older RSA, which nobody should take any more. */
export const signatureOf = (text: string, privateKey: string, hash: 'sha256' | 'sha1' = 'sha256'): string =>
  sign(hash, Buffer.from(text, 'utf8'), privateKey).toString('base64')

export const isSignatureOf = (text: string, signature: string, publicKey: string): boolean =>
  verify('sha256', Buffer.from(text, 'utf8'), publicKey, Buffer.from(signature, 'base64'))

export const yuan = (fen: number): string => (fen / 100).toFixed(2)

/** Fen of `0.01` to `100000000.00`, else undefined. */
export function fenOf(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{1,9}(\.\d{1,2})?$/.test(text)) return undefined
  const [whole, part = ''] = text.split('.')
  const fen = Number(whole) * 100 + Number(part.padEnd(2, '0'))
  return fen >= 1 && fen <= 10_000_000_000 ? fen : undefined
}

/** `2026-11-22 13:00:00`, the clock on Beijing's walls. */
export const wallClock = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

/** The instant of such a text, else undefined. */
export function instantOf(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return undefined
  const at = Date.parse(`${text.replace(' ', 'T')}+08:00`)
  return Number.isNaN(at) ? undefined : at
}
