import Taro from '@tarojs/taro'
import nacl from 'tweetnacl'
import type { CallOf, OutputOf } from '../../../../shared/api.ts'
import { type QueuedUse, queuedText, syncText } from '../../../../shared/offline.ts'
import { base64url, utf8 } from '../../phone/bytes'
import { signed } from '../../phone/signing'

export type Grant = OutputOf<'registerDevice'>
type Result = OutputOf<'syncRedemptions'>['results'][number]
type Sync = CallOf<'syncRedemptions'>

/** What was handed over, signed, with what the clerk calls it. */
export type Waiting = { entry: Sync['entries'][number]; head: string; thing: string; title: string }
/** What was handed over and could not be redeemed: shown until somebody has read it. */
export type Lost = Pick<Result, 'counter' | 'why' | 'use' | 'at'> & { title: string }

/** What this phone keeps for one person in one store. */
export interface Kept {
  /** Of the phone's own key. */
  seed: string
  grant: Grant
  /** How far the server's clock was ahead when they last spoke. */
  offset: number
  queue: Waiting[]
  lost: Lost[]
  /** What was redeemed on this phone since they last spoke, so that it is not taken twice. */
  counter: number
  head: string
}

const keyOf = (memberId: string, storeId: string) => `footfall.offline.${memberId}.${storeId}`

export function readKept(memberId: string, storeId: string): Kept | undefined {
  const kept = Taro.getStorageSync(keyOf(memberId, storeId)) as Kept | '' | undefined
  return kept || undefined
}

/** Throws where the phone cannot keep it: then nothing may be handed over. */
export function saveKept(memberId: string, kept: Kept): void {
  Taro.setStorageSync(keyOf(memberId, kept.grant.storeId), kept)
}

export function forgetKept(memberId: string, storeId: string): void {
  Taro.removeStorageSync(keyOf(memberId, storeId))
}

/** The queue with one more at its end. */
export function withUse(kept: Kept, use: Omit<QueuedUse, 'counter' | 'prev'>, about: { thing: string; title: string }): Kept {
  const full = { ...use, counter: kept.counter + 1, prev: kept.head }
  const text = queuedText(kept.grant.deviceId, full)
  const head = base64url(nacl.hash(utf8(text)).subarray(0, 32))
  const entry = { ...full, signature: signed(kept.seed, text) }
  return { ...kept, queue: [...kept.queue, { entry, head, ...about }], counter: full.counter, head }
}

/** The call that sends the queue. */
export function syncOf({ seed, grant, queue }: Kept, sentAt: string): Sync {
  const entries = queue.map(({ entry }) => entry)
  const { deviceId } = grant
  return { deviceId, sentAt, entries, signature: signed(seed, syncText(deviceId, sentAt, entries)) }
}

/** What is left after the answer: what came meanwhile stays, what could not be redeemed is told. */
export function settled(kept: Kept, { results, grant }: OutputOf<'syncRedemptions'>, offset: number): Kept {
  const lost = results.filter(({ state }) => state === 'conflict')
  const titleOf = (counter: number) => kept.queue.find(({ entry }) => entry.counter === counter)?.title ?? ''
  const told = lost.map(({ counter, why, use, at }) => ({ counter, why, use, at, title: titleOf(counter) }))
  const answered = results[results.length - 1]?.counter ?? 0
  const queue = kept.queue.filter(({ entry }) => entry.counter > answered)
  return { ...kept, grant, offset, queue, lost: [...kept.lost, ...told] }
}
