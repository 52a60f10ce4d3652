import Taro from '@tarojs/taro'

/** This phone in words, for its owner's list of sessions. */
export function deviceWords(): string | undefined {
  const info = Taro.getDeviceInfo ? Taro.getDeviceInfo() : Taro.getSystemInfoSync()
  return info?.model?.replace(/\p{C}/gu, ' ').trim().slice(0, 60) || undefined
}
