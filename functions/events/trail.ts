import type { Write } from '../kernel/table/table.ts'
import { stampIn } from '../kernel/trace.ts'
import { putTrail } from '../touchpoints/touchpoints.ts'
import type { Event } from './schemas.ts'

const firsts = ['claimed', 'ordered', 'visited'] as const
type First = (typeof firsts)[number]
const isFirst = (kind: string): kind is First => firsts.includes(kind as First)

/** The line in the trail of the share or the touchpoint that somebody came by. What follows from a first fact is found by its id. */
export function putTrailOf({ kind, at, trace, couponId, orderId, visitId }: Event): Write[] {
  const stamp = stampIn(trace)
  const id = couponId ?? orderId ?? visitId
  if (!isFirst(kind) || typeof stamp !== 'object' || id === undefined) return []
  const fromId = stamp.shareId ?? stamp.touchpointId
  return fromId === undefined ? [] : [putTrail(fromId, { kind, id, at })]
}
