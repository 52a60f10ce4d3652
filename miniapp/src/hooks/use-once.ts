import { useCallback, useEffect, useRef, useState } from 'react'

/** An action that runs one at a time: a double tap does one thing. */
export function useOnce<Facts extends unknown[]>(
  action: (...facts: Facts) => Promise<void>,
): [(...facts: Facts) => void, boolean] {
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const gone = useRef(false)
  const current = useRef(action)
  current.current = action
  useEffect(
    () => () => {
      gone.current = true
    },
    [],
  )
  const run = useCallback((...facts: Facts) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    void current.current(...facts).finally(() => {
      running.current = false
      if (!gone.current) setBusy(false)
    })
  }, [])
  return [run, busy]
}
