import Taro from '@tarojs/taro'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { CallOf, OutputOf } from '../../../../shared/api.ts'
import { call } from '../../api/call'
import { serverNow } from '../../api/clock'
import { useRemote } from '../../hooks/use-remote'
import { useVisible } from '../../hooks/use-visible'
import { brightScreen } from '../../platform/screen'
import { millis } from '../../words/time'
import { nextRefresh } from './refresh'

export type Code = OutputOf<'showCode'>
/** With when the next one is fetched, ahead of the end, and for how many milliseconds this one is shown. */
export type Renewed = Code & { renewAt: number; lives: number }
export type Coupon = OutputOf<'getCoupon'>
type Named = CallOf<'showCode'>
/** What a new code hangs on, beside time. */
type Shown = { state: string; undoneAt?: string | undefined; used?: number }

/** A coupon or voucher with its code, kept fresh while it can be seen, and asked about lightly so that the page tells when it was used. */
export function useCode<T extends Shown>(named: Named, ready: boolean, read: () => Promise<T>) {
  const visible = useVisible()
  const id = named.couponId ?? named.voucherId
  const key = ready ? id : undefined
  const coupon = useRemote<T>(read, key)
  const state = coupon.remote.is === 'ready' ? coupon.remote.value.state : undefined
  // A use that was undone, and one of several, make every code shown before worthless.
  const moved = coupon.remote.is === 'ready' ? `${coupon.remote.value.undoneAt} ${coupon.remote.value.used}` : ''
  const [code, setCode] = useState<Renewed>()
  const [trouble, setTrouble] = useState<unknown>()
  const [tries, setTries] = useState(0)
  const wanted = ready && visible && state === 'valid' && id !== undefined

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` is the retry, `moved` the reason for a fresh code
  useEffect(() => {
    if (!wanted) return
    let timer: ReturnType<typeof setTimeout>
    let gone = false
    const renew = async () => {
      let wait = 4_000
      try {
        const fresh = await call('showCode', named)
        if (gone) return
        wait = nextRefresh(millis(fresh.expiresAt), serverNow())
        setCode({ ...fresh, renewAt: serverNow() + wait, lives: wait })
        setTrouble(undefined)
      } catch (why) {
        if (gone) return
        setTrouble(why)
      }
      timer = setTimeout(renew, wait)
    }
    void renew()
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [wanted, id, tries, moved])

  const { reload } = coupon
  useEffect(() => {
    if (key === undefined || !visible || state === undefined || state === 'expired') return
    const timer = setInterval(reload, state === 'valid' ? 3_000 : 6_000)
    return () => clearInterval(timer)
  }, [key, visible, state, reload])

  useEffect(() => {
    if (!wanted) return
    const back = brightScreen()
    return () => void back.then((restore) => restore())
  }, [wanted])

  const last = useRef<string | undefined>(undefined)
  // With the picture, not some time after it.
  useLayoutEffect(() => {
    if (last.current === 'valid' && state === 'redeemed') void Taro.vibrateShort({ type: 'medium' })
    last.current = state
  }, [state])

  return { coupon: coupon.remote, reload, code, trouble, retry: () => setTries((count) => count + 1) }
}
