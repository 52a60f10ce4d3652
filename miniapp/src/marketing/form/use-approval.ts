import { useEffect, useRef, useState } from 'react'
import type { CallOf } from '../../../../shared/api.ts'
import { call } from '../../api/call'
import { Refusal } from '../../api/trouble'
import { useOnce } from '../../hooks/use-once'
import { useVisible } from '../../hooks/use-visible'

/** Terms that look like a slip: not asked about yet, with a colleague, or refused by one. */
export interface Odd {
  is: 'odd' | 'waiting' | 'refused'
  approvalId: string
  /** What is odd, as the server calls it. */
  why: string
  about: CallOf<'askApproval'>
}

const everySeconds = 3

/** A second pair of eyes on odd terms: asked for here, waited for here, and told at once when it is there. */
export function useApproval(begin: Odd | undefined, keep: (odd: Odd | undefined) => void, onApproved: () => void) {
  const [odd, setOdd] = useState(begin)
  const [trouble, setTrouble] = useState<unknown>()
  const visible = useVisible()
  const told = useRef({ keep, onApproved })
  told.current = { keep, onApproved }
  const put = (next: Odd | undefined) => {
    told.current.keep(next)
    setOdd(next)
  }
  const settle = (state: string, known: Odd) => {
    if (state === 'approved') {
      put(undefined)
      told.current.onApproved()
    } else if (state === 'waiting' || state === 'refused') put({ ...known, is: state })
  }
  const latest = useRef({ odd, settle })
  latest.current = { odd, settle }

  const [ask, asking] = useOnce(async () => {
    if (!odd) return
    setTrouble(undefined)
    try {
      const { state } = await call('askApproval', odd.about)
      settle(state, odd)
    } catch (why) {
      setTrouble(why)
    }
  })

  const waiting = odd?.is === 'waiting' ? odd.approvalId : undefined
  useEffect(() => {
    if (waiting === undefined || !visible) return
    let busy = false
    const timer = setInterval(async () => {
      if (busy) return
      busy = true
      const list = await call('listApprovals', { limit: 50 }).catch(() => undefined)
      busy = false
      const found = list?.items.find(({ approvalId }) => approvalId === waiting)
      const { odd: known, settle: decide } = latest.current
      // The terms may have been changed while the question was on its way.
      if (found && found.state !== 'waiting' && known?.is === 'waiting' && known.approvalId === waiting)
        decide(found.state, known)
    }, everySeconds * 1000)
    return () => clearInterval(timer)
  }, [waiting, visible])

  return {
    odd,
    trouble,
    ask,
    asking,
    /** Whether the refusal was about odd terms; then it is taken up here. */
    takeUp: (why: unknown, about: CallOf<'askApproval'>): boolean => {
      if (!(why instanceof Refusal) || (why.code !== 'batch.absurd' && why.code !== 'deal.absurd')) return false
      const { approvalId, state, why: reason } = (why.details ?? {}) as Record<string, string | undefined>
      const is = state === 'waiting' || state === 'refused' ? state : 'odd'
      put({ is, approvalId: approvalId ?? '', why: reason ?? '', about })
      return true
    },
    /** The terms are changed: another question, if any. */
    drop: () => {
      if (latest.current.odd) put(undefined)
    },
  }
}

export type ApprovalHandle = ReturnType<typeof useApproval>
