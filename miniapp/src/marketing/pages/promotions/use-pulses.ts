import { useEffect, useState } from 'react'
import { call } from '../../../api/call'
import { useVisible } from '../../../hooks/use-visible'
import type { Hours } from './spark'

const everySeconds = 15
/** As many pages as the list has been scrolled through, at most. */
const pageSize = 20

/** What happened in the last hours, by promotion: asked again while somebody looks, and left as it is where it cannot be had. */
export function usePulses(count: number, ready: boolean): Map<string, Hours> {
  const visible = useVisible()
  const [pulses, setPulses] = useState<Map<string, Hours>>(new Map())
  const pages = Math.ceil(count / pageSize)
  useEffect(() => {
    if (!visible || !ready || pages === 0) return
    let over = false
    const look = async () => {
      const found = new Map<string, Hours>()
      let cursor: string | undefined
      for (let page = 0; page < pages; page++) {
        const { items, nextCursor } = await call('listPulses', { limit: pageSize, ...(cursor !== undefined && { cursor }) })
        for (const { promotionId, hours } of items) found.set(promotionId, hours)
        cursor = nextCursor
        if (cursor === undefined) break
      }
      if (!over) setPulses(found)
    }
    const ask = () => void look().catch(() => {})
    ask()
    const timer = setInterval(ask, everySeconds * 1000)
    return () => {
      over = true
      clearInterval(timer)
    }
  }, [visible, ready, pages])
  return pulses
}
