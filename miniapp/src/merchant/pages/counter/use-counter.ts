import Taro from '@tarojs/taro'
import { useCallback, useRef, useState } from 'react'
import type { CallOf, OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { newKey } from '../../../api/key'
import { Lost, Refusal } from '../../../api/trouble'
import { useOnce } from '../../../hooks/use-once'
import type { Offline } from '../../offline/use-offline'
import { celebrate } from '../../sound/celebrate'
import type { Redemption } from '../../undo/undo-sheet'
import { copy } from './copy'
import { readDraft, saveDraft } from './draft'
import { blank, type Draft, type Fault, scanOf } from './scan'

export type Preview = OutputOf<'previewRedemption'>
/** `confirm` sends exactly what `look` asked about, under the one key made for that look. */
type Looked = { scan: CallOf<'redeem'>; key: string; preview: Preview; offline?: boolean }

export type Step =
  | { is: 'enter' }
  | ({ is: 'look' } & Looked)
  | { is: 'done'; redemption: Redemption; left?: number }
  | { is: 'undone'; redemption: Redemption }
  /** Handed over without network. */
  | { is: 'kept'; preview: Preview }

const refused = (message: string) => new Refusal(409, { code: 'offline', message })

/** The counter: enter or scan, look, confirm, done; every press does one thing, and nothing typed is lost. */
export function useCounter(storeId: string | undefined, offline: Offline) {
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

  const clear = () => {
    saveDraft(blank)
    setDraft(blank)
    latest.current = blank
  }

  /** Asks the server; where nobody answers, what this phone can say by itself. */
  const lookUp = async (asked: CallOf<'redeem'>): Promise<Pick<Looked, 'preview' | 'offline'>> => {
    try {
      if (!offline.isOff) return { preview: await call('previewRedemption', asked) }
    } catch (why) {
      if (!(why instanceof Lost) || !offline.kept) throw why
      if (why.why === 'offline') offline.wentOff()
    }
    const judged = offline.look(asked)
    if ('no' in judged) throw refused(judged.no)
    return { preview: judged.preview, offline: true }
  }

  const [look, looking] = useOnce(async () => {
    if (storeId === undefined) return
    // Only the first look tells that the coupon is not for everything.
    const scope = step.is === 'look' ? step.preview.scope : undefined
    const reading = scanOf(latest.current, storeId, scope)
    if ('fault' in reading) return setFault(reading.fault)
    setTrouble(undefined)
    try {
      setStep({ is: 'look', scan: reading.scan, key: newKey(), ...(await lookUp(reading.scan)) })
    } catch (why) {
      setTrouble(why)
    }
  })

  const [recount, recounting] = useOnce(async (uses: number) => {
    if (step.is !== 'look') return
    setTrouble(undefined)
    try {
      const scan = { ...step.scan, uses }
      setStep({ is: 'look', scan, key: newKey(), ...(await lookUp(scan)) })
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
      if (step.offline) {
        const not = offline.take(step.scan)
        if (not) throw refused(not.no)
        clear()
        setStep({ is: 'kept', preview: step.preview })
        return
      }
      const redemption = await call('redeem', step.scan, { key: step.key })
      clear()
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
