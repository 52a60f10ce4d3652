import type { Change } from '../kernel/feed.ts'
import type { Table } from '../kernel/table/table.ts'
import { dayIn } from '../kernel/zone.ts'
import { keepKeyOf } from '../redemptions/redemptions.ts'
import { getStoreZone } from '../stores/stores.ts'
import { happened } from './happened.ts'
import { addCounts, countsKey, listUse, putEvent, tellGuest } from './items.ts'

/** Writes what follows from a change: the event and all that hangs on it, in one commit, exactly once. */
export async function derive(table: Table, change: Change, now: Date): Promise<void> {
  const fact = happened(change)
  if (!fact) return
  const { event, coupon, use, undo } = fact
  const day = use && dayIn(await getStoreZone(table, use.storeId, now), use.at)
  const listed = use && day ? [...listUse(coupon, use, undo, event, day), ...keepKeyOf(coupon, use, undo, day)] : []
  await table.commit(putEvent(event), addCounts(event), ...listed, ...tellGuest(coupon, event))
}

export interface Counts {
  claimed: number
  redeemed: number
  undone: number
  discountFen: number
}

/** Live counts of batches, within a second of what happened. */
export async function countsOfBatches(table: Table, batchIds: string[]): Promise<Map<string, Counts>> {
  const found = await table.getMany(batchIds.map(countsKey))
  const none = { claimed: 0, redeemed: 0, undone: 0, discountFen: 0 }
  const of = (batchId: string) => found.find((item) => item.pk === countsKey(batchId).pk)
  return new Map(batchIds.map((batchId) => [batchId, { ...none, ...(of(batchId) as Partial<Counts> | undefined) }]))
}
