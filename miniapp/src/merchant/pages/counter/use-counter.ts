import Taro from '@tarojs/taro'
import { useCallback, useRef, useState } from 'react'
import type { CallOf, OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { newKey } from '../../../api/key'
import { Lost } from '../../../api/trouble'
import { useOnce } from '../../../hooks/use-once'
import { celebrate } from '../../sound/celebrate'
import type { Redemption } from '../../undo/undo-sheet'
import { copy } from './copy'
import { readDraft, saveDraft } from './draft'
import { blank, type Draft, type Fault, scanOf } from './scan'

export type Preview = OutputOf<'previewRedemption'>
/** `confirm` sends exactly what `look` asked about, under the one key made for that look. */
type Looked = { scan: CallOf<'redeem'>; key: string; preview: Preview }

export type Step =
  | { is: 'enter' }
  | ({ is: 'look' } & Looked)
  | { is: 'done'; redemption: Redemption; left?: number }
  | { is: 'undone'; redemption: Redemption }

/** The counter: enter or scan, look, confirm, done; every press does one thing, and nothing typed is lost. */
export function useCounter(storeId: string | undefined) {
  const [draft, setDraft] = useState<Draft>(readDraft)
  const [step, setStep] = useState<Step>({ is: 'enter' })
  const [fault, setFault] = useState<Fault>()
  const [trouble, setTrouble] = useState<unknown>()
  const latest = useRef(draft)
  latest.current = draft

  const change = useCallback((part: Partial<Draft>) => {
    const next = { ...latest.current, ...part }
    latest.current = next
    setDraft(next)
    saveDraft(next)
    setFault(undefined)
    setTrouble(undefined)
  }, [])

  const [look, looking] = useOnce(async () => {
    if (storeId === undefined) return
    // Only the first look tells that the coupon is not for everything.
    const scope = step.is === 'look' ? step.preview.scope : undefined
    const reading = scanOf(latest.current, storeId, scope)
    if ('fault' in reading) return setFault(reading.fault)
    setTrouble(undefined)
    try {
      const preview = await call('previewRedemption', reading.scan)
      setStep({ is: 'look', scan: reading.scan, key: newKey(), preview })
    } catch (why) {
      setTrouble(why)
    }
  })

  const [recount, recounting] = useOnce(async (uses: number) => {
    if (step.is !== 'look') return
    setTrouble(undefined)
    try {
      const scan = { ...step.scan, uses }
      const preview = await call('previewRedemption', scan)
      setStep({ is: 'look', scan, key: newKey(), preview })
    } catch (why) {
      setTrouble(why)
    }
  })

  const [scan, scanning] = useOnce(async () => {
    try {
      const { result } = await Taro.scanCode({ scanType: ['qrCode'] })
      change({ text: result })
    } catch {
      return void Taro.showToast({ title: copy.scanFailed, icon: 'none' })
    }
    look()
  })

  const [confirm, confirming] = useOnce(async () => {
    if (step.is !== 'look') return
    setTrouble(undefined)
    try {
      const redemption = await call('redeem', step.scan, { key: step.key })
      saveDraft(blank)
      setDraft(blank)
      latest.current = blank
      const { usesLeft = 1 } = step.preview
      setStep({ is: 'done', redemption, left: usesLeft - (redemption.uses ?? 1) })
      celebrate()
    } catch (why) {
      // Lost: the same key goes again, so that it happens once at most. Refused: nothing happened, look again.
      setTrouble(why)
    }
  })

  const back = useCallback(() => {
    setStep({ is: 'enter' })
    setTrouble(undefined)
  }, [])

  const next = useCallback(() => {
    change(blank)
    setStep({ is: 'enter' })
  }, [change])

  return {
    draft,
    change,
    step,
    fault,
    trouble,
    lost: trouble instanceof Lost,
    look,
    looking,
    recount,
    recounting,
    scan,
    scanning,
    confirm,
    confirming,
    back,
    next,
    undone: (redemption: Redemption) => setStep({ is: 'undone', redemption }),
  }
}

export type Counter = ReturnType<typeof useCounter>
