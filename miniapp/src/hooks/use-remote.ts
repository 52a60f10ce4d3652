import { useCallback, useEffect, useRef, useState } from 'react'
import { latest } from './latest'

/** A value that comes from elsewhere: a spinner that never ends cannot be written with it. */
export type Remote<T> = { is: 'loading' } | { is: 'ready'; value: T } | { is: 'failed'; trouble: unknown }

export interface RemoteHandle<T> {
  remote: Remote<T>
  /** Asks again; what is shown stays until the answer. Resolves when it has come, to what went wrong. */
  reload(): Promise<unknown>
  /** Puts a value that a change of ours brought back. */
  put(value: T): void
}

/** Loads when `key` changes; undefined: not yet. */
export function useRemote<T>(load: () => Promise<T>, key: string | undefined): RemoteHandle<T> {
  const [remote, setRemote] = useState<Remote<T>>({ is: 'loading' })
  const tickets = useRef(latest()).current
  const current = useRef(load)
  current.current = load

  const reload = useCallback(async () => {
    const mine = tickets.take()
    try {
      const value = await current.current()
      if (mine()) setRemote({ is: 'ready', value })
      return undefined
    } catch (trouble) {
      if (mine()) setRemote((shown) => (shown.is === 'ready' ? shown : { is: 'failed', trouble }))
      return trouble
    }
  }, [tickets])

  const put = useCallback(
    (value: T) => {
      tickets.drop()
      setRemote({ is: 'ready', value })
    },
    [tickets],
  )

  useEffect(() => {
    if (key === undefined) return
    setRemote({ is: 'loading' })
    void reload()
    return () => tickets.drop()
  }, [key, reload, tickets])

  const retry = useCallback(() => {
    setRemote((shown) => (shown.is === 'failed' ? { is: 'loading' } : shown))
    return reload()
  }, [reload])

  return { remote, reload: retry, put }
}
