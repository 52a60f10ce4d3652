import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { headOf } from '../../functions/devices/queue.ts'
import type { CallOf } from '../../shared/api.ts'
import { type QueuedUse, queuedText, syncText } from '../../shared/offline.ts'

type Sync = CallOf<'syncRedemptions'>
export type Entry = Sync['entries'][number]

/** A phone's own key, and what it does with it: for tests, beside the mini-program's own (miniapp/src/merchant/offline). */
export function newKeys(): { publicKey: string; privateKey: KeyObject } {
  const { d, x } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const privateKey = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', d, x }, format: 'jwk' })
  return { publicKey: x ?? '', privateKey }
}

const signed = (key: KeyObject, text: string) => sign(null, Buffer.from(text), key).toString('base64url')

/** Puts a use at the end of the queue. */
export function queued(
  deviceId: string,
  key: KeyObject,
  use: Omit<QueuedUse, 'counter' | 'prev'>,
  before?: { counter: number; head: string },
): Entry & { head: string } {
  const full = { ...use, counter: (before?.counter ?? 0) + 1, prev: before?.head ?? '' }
  const text = queuedText(deviceId, full)
  return { ...full, signature: signed(key, text), head: headOf(text) }
}

/** The call that sends them. */
export function syncOf(deviceId: string, key: KeyObject, entries: (Entry & { head?: string })[], sentAt: string): Sync {
  const sent = entries.map(({ head: _, ...entry }) => entry)
  return { deviceId, sentAt, entries: sent, signature: signed(key, syncText(deviceId, sentAt, sent)) }
}
