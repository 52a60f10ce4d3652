// What the component tests have instead of '@tarojs/taro': the few things a component asks of it.
const storage = new Map<string, unknown>()

const Taro = {
  getAppBaseInfo: () => ({ language: 'zh_CN' }),
  getSystemInfoSync: () => ({ language: 'zh_CN' }),
  getCurrentPages: () => [] as unknown[],
  getStorageSync: (key: string) => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
  removeStorageSync: (key: string) => void storage.delete(key),
  setNavigationBarTitle: async () => {},
  switchTab: async () => {},
  navigateTo: async () => {},
  showToast: async () => {},
  vibrateShort: async () => {},
}
export default Taro

/** Pages under test are always on the screen. */
export const useDidShow = (_run: () => void): void => {}
export const useDidHide = (_run: () => void): void => {}
