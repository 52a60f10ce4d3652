import { randomUUID } from 'node:crypto'
import type { Sandbox } from '../sandbox.ts'
import type { Notice } from './book.ts'

/**
 * When a callback that was not taken comes again, in seconds after the try before: 15 tries in 24 h 4 min, of Alipay 7 in 25 h.
 * The first try of all is at once.
 */
export const retrySeconds = {
  'wechat-pay': [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600],
  alipay: [240, 600, 600, 3600, 7200, 21600, 54000],
} as const

const delivery = ['drop', 'delay', 'reorder'] as const

/** Puts a callback on its way; where somebody asked for it, it is lost, late, or held until the next about the same order has arrived. */
export function announce(
  { pay, clock, faults }: Sandbox,
  told: Pick<Notice, 'channel' | 'url' | 'event' | 'about' | 'content'>,
): Notice {
  const now = clock.now().getTime()
  const id = randomUUID()
  const rule = faults.strike('callback', { outTradeNo: told.about, event: told.event, channel: told.channel }, delivery)
  const late = rule?.fault === 'delay' ? rule.seconds * 1000 : 0
  const state = rule?.fault === 'drop' ? 'dropped' : rule?.fault === 'reorder' ? 'held' : 'waiting'
  return pay.courier.add({ ...told, id, createdAt: now, tries: 0, state, dueAt: now + late })
}

/** What becomes of it after a try: taken, or due again by its channel's schedule, or given up. */
export function afterTry(notice: Notice, taken: boolean): Notice {
  const tried = { ...notice, tries: notice.tries + 1 }
  // What was told and taken need not be kept.
  if (taken) return { ...tried, state: 'taken', content: {} }
  const wait = retrySeconds[notice.channel][notice.tries]
  // Counted from when it was due, so that a clock that leaps forward meets every try that lies in between.
  return wait === undefined ? { ...tried, state: 'given_up' } : { ...tried, dueAt: notice.dueAt + wait * 1000 }
}
