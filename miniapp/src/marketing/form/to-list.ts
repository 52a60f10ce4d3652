import Taro from '@tarojs/taro'

const list = 'marketing/pages/promotions/index'

/** Back to the list, saying what was done. */
export function toList(done?: string): void {
  if (done) void Taro.showToast({ title: done, icon: 'none' })
  const pages = Taro.getCurrentPages()
  const before = pages[pages.length - 2]
  if ((before?.route ?? before?.path ?? '').replace(/^\//, '').startsWith(list)) void Taro.navigateBack()
  else void Taro.redirectTo({ url: `/${list}` })
}
