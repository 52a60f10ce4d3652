import Taro from '@tarojs/taro'

const key = 'footfall.place'

/** Kept on this phone, so that a tap asks nobody; the log of it is the server's (setConsent). */
export function rememberPlaceChoice(allowed: boolean): void {
  if (allowed) Taro.removeStorageSync(key)
  else Taro.setStorageSync(key, 'off')
}

export const mayAskPlace = (): boolean => Taro.getStorageSync(key) !== 'off'
