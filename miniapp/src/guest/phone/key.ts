import Taro from '@tarojs/taro'
import { base64url } from '../../phone/bytes'
import { newSeed } from '../../phone/signing'
import { randomBytes } from '../../platform/random'

const place = 'footfall.phone'

/** This phone under a name of our own, with a key that never leaves it. */
interface Kept {
  phoneId: string
  seed: string
  memberId: string
}

/** Only where its member agreed to it (consent `device`); another member on the same phone uses the name, with a key of their own. */
export function phoneOf(memberId: string): Kept | undefined {
  const kept = Taro.getStorageSync(place) as Kept | '' | undefined
  return kept && kept.memberId === memberId ? kept : undefined
}

/** Makes the key; the name stays with the phone, whoever uses it. Keep it (keepPhone) once the server knows it. */
export async function makePhone(memberId: string): Promise<{ kept: Kept; publicKey: string }> {
  const before = Taro.getStorageSync(place) as Kept | '' | undefined
  const phoneId = before ? before.phoneId : base64url(await randomBytes(18))
  const { seed, publicKey } = await newSeed()
  return { kept: { phoneId, seed, memberId }, publicKey }
}

export const keepPhone = (kept: Kept): void => Taro.setStorageSync(place, kept)

/** Without the consent nothing of it stays, neither the name nor the key. */
export const forgetPhone = (): void => Taro.removeStorageSync(place)
