import { settleReserve } from '../coupons/coupons.ts'
import { tallyMoved, tallyUndo } from '../exceptions/exceptions.ts'
import type { Change } from '../kernel/feed.ts'
import type { Table } from '../kernel/table/table.ts'
import { dayIn } from '../kernel/zone.ts'
import { keepKeyOf } from '../redemptions/redemptions.ts'
import { getStoreZone } from '../stores/stores.ts'
import { happened } from './happened.ts'
import { addCounts, countsKey, listUse, putEvent, tellGuest, traceUse } from './items.ts'

/** Other undos of the same person may be counted first; each of them has moved on. */
const races = 10

/** Writes what follows from a change: the event and all that hangs on it, in one commit, exactly once. */
export async function derive(table: Table, change: Change, now: Date): Promise<void> {
  const fact = happened(change)
  if (!fact) return
  const { event, coupon, use, undo } = fact
  const zone = use && (await getStoreZone(table, use.storeId, now))
  const day = use && zone && dayIn(zone, use.at)
  const listed = use && day ? [...listUse(coupon, use, undo, event, day), ...keepKeyOf(coupon, use, undo, day)] : []
  const money =
    event.kind === 'redeemed' || event.kind === 'undone' ? settleReserve(coupon, event.costFen ?? 0, event.kind) : []
  const rest = [...listed, ...tellGuest(coupon, event), ...money]
  for (let race = 0; race < races; race++) {
    const tallied = use && undo && zone ? await tallyUndo(table, coupon, use, undo, dayIn(zone, undo.at), now) : []
    try {
      await table.commit(putEvent(event), addCounts(event), ...rest, ...tallied)
      // Apart from it, since a lone write costs half: a repeat puts the line that a crash left out.
      if (use) await table.commit(traceUse(event, use, undo))
      return
    } catch (problem) {
      if (problem !== tallyMoved) throw problem
    }
  }
  throw tallyMoved
}

export interface Counts {
  claimed: number
  redeemed: number
  undone: number
  discountFen: number
  costFen: number
}

/** Live counts of batches, within a second of what happened. */
export async function countsOfBatches(table: Table, batchIds: string[]): Promise<Map<string, Counts>> {
  const found = await table.getMany(batchIds.map(countsKey))
  const none = { claimed: 0, redeemed: 0, undone: 0, discountFen: 0, costFen: 0 }
  const of = (batchId: string) => found.find((item) => item.pk === countsKey(batchId).pk)
  return new Map(batchIds.map((batchId) => [batchId, { ...none, ...(of(batchId) as Partial<Counts> | undefined) }]))
}
