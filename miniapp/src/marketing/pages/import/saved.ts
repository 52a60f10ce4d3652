import Taro from '@tarojs/taro'

/** The import that is on this screen: it outlives the page, a reload and the login on the web. */
export interface Saved {
  importId: string
  fileName: string
}

const key = 'footfall.import'

export function keep(saved: Saved): void {
  Taro.setStorageSync(key, saved)
}

export function readSaved(): Saved | undefined {
  const saved = Taro.getStorageSync(key) as Saved | '' | undefined
  return saved ? saved : undefined
}

export function forget(): void {
  Taro.removeStorageSync(key)
}
