import Taro from '@tarojs/taro'
import { blankDraft, type Saved } from './draft'

const key = 'footfall.create'
const lives = 7 * 86_400_000

/** The form outlives the page, the phone's call and the login on the web. */
export function keep(saved: Saved): void {
  Taro.setStorageSync(key, { ...saved, at: Date.now() })
}

export function readSaved(today: string): Saved {
  const saved = Taro.getStorageSync(key) as (Saved & { at: number }) | '' | undefined
  if (!saved || Math.abs(Date.now() - saved.at) > lives) return { draft: blankDraft(today) }
  const { draft, promotion, batch } = saved
  // Made already, and only its launch was not answered: it stands in the list.
  if (batch?.id) return { draft: blankDraft(today) }
  // A field that a newer build has added is not in an older draft.
  return { draft: { ...blankDraft(today), ...draft }, ...(promotion && { promotion }), ...(batch && { batch }) }
}

export function forget(): void {
  Taro.removeStorageSync(key)
}
