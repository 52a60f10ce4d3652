import Taro from '@tarojs/taro'

/** Keeps the screen on, and answers how to let it go. */
export function stayAwake(): () => void {
  const keep = (keepScreenOn: boolean) => void Promise.resolve(Taro.setKeepScreenOn({ keepScreenOn })).catch(() => {})
  keep(true)
  return () => keep(false)
}
