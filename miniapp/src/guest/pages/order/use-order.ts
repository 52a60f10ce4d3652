import { useEffect, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { useFresh } from '../../../hooks/use-fresh'
import { useRemote } from '../../../hooks/use-remote'
import { useVisible } from '../../../hooks/use-visible'

export type Order = OutputOf<'getOrder'>

/** Seconds between two questions after somebody came back from paying, then while something is under way. */
const afterPaying = [1, 1, 2, 2, 3, 3, 5, 5, 8, 10]
const meanwhile = 15_000

/** States in which the server may soon say something else by itself. */
const moving = ['to_pay', 'closing', 'in_group', 'refunding']

/** An order, live: it is asked often right after a payment, since what the payment sheet says proves nothing. */
export function useOrder(orderId: string | undefined, fromPayment: boolean) {
  const visible = useVisible()
  const { remote, reload, put } = useRemote<Order>(() => call('getOrder', { orderId: orderId ?? '' }), orderId)
  const order = remote.is === 'ready' ? remote.value : undefined
  const [asked, setAsked] = useState(fromPayment ? 0 : afterPaying.length)
  const state = order?.state
  const isAsking = state === 'to_pay' && asked < afterPaying.length

  useEffect(() => {
    if (!visible || state === undefined || !moving.includes(state)) return
    // A payment that fills a group is told first, and the group a moment later.
    const pause = asked < afterPaying.length ? (afterPaying[asked] ?? 10) * 1000 : meanwhile
    const timer = setTimeout(() => {
      void reload().then(() => setAsked((times) => times + 1))
    }, pause)
    return () => clearTimeout(timer)
  }, [visible, state, asked, reload])

  useFresh(reload)
  /** Somebody came back from paying: ask again from the start. */
  const askAgain = () => setAsked(0)
  return { remote, order, reload, put, isAsking, askAgain, wasAsked: fromPayment }
}
