import { useEffect, useState } from 'react'
import { serverNow } from '../api/clock'
import { millis } from '../words/time'
import { useVisible } from './use-visible'

/** Milliseconds left by the server's clock; recomputed each second, and at once when the page shows again. */
export function useCountdown(instant: string | number | undefined): number {
  const visible = useVisible()
  const end = typeof instant === 'string' ? millis(instant) : (instant ?? Number.NaN)
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    if (!visible || Number.isNaN(end)) return
    setNow(serverNow())
    const timer = setInterval(() => {
      setNow(serverNow())
      if (serverNow() >= end) clearInterval(timer)
    }, 1000)
    return () => clearInterval(timer)
  }, [visible, end])
  return Number.isNaN(end) ? 0 : Math.max(0, end - now)
}
