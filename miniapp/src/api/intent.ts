import Taro from '@tarojs/taro'
import { type Intent, mayFinish } from './may-finish'

const key = 'footfall.intent'
const read = (): Intent | undefined => {
  const saved: unknown = Taro.getStorageSync(key)
  return saved && typeof saved === 'object' ? (saved as Intent) : undefined
}

export function rememberClaim(batchId: string): void {
  Taro.setStorageSync(key, { batchId, at: Date.now(), ripe: false } satisfies Intent)
}

/** The login came back: what was begun may go on. */
export function ripen(): void {
  const intent = read()
  if (intent) Taro.setStorageSync(key, { ...intent, ripe: true })
}

export function dropIntent(): void {
  Taro.removeStorageSync(key)
}

/** True exactly once for a claim that was begun before the login; the memory of it is gone before the claim is sent. */
export function takeClaim(batchId: string): boolean {
  const intent = read()
  if (!mayFinish(intent, batchId, Date.now())) return false
  dropIntent()
  return true
}
