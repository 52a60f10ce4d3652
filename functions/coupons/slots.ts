import type { Problem } from '../../shared/problem.ts'
import type { Item, Key, Table, Write } from '../kernel/table/table.ts'
import { type BatchItem, type CouponItem, dueAtEnd, type StockItem } from './items.ts'
import { couponIdOf, couponKey, pad, placeOf, stockKey } from './places.ts'
import { open, whyRefused } from './stock.ts'

/**
 * The items of a flash batch. Its coupons are numbered: each stock item owns so many serials, and a serial has one slot. The
 * slot's row is the fact of the claim, put once under its key and never removed, so there can be no more coupons than slots.
 * The place in the member's wallet is taken before, as `pending`, and names the slot; it counts for nothing until the slot's
 * row names it back.
 */

/** A stock item of a flash batch: `left` counts down the serials to hand out, and after the first round those in `again`. */
export interface FlashStockItem extends StockItem {
  /** How many serials it owns: 0 to size - 1. */
  size: number
  /** Rounds the reclaim has begun. */
  round: number
  /** Serials of this round: handed out before, and not claimed. Absent in the first, which hands out all. */
  again?: number[]
  /** Every serial below was seen claimed, or is in `again`. */
  scanned: number
  /** Of the last that was taken: who, so that a repeat of the write is known, and when. */
  by?: string
  takenAt?: string
}

/** A place in a wallet that waits for its slot. */
export interface PendingItem extends Item {
  couponId: string
  memberId: string
  batchId: string
  state: 'pending'
  slot: string
}

/** What a claim makes true. */
type ClaimFacts = Pick<
  CouponItem,
  | 'couponId'
  | 'memberId'
  | 'batchId'
  | 'promotionId'
  | 'merchantId'
  | 'version'
  | 'claimedAt'
  | 'usableFrom'
  | 'usableTo'
  | 'reservedFen'
  | 'key'
  | 'trace'
>
export interface SlotItem extends Item {
  couponId: string
  memberId: string
  batchId: string
  promotionId: string
  merchantId: string
  version: number
  claimedAt: string
  usableFrom: string
  usableTo: string
  reservedFen?: number
  key?: string
  trace?: string
  slot: string
}

export const isPending = (row: Item): row is PendingItem => row.state === 'pending'
export const slotName = (shard: number, serial: number) => `${shard}-${serial}`
export const slotsOf = (batchId: string, shard: number) => `BATCH#${batchId}#SLOT#${shard}`
export const slotPrefix = 'SLOT#'
export const slotSk = (serial: number) => `${slotPrefix}${pad(serial, 8)}`
export const serialOf = (slot: Item) => Number(slot.sk.slice(slotPrefix.length))

/** `12-345` is serial 345 of stock item 12. */
export const shardOf = (slot: string) => Number(slot.split('-')[0])
export function slotKey(batchId: string, slot: string): Key {
  return { pk: slotsOf(batchId, shardOf(slot)), sk: slotSk(Number(slot.split('-')[1])) }
}

export function flashStock(
  batchId: string,
  shard: number,
  size: number,
  gate: Pick<StockItem, 'gate' | 'from' | 'to' | 'version'>,
) {
  const item: FlashStockItem = { ...stockKey(batchId, shard), left: size, ...gate, size, round: 0, scanned: 0 }
  return item
}

/** The next serial of a stock item, while the batch can be claimed. `mark` is of this one taking. */
export function takeSerial(
  batch: BatchItem,
  shard: number,
  mark: string,
  now: Date,
  outcomes: { empty: Problem; edited: Problem },
): Write {
  const at = now.toISOString()
  return {
    change: stockKey(batch.batchId, shard),
    add: { left: -1 },
    set: { by: mark, takenAt: at },
    when: { all: [...open(batch, at), { field: 'by', not: mark }] },
    orElse: (old) => {
      const stock = old as FlashStockItem | undefined
      if (stock?.by === mark) return 'mine'
      return whyRefused(stock, batch, at, outcomes) ?? outcomes.empty
    },
  }
}

/** The slot that the taking has given, read off the stock item as it is after it. */
export function slotTaken(stock: FlashStockItem, shard: number): string {
  return slotName(shard, stock.again?.[stock.left] ?? stock.left)
}

/** Takes a place in the wallet for a slot; who finds it taken goes on with the slot that stands there. */
export function putPlace(batch: BatchItem, memberId: string, nth: number, slot: string): Write {
  const { batchId } = batch
  const couponId = couponIdOf(memberId, batchId, nth)
  const place: PendingItem = { ...couponKey(memberId, batchId, nth), couponId, memberId, batchId, state: 'pending', slot }
  return { put: place, when: 'absent', orElse: () => 'mine' }
}

/** Points a place to another slot; only after its slot was seen to be another coupon's, which it stays for good. */
export function pointTo(place: PendingItem, slot: string): Write {
  return {
    change: { pk: place.pk, sk: place.sk },
    set: { slot },
    when: {
      all: [
        { field: 'state', is: 'pending' },
        { field: 'slot', is: place.slot },
      ],
    },
    orElse: () => 'mine',
  }
}

/** The claim's fact. Whoever finds it there reads off it whose it is. */
export function putSlot(slot: string, coupon: CouponItem): Write {
  const { couponId, memberId, batchId, promotionId, merchantId, version, claimedAt, usableFrom, usableTo, reservedFen } = coupon
  const { key, trace } = coupon
  const facts: ClaimFacts = {
    couponId,
    memberId,
    batchId,
    promotionId,
    merchantId,
    version,
    claimedAt,
    usableFrom,
    usableTo,
    reservedFen,
    key,
    trace,
  }
  const item: SlotItem = { ...slotKey(batchId, slot), ...facts, slot }
  return { put: item, when: 'absent', orElse: () => 'mine' }
}

/** The coupon that a slot makes true, as it is until its first use. */
export function couponIn(slot: SlotItem): CouponItem {
  const place = placeOf(slot.couponId)
  if (!place) throw new Error(`${slot.pk} ${slot.sk} names no coupon`)
  return { ...slot, ...place.key, ...dueAtEnd(slot), state: 'held', cycle: 0 }
}

/** Makes the place in the wallet what the slot says. A repeat changes nothing. */
export async function confirm(table: Table, slot: SlotItem): Promise<CouponItem | undefined> {
  const { pk, sk, couponId, memberId, batchId, slot: name, ...facts } = couponIn(slot)
  const [coupon] = await table.commit({
    change: { pk, sk },
    set: facts as { [field: string]: string | number },
    when: {
      all: [
        { field: 'state', is: 'pending' },
        { field: 'slot', is: slot.slot },
      ],
    },
    orElse: () => 'mine',
  })
  return coupon as CouponItem | undefined
}

/** Of the rows of a wallet the coupons: those that wait for a slot count where the slot is theirs. Nothing is written. */
export async function heldAmong(table: Table, rows: Item[]): Promise<CouponItem[]> {
  const slots = await slotsOfPending(table, rows)
  return rows.flatMap((row) => {
    if (!isPending(row)) return [row as CouponItem]
    const slot = slots.get(row.couponId)
    return slot ? [couponIn(slot)] : []
  })
}

/** The coupon an id names, whoever holds it, also from before an erasure. Nothing is written. */
export async function readCoupon(table: Table, couponId: string): Promise<CouponItem | undefined> {
  const place = placeOf(couponId)
  const row = place && (await table.get(place.key))
  return row && (await heldAmong(table, [row]))[0]
}

/** As heldAmong, for who is going to write: what it answers stands in the table. */
export async function confirmedAmong(table: Table, rows: Item[]): Promise<CouponItem[]> {
  const slots = await slotsOfPending(table, rows)
  const held = rows.map((row) => {
    if (!isPending(row)) return row as CouponItem
    const slot = slots.get(row.couponId)
    return slot && confirm(table, slot)
  })
  return (await Promise.all(held)).filter((one) => one !== undefined)
}

/** By couponId, the slots that are a pending place's own. */
async function slotsOfPending(table: Table, rows: Item[]): Promise<Map<string, SlotItem>> {
  const pending = rows.filter(isPending)
  if (pending.length === 0) return new Map()
  const slots = (await table.getMany(pending.map((row) => slotKey(row.batchId, row.slot)))) as SlotItem[]
  const own = slots.filter((slot) => pending.some((row) => row.couponId === slot.couponId))
  return new Map(own.map((slot) => [slot.couponId, slot]))
}
