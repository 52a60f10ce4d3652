import { Problem } from '../../shared/problem.ts'
import { newMark, spread } from '../kernel/ids.ts'
import { perTable, Recent } from '../kernel/recent.ts'
import type { Item, Table } from '../kernel/table/table.ts'
import { findBatch, known, newCoupon, shardsWithStock, spentSeconds } from './claim.ts'
import type { BatchItem, Claiming, CouponItem, StockItem } from './items.ts'
import { couponPrefix, stockKey, wallet } from './places.ts'
import {
  couponIn,
  type FlashStockItem,
  heldAmong,
  isPending,
  type PendingItem,
  pointTo,
  putPlace,
  putSlot,
  type SlotItem,
  shardOf,
  slotTaken,
  takeSerial,
} from './slots.ts'
import { whyRefused } from './stock.ts'

/** Longer than the flag that all are gone: only the reclaim adds to a stock item, and a list that is used up is made anew. */
const stockSeconds = 60
const spareSeconds = 5
/** What one process knows of flash batches: which stock items have something left, and serials it took and did not need. */
const flash = perTable(() => ({ withStock: new Recent<number[]>(500), spare: new Recent<string[]>(500) }))

/** One member's claim in a flash batch. */
interface Claim extends Claiming {
  table: Table
  batch: BatchItem
  memberId: string
  now: Date
}

/**
 * A claim in a flash batch: a serial, the place in the wallet, then the slot's row, which alone makes it a fact
 * (docs/decisions/0014). Whatever is lost on the way, the same call again goes on where the last one stopped.
 */
export async function claimSlot(
  table: Table,
  batch: BatchItem,
  memberId: string,
  said: Claiming,
  now: Date,
): Promise<CouponItem> {
  try {
    return await claimUnder({ table, batch, memberId, ...said, now })
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.code !== 'version.stale') throw problem
    known(table).batches.forget(batch.batchId)
    const edited = await findBatch(table, batch.batchId, now)
    if (!edited) throw new Problem('batch.not_found')
    return claimSlot(table, edited, memberId, said, now)
  }
}

async function claimUnder(claim: Claim): Promise<CouponItem> {
  const { table } = claim
  let serial: string | undefined
  try {
    serial = await nextSerial(claim)
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.code === 'version.stale') throw problem
    return heldAnyway(claim, problem)
  }
  let place = await placeFor(claim, 1, serial)
  for (;;) {
    if (place.slot === serial) serial = undefined
    const coupon = await settled(claim, place)
    if (coupon && isMine(claim, coupon)) {
      keepSpare(claim, serial)
      return coupon
    }
    if (coupon) {
      const next = await nextPlace(claim)
      if (typeof next !== 'number') keepSpare(claim, serial)
      if (next instanceof Problem) throw next
      if (typeof next !== 'number') return next
      serial ??= await nextSerial(claim)
      place = await placeFor(claim, next, serial)
    } else {
      serial ??= await nextSerial(claim)
      const [pointed] = await table.commit(pointTo(place as PendingItem, serial))
      place = pointed as PendingItem | CouponItem
    }
  }
}

/** What its member erased is nobody's, and its place stays taken. */
const isMine = ({ key }: Claim, coupon: CouponItem) =>
  coupon.erasedAt === undefined && (key === undefined || coupon.key === key)

/** The nth place of the wallet, taken for this serial; or as it stands there already. */
async function placeFor({ table, batch, memberId }: Claim, nth: number, serial: string) {
  const [place] = await table.commit(putPlace(batch, memberId, nth, serial))
  return place as PendingItem | CouponItem
}

/** Makes the slot of a place a fact, under this call's key. Undefined where the slot is another coupon's for good. */
async function settled({ table, batch, memberId, key, trace, now }: Claim, place: PendingItem | CouponItem) {
  if (!isPending(place)) return place
  const nth = Number(place.sk.slice(-2))
  const [slot] = (await table.commit(putSlot(place.slot, newCoupon(batch, memberId, nth, { key, trace }, now)))) as [SlotItem]
  return slot.couponId === place.couponId ? couponIn(slot) : undefined
}

const rowsOf = async ({ table, batch, memberId }: Claim): Promise<Item[]> =>
  (await table.query({ pk: wallet(memberId), prefix: couponPrefix(batch.batchId) })).items

/** What this key holds already, or the number of the next place, or that there is none. Only the last place can be pending. */
async function nextPlace(claim: Claim): Promise<CouponItem | number | Problem> {
  const held = await heldAmong(claim.table, await rowsOf(claim))
  const mine = held.find((coupon) => isMine(claim, coupon))
  if (mine) return mine
  return held.length < claim.batch.form.perMember ? held.length + 1 : new Problem('batch.limit_reached')
}

/** Where no serial is to be had: the coupon this member has already; or, where only the stock is gone, the slot of a claim that stopped half-way. */
async function heldAnyway(claim: Claim, refusal: Problem): Promise<CouponItem> {
  const rows = await rowsOf(claim)
  const held = await heldAmong(claim.table, rows)
  const mine = held.find((coupon) => isMine(claim, coupon))
  if (mine) return mine
  if (refusal.code !== 'batch.sold_out') throw refusal
  if (held.length >= claim.batch.form.perMember) throw new Problem('batch.limit_reached')
  const waiting = rows[held.length]
  if (!waiting || !isPending(waiting)) throw refusal
  await mustBeOpen(claim, shardOf(waiting.slot))
  const coupon = await settled(claim, waiting)
  if (!coupon || !isMine(claim, coupon)) throw refusal
  return coupon
}

/** A serial to claim under: one that another call took and did not need, or the next of a stock item. Refuses as a claim does. */
async function nextSerial(claim: Claim): Promise<string> {
  const { table, batch, memberId, now } = claim
  const spare = flash(table).spare.get(batch.batchId, now)?.pop()
  if (spare !== undefined) {
    await mustBeOpen(claim, shardOf(spare))
    return spare
  }
  const outcomes = { empty: new Problem('batch.sold_out'), edited: new Problem('version.stale') }
  const spent = known(table).spent.get(batch.batchId, now)
  if (spent) throw spent
  const { withStock } = flash(table)
  const look = async (start: number) => {
    const shards = await shardsWithStock(table, batch, start)
    withStock.keep(batch.batchId, shards, later(now, stockSeconds))
    return shards
  }
  let shards = withStock.get(batch.batchId, now) ?? Array.from({ length: batch.shards }, (_, shard) => shard)
  // All were gone a while ago: a look costs no unit of writing, and finds what the reclaim has returned.
  if (shards.length === 0) shards = await look(0)
  while (shards.length > 0) {
    const shard = shards[spread(memberId, shards.length)] as number
    try {
      const [stock] = await table.commit(takeSerial(batch, shard, newMark(), now, outcomes))
      return slotTaken(stock as FlashStockItem, shard)
    } catch (problem) {
      if (problem !== outcomes.empty) throw problem
    }
    shards = await look(shard)
  }
  known(table).spent.keep(batch.batchId, outcomes.empty, later(now, spentSeconds))
  throw outcomes.empty
}

/** What the taking of a serial asks by its condition, asked of a serial that was taken before: a pause meets it too. */
async function mustBeOpen({ table, batch, now }: Claim, shard: number): Promise<void> {
  const stock = (await table.get(stockKey(batch.batchId, shard))) as StockItem | undefined
  const refused = whyRefused(stock, batch, now.toISOString(), { edited: new Problem('version.stale') })
  if (refused) throw refused
}

/** Kept for the next claim in this process; one that is forgotten comes back by the reclaim. */
function keepSpare({ table, batch, now }: Claim, serial: string | undefined): void {
  if (serial === undefined) return
  const { spare } = flash(table)
  spare.keep(batch.batchId, [...(spare.get(batch.batchId, now) ?? []), serial], later(now, spareSeconds))
}

const later = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000)
