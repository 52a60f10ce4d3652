import { confirm, settleReserve, shardOf } from '../coupons/coupons.ts'
import { tallyUndo } from '../exceptions/exceptions.ts'
import type { Change } from '../kernel/feed.ts'
import type { Table } from '../kernel/table/table.ts'
import { dayIn } from '../kernel/zone.ts'
import { placeStore } from '../nearby/nearby.ts'
import { isVoucher, keepKeyOf, namedOf, wordsOf } from '../redemptions/redemptions.ts'
import { getStoreZone, isStore } from '../stores/stores.ts'
import { goodsOf } from './goods.ts'
import { happened } from './happened.ts'
import { addCounts, countsKey, listUse, tellGuest, traceUse } from './items.ts'
import { deriveMoney } from './money.ts'
import { deriveConflict } from './offline.ts'
import { record } from './record.ts'

export { direct, type Rollup, type Sums } from './cells.ts'
export { addUp, type RolledUp, readCells, readCellsOf } from './rollups.ts'

/** Writes what follows from a change: the event and all that hangs on it, in one commit, exactly once. */
export async function derive(table: Table, change: Change, now: Date): Promise<void> {
  await deriveMoney(table, change, now)
  await deriveConflict(table, change, now)
  if (change.new && isStore(change.new)) return placeStore(table, change.new.storeId)
  const fact = happened(change)
  if (!fact) return
  const { event, holding, use, undo, claimedIn } = fact
  if (claimedIn) await confirm(table, claimedIn)
  const { zone } = use ? { zone: await getStoreZone(table, use.storeId, now) } : await wordsOf(table, namedOf(holding), now)
  const day = use && dayIn(zone, use.at)
  const listed = use && day ? [...listUse(holding, use, undo, event, day), ...keepKeyOf(holding, use, undo, day)] : []
  const money =
    !isVoucher(holding) && (event.kind === 'redeemed' || event.kind === 'undone')
      ? settleReserve(holding, event.costFen ?? 0, event.kind)
      : []
  const counted = addCounts(event, claimedIn && shardOf(claimedIn.slot))
  const rest = async () => [
    ...[counted, ...listed, ...tellGuest(holding, event), ...money],
    ...(use && undo ? await tallyUndo(table, holding, use, undo, dayIn(zone, undo.at), now) : []),
  ]
  const goodsFen = use && (await goodsOf(table, holding, event, now))
  await record(table, { ...event, goodsFen, zone }, rest, now)
  // Apart from it, since a lone write costs half: a repeat puts the line that a crash left out.
  if (use) await table.commit(traceUse(event, use, undo))
}

export interface Counts {
  claimed: number
  redeemed: number
  undone: number
  discountFen: number
  costFen: number
}

/** Live counts of batches, within a second of what happened. `parts` of a batch: how many count its claims. */
export async function countsOfBatches(
  table: Table,
  batches: { batchId: string; parts?: number | undefined }[],
): Promise<Map<string, Counts>> {
  const whole = await table.getMany(batches.map(({ batchId }) => countsKey(batchId)))
  const sums = batches.map(async ({ batchId, parts = 0 }) => {
    const keys = Array.from({ length: parts }, (_, part) => countsKey(batchId, part))
    const found = [...whole.filter(({ pk }) => pk === countsKey(batchId).pk), ...(parts > 0 ? await table.getMany(keys) : [])]
    const sum = (count: keyof Counts) => found.reduce((total, item) => total + Number(item[count] ?? 0), 0)
    const counts = {
      claimed: sum('claimed'),
      redeemed: sum('redeemed'),
      undone: sum('undone'),
      discountFen: sum('discountFen'),
      costFen: sum('costFen'),
    }
    return [batchId, counts] as const
  })
  return new Map(await Promise.all(sums))
}

/** What is counted of a streak's rewards (`COUNTS#<streakId>`), within a second; nothing of those that are not there. */
export async function countsOfStreaks(
  table: Table,
  streakIds: string[],
): Promise<Map<string, { granted: number; waiting: number; costFen: number }>> {
  const found = streakIds.length > 0 ? await table.getMany(streakIds.map((streakId) => countsKey(streakId))) : []
  const count = (streakId: string, name: string) => Number(found.find(({ pk }) => pk === countsKey(streakId).pk)?.[name] ?? 0)
  return new Map(
    streakIds.map((streakId) => [
      streakId,
      { granted: count(streakId, 'granted'), waiting: count(streakId, 'waiting'), costFen: count(streakId, 'costFen') },
    ]),
  )
}

/** What is counted of a deal (`COUNTS#<dealId>`): `ordered` and `paid` in orders, `redeemed` and `refunded` in vouchers, its groups. */
const dealCounts = [
  'ordered',
  'paid',
  'redeemed',
  'refunded',
  'groupsOpened',
  'groupsComplete',
  'groupsFailed',
  'sponsoredFen',
] as const
export type DealCounts = { [count in (typeof dealCounts)[number]]: number }

/** Live counts of deals, within a second of what happened; nothing has happened yet of those that are not there. */
export async function countsOfDeals(table: Table, dealIds: string[]): Promise<Map<string, DealCounts>> {
  const found = dealIds.length > 0 ? await table.getMany(dealIds.map((dealId) => countsKey(dealId))) : []
  const count = (dealId: string) => {
    const item = found.find(({ pk }) => pk === countsKey(dealId).pk)
    return Object.fromEntries(dealCounts.map((name) => [name, Number(item?.[name] ?? 0)])) as DealCounts
  }
  return new Map(dealIds.map((dealId) => [dealId, count(dealId)]))
}
