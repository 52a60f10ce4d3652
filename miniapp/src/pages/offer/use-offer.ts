import Taro from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import type { OutputOf } from '../../../../shared/api.ts'
import { signedIn, takeLoginProblem } from '../../api/auth'
import { call } from '../../api/call'
import { dropIntent, takeClaim } from '../../api/intent'
import { newKey } from '../../api/key'
import { Lost } from '../../api/trouble'
import { useOnce } from '../../hooks/use-once'
import { copy } from './copy'
import { useLiveOffer } from './use-live-offer'

export type Offer = OutputOf<'getBatch'>

export const windowOf = ({ state, claim: { from, to } }: Offer) => ({ state, from, to })

/** One offer: looked at by anybody, claimed once for each tap, also when a login lies between the tap and the claim. */
export function useOffer(batchId: string | undefined) {
  const [trouble, setTrouble] = useState<unknown>()
  const key = useRef<string | undefined>(undefined)
  const shown = useLiveOffer<Offer>(batchId, (here) => call('getBatch', { batchId: batchId ?? '', ...here }), windowOf)
  const { remote, reload, put } = shown

  const [claim, claiming] = useOnce(async (another: boolean) => {
    if (batchId === undefined) return
    setTrouble(undefined)
    // The first coupon of a batch needs no key: asking twice gives the same one. Each further one has its own, kept until answered.
    if (another) key.current ??= newKey()
    try {
      const { couponId, state } = await call('claimCoupon', { batchId }, { key: another ? key.current : undefined })
      key.current = undefined
      dropIntent()
      void Taro.showToast({ title: copy.claimed, icon: 'success', duration: 1500 })
      if (remote.is === 'ready') {
        const held = (remote.value.held ?? []).filter((known) => known.couponId !== couponId)
        put({ ...remote.value, held: [...held, { couponId, state }] })
      } else await reload()
    } catch (why) {
      setTrouble(why)
      if (why instanceof Lost) return
      key.current = undefined
      void reload()
    }
  })

  useEffect(() => {
    if (batchId === undefined) return
    void signedIn().then(() => {
      const problem = takeLoginProblem()
      if (problem) setTrouble(problem)
      else if (takeClaim(batchId)) claim(false)
    })
  }, [batchId, claim])

  return { ...shown, claim, claiming, trouble }
}
