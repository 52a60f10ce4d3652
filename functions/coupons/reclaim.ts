import { dueAt, duePlace } from '../kernel/due.ts'
import type { Change, Item, Key, Table, Write } from '../kernel/table/table.ts'
import { giveBack } from './budget.ts'
import { stocksOf } from './claim.ts'
import type { BatchItem } from './items.ts'
import { batchKey, stockKey } from './places.ts'
import { type FlashStockItem, serialOf, slotKey, slotName, slotSk, slotsOf } from './slots.ts'

/** Longer than a claim can live. It saves work only: were it nothing, two claims would meet at one slot, and one go on to the next. */
const settledSeconds = 30
const everySeconds = 60
/** So that the stock item stays under 1 KB. */
const mostAgain = 64
const pagesARun = 1000
/** After the end of claiming the last claims, and the feed's count of them, have so long. */
const closingSeconds = 3600

const reclaimKey = (batchId: string): Key => ({ pk: `BATCH#${batchId}`, sk: 'RECLAIM' })

/** Lets the job look after a flash batch from an instant on. */
export function awaitReclaim(batchId: string, from: string): Write {
  const set = { batchId, ...dueAt(batchId, from, 'reclaim') }
  return { change: reclaimKey(batchId), set, drop: ['closing'], when: 'always' }
}

/**
 * The job: serials that were handed out and never claimed (a crash, a lost answer, a guest who had one) are handed out again. Safe
 * while claims are in flight, for it writes no slot and no place: it only lets a serial be tried again (docs/decisions/0014).
 */
export async function reclaim(
  table: Table,
  item: Item,
  claimsCounted: (batchId: string, parts: number) => Promise<number>,
  now: Date,
): Promise<void> {
  const batchId = String(item.batchId)
  const batch = (await table.get(batchKey(batchId))) as BatchItem | undefined
  const later = (seconds: number) => dueAt(batchId, new Date(now.getTime() + seconds * 1000).toISOString(), 'reclaim')
  const next = (change: Pick<Change, 'set' | 'drop'>): Write => ({
    change: reclaimKey(batchId),
    ...change,
    when: { field: 'dueAt', is: String(item.dueAt) },
    orElse: () => 'mine',
  })
  const isOver = !batch || batch.gate === 'stopped' || batch.claimTo <= now.toISOString()
  if (!isOver) {
    const isWhole = await returnSerials(table, batch, now)
    await table.commit(next(isWhole ? { drop: duePlace } : { set: later(everySeconds) }))
    return
  }
  if (!batch?.reserveFen) await table.commit(next({ drop: duePlace }))
  else if (!item.closing) await table.commit(next({ set: { closing: true, ...later(closingSeconds) } }))
  else {
    // What was set aside for coupons that nobody claimed.
    const restFen = (batch.form.total - (await claimsCounted(batchId, batch.shards))) * batch.reserveFen
    await table.commit(next({ set: { returnedFen: restFen }, drop: duePlace }), giveBack(batch.promotionId, restFen))
  }
}

/** Whether every serial is claimed, so that nothing is left to look after. */
export async function returnSerials(table: Table, batch: BatchItem, now: Date): Promise<boolean> {
  const settledBy = new Date(now.getTime() - settledSeconds * 1000).toISOString()
  const stocks = (await stocksOf(table, batch)) as FlashStockItem[]
  let pages = pagesARun
  let claimed = 0
  for (const [shard, stock] of stocks.entries()) {
    // Those that still hand out have no need of it, and in a fresh one claims may be under way.
    if (stock.left > 0 || (stock.takenAt ?? '') > settledBy) continue
    const found = await unclaimed(table, batch.batchId, shard, stock, pages)
    pages = found.pages
    if (found.serials.length === 0 && found.scanned >= stock.size) claimed += 1
    if (found.serials.length > 0 || found.scanned > stock.scanned)
      await table.commit(beginRound(batch.batchId, shard, stock, found))
  }
  return claimed === batch.shards
}

interface Found {
  serials: number[]
  scanned: number
  pages: number
}

/** Serials without a slot: of those handed out last, then of those not looked at yet. */
async function unclaimed(table: Table, batchId: string, shard: number, stock: FlashStockItem, pages: number): Promise<Found> {
  const { again = [], size } = stock
  const claimed = await table.getMany(again.map((serial) => slotKey(batchId, slotName(shard, serial))))
  const serials = again.filter((serial) => !claimed.some((slot) => serialOf(slot) === serial))
  let { scanned } = stock
  let left = pages
  while (serials.length < mostAgain && scanned < size && left > 0) {
    const to = Math.min(scanned + 100, size)
    const page = await table.query({ pk: slotsOf(batchId, shard), from: slotSk(scanned), to: slotSk(to - 1) })
    left -= 1
    const there = new Set(page.items.map(serialOf))
    while (scanned < to && serials.length < mostAgain) {
      if (!there.has(scanned)) serials.push(scanned)
      scanned += 1
    }
  }
  return { serials, scanned, pages: left }
}

/** Two runs at once: one begins the round. */
function beginRound(batchId: string, shard: number, stock: FlashStockItem, { serials, scanned }: Found): Write {
  return {
    change: stockKey(batchId, shard),
    set: { again: serials, left: serials.length, scanned, round: stock.round + 1 },
    drop: ['by'],
    when: {
      all: [
        { field: 'round', is: stock.round },
        { field: 'left', below: 1 },
      ],
    },
    orElse: () => 'mine',
  }
}
