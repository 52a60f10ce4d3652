import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallOf } from '../../../../shared/api.ts'
import { call } from '../../api/call'
import { serverNow } from '../../api/clock'
import { readSession } from '../../api/session'
import { Lost, Refusal } from '../../api/trouble'
import { useOnce } from '../../hooks/use-once'
import { newSeed } from '../../phone/signing'
import { watchNetwork } from '../../platform/online'
import { copy } from './copy'
import { type Judged, judgeOffline } from './judge'
import { forgetKept, type Kept, readKept, saveKept, settled, syncOf, withUse } from './kept'

type Scan = CallOf<'redeem'>
/** A network that is there and reaches nobody is asked again so often. */
const retrySeconds = 15

/** A counter that goes on without network: what it knows, what waits to be sent, and what became of it. */
export function useOffline(storeId: string | undefined) {
  const memberId = readSession()?.memberId
  const [kept, setKept] = useState<Kept>()
  const [isOff, setOff] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const latest = useRef<Kept>()

  const keep = useCallback(
    (next: Kept | undefined) => {
      if (next && memberId) saveKept(memberId, next)
      latest.current = next
      setKept(next)
    },
    [memberId],
  )

  const [sync, syncing] = useOnce(async () => {
    if (!storeId || !memberId) return
    try {
      if (!latest.current) {
        const { seed, publicKey } = await newSeed()
        const grant = await call('registerDevice', { storeId, publicKey })
        keep({ seed, grant, offset: serverNow() - Date.now(), queue: [], lost: [], counter: 0, head: '' })
      }
      const sent = latest.current as unknown as Kept
      const answer = await call('syncRedemptions', syncOf(sent, new Date().toISOString()))
      // What was handed over while the answer was on its way stays in the queue.
      if (latest.current) keep(settled(latest.current, answer, serverNow() - Date.now()))
      setOff(false)
      setTrouble(undefined)
    } catch (why) {
      if (why instanceof Lost) return setOff(true)
      // Its place was given to another device of the same person: with nothing to send it begins anew the next time.
      if (why instanceof Refusal && why.code === 'device.unknown' && latest.current?.queue.length === 0) {
        forgetKept(memberId, storeId)
        keep(undefined)
      }
      setTrouble(why)
    }
  })

  useEffect(() => {
    if (!storeId || !memberId) return
    const known = readKept(memberId, storeId)
    latest.current = known
    setKept(known)
    const stop = watchNetwork((isThere) => {
      setOff(!isThere)
      if (isThere) sync()
    })
    return stop
  }, [storeId, memberId, sync])

  useEffect(() => {
    if (!isOff) return
    const timer = setInterval(sync, retrySeconds * 1000)
    return () => clearInterval(timer)
  }, [isOff, sync])

  /** By the server's clock as this phone last heard it. */
  const now = () => Date.now() + (latest.current?.offset ?? 0)

  const look = (scan: Scan): Judged => {
    if (!latest.current) return { no: copy.offNot }
    return judgeOffline(latest.current, scan, now())
  }

  /** Puts it into the queue, once it is kept; or says why not. */
  const take = (scan: Scan): { no: string } | undefined => {
    const judged = look(scan)
    if ('no' in judged) return judged
    const { code = '', uses, bill } = scan
    const { thing, fen, preview } = judged
    if (!preview.usable || preview.billNeeded || !latest.current) return { no: preview.why?.message ?? copy.unsure }
    const use = { at: new Date().toISOString(), code: code.trim(), fen, ...(uses && { uses }), ...(bill && { bill }) }
    keep(withUse(latest.current, use, { thing, title: preview.title }))
    return undefined
  }

  const seen = (counter: number) => {
    if (latest.current) keep({ ...latest.current, lost: latest.current.lost.filter((one) => one.counter !== counter) })
  }

  return { isOff, wentOff: () => setOff(true), kept, trouble, look, take, sync, syncing, seen }
}

export type Offline = ReturnType<typeof useOffline>
