import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import type { OutputOf } from '../../../../shared/api.ts'
import { signedIn, takeLoginProblem } from '../../api/auth'
import { call } from '../../api/call'
import { serverNow } from '../../api/clock'
import { dropIntent, takeClaim } from '../../api/intent'
import { newKey } from '../../api/key'
import { Lost } from '../../api/trouble'
import { useOnce } from '../../hooks/use-once'
import { useRemote } from '../../hooks/use-remote'
import { type Place, whereAmI } from '../../platform/place'
import { troubleWords } from '../../words/common'
import { millis } from '../../words/time'
import { copy } from './copy'

export type Offer = OutputOf<'getBatch'>

const flipOf = ({ state, claim }: Offer) => (state === 'not_started' ? claim.from : state === 'open' ? claim.to : undefined)

/** One offer: looked at by anybody, claimed once for each tap, also when a login lies between the tap and the claim. */
export function useOffer(batchId: string | undefined) {
  const [place, setPlace] = useState<Place | 'denied' | undefined>()
  const [trouble, setTrouble] = useState<unknown>()
  const key = useRef<string | undefined>(undefined)
  const here = place === 'denied' ? undefined : place
  const { remote, reload, put } = useRemote<Offer>(() => call('getBatch', { batchId: batchId ?? '', ...here }), batchId)

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

  const [locate, locating] = useOnce(async () => {
    const found = await whereAmI()
    setPlace(found ?? 'denied')
  })
  useEffect(() => {
    if (here) void reload()
  }, [here, reload])

  // At the very moment it starts or ends the page changes by itself.
  const flip = remote.is === 'ready' ? flipOf(remote.value) : undefined
  useEffect(() => {
    const wait = flip === undefined ? Number.NaN : millis(flip) - serverNow()
    if (!(wait > 0 && wait < 86_400_000)) return
    const timer = setTimeout(reload, wait + 300)
    return () => clearTimeout(timer)
  }, [flip, reload])

  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current) void reload()
    shown.current = true
  })
  usePullDownRefresh(async () => {
    const failed = await reload()
    Taro.stopPullDownRefresh()
    if (failed) void Taro.showToast({ title: troubleWords(failed), icon: 'none' })
  })

  return { remote, reload, claim, claiming, trouble, place, locate, locating }
}
