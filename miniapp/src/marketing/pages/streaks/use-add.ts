import { useRef, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { newKey } from '../../../api/key'
import { Lost } from '../../../api/trouble'
import { useOnce } from '../../../hooks/use-once'
import { blank, type Draft, formOf } from './form'

export type Streak = OutputOf<'listStreaks'>['items'][number]

/** Adds one to the promotion, once for one wish however often the network fails. */
export function useAdd(promotionId: string, onAdded: () => void) {
  const [draft, setDraft] = useState(blank)
  const [trouble, setTrouble] = useState<unknown>()
  const [isBad, setBad] = useState(false)
  const key = useRef<string | undefined>(undefined)
  const [add, adding] = useOnce(async () => {
    const form = formOf(draft)
    setBad(!form)
    if (!form) return
    setTrouble(undefined)
    key.current ??= newKey()
    try {
      await call('createStreak', { promotionId, ...form }, { key: key.current })
      key.current = undefined
      setDraft(blank)
      onAdded()
    } catch (why) {
      setTrouble(why)
      if (!(why instanceof Lost)) key.current = undefined
    }
  })
  const change = (part: Partial<Draft>) => {
    // Another wish, another key.
    key.current = undefined
    setDraft({ ...draft, ...part })
  }
  return { form: { draft, problems: {}, change }, trouble, isBad, add, adding }
}
