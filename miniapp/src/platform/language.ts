import Taro from '@tarojs/taro'
import type { Language } from '../../../shared/problems.ts'

/** Chinese first; English when the phone speaks it. */
export const language: Language = phoneLanguage().startsWith('en') ? 'en' : 'zh'

function phoneLanguage(): string {
  const base = Taro.getAppBaseInfo ? Taro.getAppBaseInfo() : Taro.getSystemInfoSync()
  return base?.language ?? 'zh'
}

/** One of our pixels, grown by the text size set in WeChat (16 is its normal size). Kept within what the layout can bear. */
export const unit: string | undefined = (() => {
  const base = Taro.getAppBaseInfo ? Taro.getAppBaseInfo() : Taro.getSystemInfoSync()
  const size = (base as { fontSizeSetting?: number } | undefined)?.fontSizeSetting
  if (!size || size <= 17) return undefined
  return `${Math.min(1.4, size / 16).toFixed(2)}px`
})()
