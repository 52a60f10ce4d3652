import { useEffect, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { latest } from '../../../hooks/latest'
import { useVisible } from '../../../hooks/use-visible'
import { millis } from '../../../words/time'

export type StoreCode = OutputOf<'getStoreCode'>

const retryAfter = 3_000

/** The store's code, asked for anew before it is over for as long as the page is in sight; after a lost answer again and again. */
export function useStoreCode(storeId: string | undefined) {
  const [code, setCode] = useState<StoreCode>()
  const [trouble, setTrouble] = useState<unknown>()
  const visible = useVisible()
  useEffect(() => {
    if (storeId === undefined || !visible) return
    const tickets = latest()
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      const mine = tickets.take()
      let wait = retryAfter
      try {
        const fresh = await call('getStoreCode', { storeId })
        if (!mine()) return
        setCode(fresh)
        setTrouble(undefined)
        wait = Math.max(1_000, millis(fresh.expiresAt) - serverNow())
      } catch (why) {
        if (!mine()) return
        setTrouble(why)
      }
      timer = setTimeout(() => void ask(), wait)
    }
    void ask()
    return () => {
      tickets.drop()
      clearTimeout(timer)
    }
  }, [storeId, visible])
  return { code: code?.storeId === storeId ? code : undefined, trouble }
}
