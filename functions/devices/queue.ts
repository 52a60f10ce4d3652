import { createHash, createPublicKey, verify } from 'node:crypto'
import { type QueuedUse, queuedText, syncText } from '../../shared/offline.ts'
import { Problem } from '../../shared/problem.ts'

export type SentUse = QueuedUse & { signature: string }
export type Sent = { deviceId: string; sentAt: string; entries: SentUse[]; signature: string }
export type ReadUse = SentUse & { head: string }

/** 32 of the bytes of a SHA-512, which is what a phone can make. */
export const headOf = (text: string) => createHash('sha512').update(text).digest().subarray(0, 32).toString('base64url')

function signed(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

/**
 * The queue, each entry with its fingerprint. Refuses with device.unknown what the device did not sign, and with device.queue_broken, naming
 * the entry, a queue that has a gap or was changed.
 */
export function readQueue(publicKey: string, { deviceId, sentAt, entries, signature }: Sent): ReadUse[] {
  if (!signed(publicKey, syncText(deviceId, sentAt, entries), signature)) throw new Problem('device.unknown')
  const read: ReadUse[] = []
  for (const entry of entries) {
    const text = queuedText(deviceId, entry)
    const before = read.at(-1)
    const follows = !before || (entry.counter === before.counter + 1 && entry.prev === before.head)
    if (!follows || !signed(publicKey, text, entry.signature)) throw broken(entry.counter)
    read.push({ ...entry, head: headOf(text) })
  }
  return read
}

export const broken = (counter: number) => new Problem('device.queue_broken', { details: { counter } })
