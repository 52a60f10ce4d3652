import { useRef, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { newKey } from '../../../api/key'
import { Lost } from '../../../api/trouble'
import { useOnce } from '../../../hooks/use-once'
import { celebrate } from '../../sound/celebrate'
import type { Redemption } from '../../undo/undo-sheet'
import { askedAgain, blank, type Entered, type Preview, type Question, questionOf, standingOf } from './question'

type Found = OutputOf<'previewByOrder'>

export type Step =
  | { is: 'enter' }
  | { is: 'choose'; found: Found; question: Question }
  | { is: 'bill' | 'confirm'; preview: Preview; question: Question }
  | { is: 'done' | 'undone'; redemption: Redemption }

/** For a guest who can show no code: find, choose, say why, done. */
export function useAssist(storeId: string | undefined) {
  const [entered, setEntered] = useState<Entered>(blank)
  const [step, setStep] = useState<Step>({ is: 'enter' })
  const [fault, setFault] = useState<keyof Entered | 'partMore'>()
  const [trouble, setTrouble] = useState<unknown>()
  const [reason, setReason] = useState('')
  const [uses, setUses] = useState(1)
  const key = useRef<{ of: string; key: string } | undefined>(undefined)

  const change = (part: Partial<Entered>) => {
    setEntered((now) => ({ ...now, ...part }))
    setFault(undefined)
    setTrouble(undefined)
  }
  const go = (next: Step) => {
    setTrouble(undefined)
    setUses(1)
    setStep(next)
  }

  const choose = (preview: Preview, question: Question) =>
    go({ is: standingOf(preview) === 'ready' ? 'confirm' : 'bill', preview, question })

  const [find, finding] = useOnce(async () => {
    if (storeId === undefined) return
    const asking = questionOf(entered, storeId)
    if ('fault' in asking) return setFault(asking.fault)
    setTrouble(undefined)
    const { question } = asking
    setEntered((now) => ({ ...now, part: '' }))
    try {
      const found = await call('previewByOrder', question)
      const [only, ...others] = found.items
      if (only && others.length === 0 && standingOf(only) !== 'no') choose(only, question)
      else go({ is: 'choose', found, question })
    } catch (why) {
      setTrouble(why)
    }
  })

  /** The bill is there: what does the coupon do to it? */
  const [compute, computing] = useOnce(async () => {
    if (step.is !== 'bill') return
    const asking = askedAgain(step.question, step.preview, entered)
    if ('fault' in asking) return setFault(asking.fault)
    setTrouble(undefined)
    try {
      const [preview] = (await call('previewByOrder', asking.question)).items
      if (preview) choose(preview, asking.question)
    } catch (why) {
      setTrouble(why)
    }
  })

  const [confirm, confirming] = useOnce(async () => {
    if (step.is !== 'confirm' || reason.trim() === '') return
    setTrouble(undefined)
    const { couponId, voucherId } = step.preview
    const which = voucherId === undefined ? { couponId } : { voucherId, uses }
    const asked = { ...step.question, ...which, reason: reason.trim() }
    // The same key must always mean the same thing.
    const of = JSON.stringify(asked)
    if (key.current?.of !== of) key.current = { of, key: newKey() }
    try {
      const redemption = await call('redeemByOrder', asked, { key: key.current.key })
      setEntered({ ...blank, way: entered.way })
      setReason('')
      go({ is: 'done', redemption })
      celebrate()
    } catch (why) {
      setTrouble(why)
    }
  })

  return {
    ...{ entered, change, fault, trouble, step, go, choose, find, finding, compute, computing },
    ...{ reason, setReason, uses, setUses, confirm, confirming },
    lost: trouble instanceof Lost,
  }
}

export type Assist = ReturnType<typeof useAssist>
