import { useCallback, useEffect, useRef, useState } from 'react'
import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/clock'
import { saveSession } from '../../../api/session'
import { Refusal } from '../../../api/trouble'
import { latest } from '../../../hooks/latest'
import { useVisible } from '../../../hooks/use-visible'
import { deviceWords } from '../../../platform/device'
import { millis } from '../../../words/time'

type Ticket = OutputOf<'startDesktopLogin'>
export type DeskLogin =
  | { is: 'loading' }
  | { is: 'waiting'; ticket: Ticket }
  /** Nobody came for long: no more codes by itself. */
  | { is: 'resting' }
  | { is: 'failed'; trouble: unknown }
  | { is: 'in' }

const everyMs = 2_000
/** Codes that renew themselves: ten minutes of waiting. */
const mostByItself = 5

/** A code that renews itself and is asked after, until a phone has approved; then the session is this browser's. */
export function useDeskLogin(onIn: () => void): { login: DeskLogin; fresh(): void } {
  const [login, setLogin] = useState<DeskLogin>({ is: 'loading' })
  const visible = useVisible()
  const tickets = useRef(latest()).current
  const renewed = useRef(0)
  const done = useRef(onIn)
  done.current = onIn

  const begin = useCallback(async () => {
    const mine = tickets.take()
    try {
      const ticket = await call('startDesktopLogin', { device: deviceWords() })
      if (mine()) setLogin({ is: 'waiting', ticket })
    } catch (trouble) {
      if (mine()) setLogin({ is: 'failed', trouble })
    }
  }, [tickets])

  const fresh = useCallback(() => {
    renewed.current = 0
    setLogin({ is: 'loading' })
    void begin()
  }, [begin])

  useEffect(() => {
    void begin()
    return () => tickets.drop()
  }, [begin, tickets])

  const waiting = login.is === 'waiting' ? login.ticket : undefined
  useEffect(() => {
    if (!waiting || !visible) return
    let gone = false
    let timer: ReturnType<typeof setTimeout>
    const renew = () => {
      renewed.current++
      if (renewed.current < mostByItself) void begin()
      else setLogin({ is: 'resting' })
    }
    const poll = async () => {
      // Asked once more after its end: an approval in the last second counts.
      const over = serverNow() > millis(waiting.expiresAt)
      try {
        const answer = await call('pollDesktopLogin', { ticket: waiting.ticket })
        if (gone) return
        if (answer.state === 'approved') {
          const { state: _approved, ...session } = answer
          saveSession(session)
          setLogin({ is: 'in' })
          return done.current()
        }
      } catch (why) {
        if (gone) return
        if (why instanceof Refusal && why.code === 'login.ticket_expired') return renew()
        // No answer: the next one may come. The code is still good.
      }
      if (gone) return
      if (over) return renew()
      timer = setTimeout(poll, everyMs)
    }
    timer = setTimeout(poll, everyMs)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [waiting, visible, begin])

  return { login, fresh }
}
