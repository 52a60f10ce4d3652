import Taro from '@tarojs/taro'
import type { CallOf, OutputOf } from '../../../../shared/api.ts'
import { call } from '../../api/call'
import { serverNow } from '../../api/clock'
import { newKey } from '../../api/key'
import { Lost } from '../../api/trouble'
import { signed } from '../../phone/signing'
import { phoneOf } from './key'

const place = 'footfall.checkins'
/** The server takes none that is older than a day. */
const most = 10

/** A check-in that was signed without network. */
export interface Waiting {
  storeId: string | undefined
  storeName: string | undefined
  at: string
  phoneId: string
  memberId: string
  proof: { text: string; signature: string }
}

export const waiting = (): Waiting[] => (Taro.getStorageSync(place) as Waiting[] | '') || []

/** Signs and keeps it; false where this phone was never made known, so that nothing could be proven later. */
export function keepForLater(memberId: string, sent: CallOf<'checkIn'>, storeName: string | undefined): boolean {
  const phone = phoneOf(memberId)
  if (!phone) return false
  const at = new Date(serverNow()).toISOString()
  const { storeId, qr, storeCode, lat, lng, accuracy } = sent
  const text = JSON.stringify({ v: 1, memberId, at, nonce: newKey(), storeId, qr, storeCode, lat, lng, accuracy })
  const one = { storeId, storeName, at, phoneId: phone.phoneId, memberId, proof: { text, signature: signed(phone.seed, text) } }
  Taro.setStorageSync(place, [...waiting(), one].slice(-most))
  return true
}

export type CheckedIn = OutputOf<'checkIn'>

/** Sends what waits, oldest first, and answers what came of each; what is not answered goes on waiting. */
export async function sendWaiting(memberId: string): Promise<{ one: Waiting; answer?: CheckedIn; trouble?: unknown }[]> {
  const done: { one: Waiting; answer?: CheckedIn; trouble?: unknown }[] = []
  for (const one of waiting().filter((kept) => kept.memberId === memberId)) {
    try {
      done.push({ one, answer: await call('checkIn', { phoneId: one.phoneId, signedProof: one.proof }) })
    } catch (trouble) {
      if (trouble instanceof Lost) break
      done.push({ one, trouble })
    }
    Taro.setStorageSync(
      place,
      waiting().filter(({ proof }) => proof.signature !== one.proof.signature),
    )
  }
  return done
}
