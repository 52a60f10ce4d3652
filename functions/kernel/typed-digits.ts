import { createHmac } from 'node:crypto'
import { secrets } from './secrets.ts'

/** Eight digits: 26.5 bits of a MAC over what they stand for. */
export async function digitsFor(text: string): Promise<string> {
  return macOf((await secrets()).typed, text)
}

/** Whether these are the digits of it, by the key in force or by the one that is coming or going. */
export async function areDigitsOf(text: string, digits: string): Promise<boolean> {
  const { typed, typedAlso } = await secrets()
  return macOf(typed, text) === digits || (typedAlso !== undefined && macOf(typedAlso, text) === digits)
}

function macOf(key: string, text: string): string {
  const mac = createHmac('sha256', Buffer.from(key, 'base64url')).update(text).digest()
  return String(mac.readBigUInt64BE(0) % 100_000_000n).padStart(8, '0')
}
