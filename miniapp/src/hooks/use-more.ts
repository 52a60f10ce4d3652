import { useCallback, useEffect, useRef, useState } from 'react'
import { latest } from './latest'

export interface Page<T> {
  items: T[]
  nextCursor?: string | undefined
}
/** The state of a list's end. */
export type More = { is: 'loading' } | { is: 'idle' } | { is: 'end' } | { is: 'failed'; trouble: unknown }

export interface MoreHandle<T, P extends Page<T>> {
  items: T[]
  more: More
  /** The newest first page: what an answer says beside its items. */
  head: P | undefined
  /** The next page; also the retry of a failed one. */
  next(): void
  /** From the top; what is shown stays until the answer. */
  reload(): Promise<void>
  change(with_: (items: T[]) => T[]): void
}

/** A list in pages, one question at a time. A new `key` starts over; undefined: not yet. */
export function useMore<T, P extends Page<T>>(
  load: (cursor?: string) => Promise<P>,
  key: string | undefined,
): MoreHandle<T, P> {
  const [items, setItems] = useState<T[]>([])
  const [more, setMore] = useState<More>({ is: 'loading' })
  const [head, setHead] = useState<P>()
  const cursor = useRef<string | undefined>(undefined)
  const busy = useRef(false)
  const tickets = useRef(latest()).current
  const current = useRef(load)
  current.current = load

  const fetchPage = useCallback(
    async (first: boolean) => {
      const mine = tickets.take()
      busy.current = true
      setMore({ is: 'loading' })
      try {
        const page = await current.current(first ? undefined : cursor.current)
        if (!mine()) return
        busy.current = false
        cursor.current = page.nextCursor
        setItems((shown) => (first ? page.items : [...shown, ...page.items]))
        if (first) setHead(page)
        setMore({ is: page.nextCursor === undefined ? 'end' : 'idle' })
      } catch (trouble) {
        if (!mine()) return
        busy.current = false
        setMore({ is: 'failed', trouble })
      }
    },
    [tickets],
  )

  useEffect(() => {
    if (key === undefined) return
    cursor.current = undefined
    setItems([])
    setHead(undefined)
    void fetchPage(true)
    return () => tickets.drop()
  }, [key, fetchPage, tickets])

  const next = useCallback(() => {
    if (!busy.current) void fetchPage(cursor.current === undefined)
  }, [fetchPage])

  return { items, more, head, next, reload: useCallback(() => fetchPage(true), [fetchPage]), change: setItems }
}
