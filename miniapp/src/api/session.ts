import Taro from '@tarojs/taro'
import type { OutputOf } from '../../../shared/api.ts'

export type Session = OutputOf<'login'>

const key = 'footfall.session'

export function readSession(): Session | undefined {
  const saved: unknown = Taro.getStorageSync(key)
  return saved && typeof saved === 'object' && 'token' in saved ? (saved as Session) : undefined
}

export function saveSession(session: Session): void {
  Taro.setStorageSync(key, session)
}

export function forgetSession(): void {
  Taro.removeStorageSync(key)
}
