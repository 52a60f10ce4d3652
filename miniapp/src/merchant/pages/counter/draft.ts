import Taro from '@tarojs/taro'
import { blank, type Draft } from './scan'

const key = 'footfall.counter.draft'
const lives = 10 * 60_000

export function saveDraft(draft: Draft): void {
  if (draft.text === '' && draft.bill === '' && draft.part === '') Taro.removeStorageSync(key)
  else Taro.setStorageSync(key, { ...draft, at: Date.now() })
}

export function readDraft(): Draft {
  const saved = Taro.getStorageSync(key) as (Draft & { at: number }) | '' | undefined
  if (!saved || Math.abs(Date.now() - saved.at) > lives) return blank
  return { text: saved.text, bill: saved.bill, part: saved.part ?? '' }
}
