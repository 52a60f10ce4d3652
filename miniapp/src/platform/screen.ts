import Taro from '@tarojs/taro'

/** Brightness up for a scanner, and back when the code goes. Resolves to the way back. */
export async function brightScreen(): Promise<() => void> {
  try {
    const { value } = await Taro.getScreenBrightness()
    await Taro.setScreenBrightness({ value: 0.9 })
    void Promise.resolve(Taro.setKeepScreenOn({ keepScreenOn: true })).catch(() => {})
    return () => {
      void Promise.resolve(Taro.setScreenBrightness({ value })).catch(() => {})
      void Promise.resolve(Taro.setKeepScreenOn({ keepScreenOn: false })).catch(() => {})
    }
  } catch {
    return () => {}
  }
}
