import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { signedIn, takeLoginProblem } from '../../../api/auth'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { dropIntent, takeClaim } from '../../../api/intent'
import { useFresh } from '../../../hooks/use-fresh'
import { useOnce } from '../../../hooks/use-once'
import { useRemote } from '../../../hooks/use-remote'
import { useVisible } from '../../../hooks/use-visible'
import { millis } from '../../../words/time'
import { copy } from './copy'

export type Gift = OutputOf<'getGift'>

/** A gift by its token: looked at by anybody, taken once, also when a login lies between the tap and the taking. */
export function useGift(giftToken: string) {
  const visible = useVisible()
  const { remote, reload, put } = useRemote<Gift>(() => call('getGift', { giftToken }), giftToken)
  const [trouble, setTrouble] = useState<unknown>()
  const gift = remote.is === 'ready' ? remote.value : undefined

  /** Whatever the answer was, the page then shows what became of the gift. */
  async function tryTo(work: () => Promise<void>, said: string): Promise<void> {
    setTrouble(undefined)
    try {
      await work()
      void Taro.showToast({ title: said, icon: 'success', duration: 1500 })
    } catch (why) {
      setTrouble(why)
    }
    await reload()
  }
  const [take, taking] = useOnce(() =>
    tryTo(async () => {
      await call('takeGift', { giftToken })
      dropIntent()
    }, copy.taken),
  )
  const [cancel, cancelling] = useOnce(() => tryTo(async () => put(await call('cancelGift', { giftToken })), copy.cancelled))

  useEffect(() => {
    void signedIn().then(() => {
      const problem = takeLoginProblem()
      if (problem) setTrouble(problem)
      else if (takeClaim(giftToken)) take()
    })
  }, [giftToken, take])

  // The giver sees it taken, and everybody the moment at which it comes back.
  const isOpen = gift?.state === 'open'
  const wait = isOpen ? Math.max(500, millis(gift.expiresAt) - serverNow() + 300) : Number.NaN
  const pause = gift?.mine === 'given' ? Math.min(wait, 5000) : wait
  useEffect(() => {
    if (!visible || !isOpen || pause > 86_400_000) return
    const timer = setInterval(reload, pause)
    return () => clearInterval(timer)
  }, [visible, isOpen, pause, reload])

  useFresh(reload)

  return { remote, gift, reload, take, taking, cancel, cancelling, trouble }
}
