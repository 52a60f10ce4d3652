import Taro from '@tarojs/taro'
import { blankDraft, type Draft, type Sent } from '../../form/draft'
import type { Odd } from '../../form/use-approval'

const key = 'footfall.create'
const lives = 7 * 86_400_000

export interface Saved {
  draft: Draft
  promotion?: Sent | undefined
  batch?: Sent | undefined
  /** Odd terms that a colleague was asked about, and whether they are to be launched then. */
  odd?: Odd | undefined
  launch?: boolean | undefined
}

/** The form outlives the page, the phone's call and the login on the web. */
export function keep(saved: Saved): void {
  Taro.setStorageSync(key, { ...saved, at: Date.now() })
}

export function readSaved(today: string): Saved {
  const saved = Taro.getStorageSync(key) as (Saved & { at: number }) | '' | undefined
  if (!saved || Math.abs(Date.now() - saved.at) > lives) return { draft: blankDraft(today) }
  const { draft, promotion, batch, odd, launch } = saved
  // Made already, and only its launch was not answered: it stands in the list.
  if (batch?.id) return { draft: blankDraft(today) }
  // A field that a newer build has added is not in an older draft.
  return { draft: { ...blankDraft(today), ...draft }, promotion, batch, odd, launch }
}

export function forget(): void {
  Taro.removeStorageSync(key)
}
