import { type VisitItem, visitPrefix } from '../checkins/checkins.ts'
import type { Change } from '../kernel/feed.ts'
import type { Table } from '../kernel/table/table.ts'
import { eventKey } from './items.ts'

/** A visit came to count: at once, or when somebody of the merchant said so. */
export type VisitEvent = {
  v: 1
  eventId: string
  kind: 'visited'
  /** When it came to count; `visitedAt` is when the member was there. */
  at: string
  visitedAt: string
  /** The business day of the store. */
  day: string
  visitId: string
  memberId: string
  storeId: string
  merchantId: string
}

/** What a change says of a visit; undefined where none came to count by it. A repeat is the same event. */
export function visited(change: Change): VisitEvent | undefined {
  if (!change.new?.sk.startsWith(visitPrefix)) return undefined
  const visit = change.new as VisitItem
  if (visit.state !== 'counted' || change.old?.state === 'counted') return undefined
  const { visitId, memberId, storeId, merchantId, day, at: visitedAt, late, reviewed } = visit
  const at = reviewed?.at ?? late?.receivedAt ?? visitedAt
  const about = { visitId, memberId, storeId, merchantId, day, visitedAt }
  return { v: 1, eventId: `visited#${visitId}`, kind: 'visited', at, ...about }
}

/** The event of a visit, exactly once. */
export async function deriveVisit(table: Table, change: Change): Promise<void> {
  const event = visited(change)
  if (event) await table.commit({ put: { ...eventKey(event), ...event }, when: 'absent', orElse: () => 'mine' })
}
