import Taro from '@tarojs/taro'
import type { Draft, Sent } from '../../form/draft'
import type { Odd } from '../../form/use-approval'

const lives = 7 * 86_400_000
const keyOf = (id: string) => `footfall.edit.${id}`

/** What was typed and not saved yet, upon what it was typed. */
export interface SavedEdit {
  draft: Draft
  base: Draft
  version: number
  sent?: Sent | undefined
  odd?: Odd | undefined
}

export function keepEdit(id: string, saved: SavedEdit): void {
  Taro.setStorageSync(keyOf(id), { ...saved, at: Date.now() })
}

export function readEdit(id: string): SavedEdit | undefined {
  const saved = Taro.getStorageSync(keyOf(id)) as (SavedEdit & { at: number }) | '' | undefined
  return saved && Math.abs(Date.now() - saved.at) <= lives ? saved : undefined
}

export function forgetEdit(id: string): void {
  Taro.removeStorageSync(keyOf(id))
}
