import { type VisitItem, visitPrefix } from '../checkins/checkins.ts'
import type { Change } from '../kernel/feed.ts'
import type { Table } from '../kernel/table/table.ts'
import { stampIn } from '../kernel/trace.ts'
import { promotionFacts } from '../promotions/promotions.ts'
import { getStoreZone } from '../stores/stores.ts'
import { type Fact, record, type Told } from './record.ts'

/** What a change says of a visit; undefined where none came to count by it: at once, or when somebody of the merchant said so. A repeat is the same event. */
export function visited(change: Change): (Told & { day: string; hourAt: string }) | undefined {
  if (!change.new?.sk.startsWith(visitPrefix)) return undefined
  const visit = change.new as VisitItem
  if (visit.state !== 'counted' || change.old?.state === 'counted') return undefined
  const { visitId, memberId, storeId, merchantId, day, at: visitedAt, late, reviewed, trace } = visit
  const at = reviewed?.at ?? late?.receivedAt ?? visitedAt
  const about = { visitId, memberId, storeId, merchantId, day, visitedAt, hourAt: visitedAt, trace }
  return { eventId: `visited#${visitId}`, kind: 'visited', at, ...about }
}

/** The event of a visit, exactly once; counted for the promotion that its trace names, where that is the merchant's own. */
export async function deriveVisit(table: Table, change: Change, now: Date): Promise<void> {
  const visit = visited(change)
  if (!visit) return
  const zone = await getStoreZone(table, visit.storeId ?? '', now)
  const fact: Fact = { ...visit, ...(await promotionOf(table, visit)), zone }
  await record(table, fact, [], now)
}

async function promotionOf(table: Table, { trace, merchantId }: Told): Promise<Partial<Told>> {
  const stamp = stampIn(trace)
  if (typeof stamp !== 'object' || stamp.promotionId === undefined) return {}
  const { promotionId } = stamp
  return (await promotionFacts(table, merchantId, promotionId)) ? { promotionId } : { trace: 'foreign' }
}
