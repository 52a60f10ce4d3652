import { Problem } from '../../shared/problem.ts'
import { spread } from '../kernel/ids.ts'
import { perTable, Recent } from '../kernel/recent.ts'
import type { Table } from '../kernel/table/table.ts'
import { reserve } from './budget.ts'
import {
  type BatchItem,
  type Claiming,
  type CouponItem,
  dueAtEnd,
  putCoupon,
  type Rules,
  type RulesItem,
  type StockItem,
} from './items.ts'
import { batchKey, couponIdOf, couponKey, couponPrefix, rulesKey, stockKey, wallet } from './places.ts'
import { countDay, takeStock } from './stock.ts'
import { usable } from './times.ts'

const wordsSeconds = 5
export const spentSeconds = 1
/** What one process knows of batches: words that may be seconds old, and that all is gone. */
export const known = perTable(() => ({
  batches: new Recent<BatchItem>(2000),
  rules: new Recent<Rules>(5000),
  spent: new Recent<Problem>(2000),
}))
const forever = 365 * 86_400_000
const nameOf = (batchId: string, version: number) => `${batchId}#${version}`

/** The words of a batch that guests may see, at most some seconds old: every limit stands in the condition of the claim. */
export async function findBatch(table: Table, batchId: string, now: Date): Promise<BatchItem | undefined> {
  const load = async () => {
    const batch = (await table.get(batchKey(batchId))) as BatchItem | undefined
    if (!batch || batch.gate === 'draft') return undefined
    known(table).rules.keep(nameOf(batchId, batch.version), batch, new Date(now.getTime() + forever))
    return batch
  }
  return known(table).batches.or(batchId, now, wordsSeconds, load)
}

/** A version of the rules never changes, so it is kept for good. */
export async function findRules(table: Table, batchId: string, version: number, now: Date): Promise<Rules> {
  const load = async () => (await table.get(rulesKey(batchId, version))) as RulesItem | undefined
  const found = await known(table).rules.or(nameOf(batchId, version), now, forever / 1000, load)
  if (!found) throw new Error(`${batchId} has no rules of version ${version}`)
  return found
}

/** A member's claim: the coupon and one off the stock, in one commit. A repeat of it, after a lost answer too, finds the coupon. */
export async function claim(
  table: Table,
  memberId: string,
  batchId: string,
  said: Claiming,
  now: Date,
  cameBack = false,
): Promise<CouponItem> {
  const batch = await findBatch(table, batchId, now)
  if (!batch) throw new Problem('batch.not_found')
  const place = await freePlace(table, memberId, batch, said.key, cameBack)
  if (typeof place !== 'number') return place
  return takeOne(table, batch, newCoupon(batch, memberId, place, said, now), now)
}

/**
 * The coupon this call already made, or the number of the next one: without a key always the first, or, for one who `cameBack`, the
 * first after those that were erased.
 */
async function freePlace(table: Table, memberId: string, batch: BatchItem, key: string | undefined, cameBack: boolean) {
  if (key === undefined && !cameBack) return 1
  const held = (await table.query({ pk: wallet(memberId), prefix: couponPrefix(batch.batchId) })).items as CouponItem[]
  const mine = held.find((coupon) => coupon.erasedAt === undefined && (key === undefined || coupon.key === key))
  if (mine) return mine
  if (held.length >= batch.form.perMember) throw new Problem('batch.limit_reached')
  return held.length + 1
}

/** A coupon as it is claimed now. */
export function newCoupon(batch: BatchItem, memberId: string, nth: number, said: Claiming, now: Date): CouponItem {
  const { batchId, promotionId, merchantId, version, zone } = batch
  const { from, to } = usable(batch.form.validity, now, zone)
  const couponId = couponIdOf(memberId, batchId, nth)
  const usableTo = to.toISOString()
  const reservedFen = batch.reserveFen
  return {
    ...couponKey(memberId, batchId, nth),
    ...dueAtEnd({ couponId, usableTo, reservedFen }),
    couponId,
    memberId,
    batchId,
    promotionId,
    merchantId,
    version,
    claimedAt: now.toISOString(),
    usableFrom: from.toISOString(),
    usableTo,
    reservedFen,
    state: 'held',
    cycle: 0,
    ...said,
  }
}

/** From a stock item chosen by the member, then from every other that has something left, so that the last one can be had. */
async function takeOne(table: Table, batch: BatchItem, coupon: CouponItem, now: Date): Promise<CouponItem> {
  const taken = new Problem('batch.limit_reached')
  const money = batch.reserveFen ? [reserve(batch.promotionId, batch.reserveFen)] : []
  const outcomes = { empty: new Problem('batch.sold_out'), edited: new Problem('version.stale') }
  const today = countDay(batch, coupon.memberId, now)
  const take = async (shard: number) => {
    const [saved] = await table.commit(putCoupon(coupon, taken), takeStock(batch, shard, now, outcomes), ...money, ...today)
    return saved as CouponItem
  }
  const again = (cameBack = false) =>
    claim(table, coupon.memberId, batch.batchId, { key: coupon.key, trace: coupon.trace }, now, cameBack)
  const mine = async () => (await table.get({ pk: coupon.pk, sk: coupon.sk })) as CouponItem | undefined
  const nothingLeft = (problem: Problem) => {
    known(table).spent.keep(batch.batchId, problem, new Date(now.getTime() + spentSeconds * 1000))
    return problem
  }
  const spent = known(table).spent.get(batch.batchId, now)
  if (spent) {
    const held = await mine()
    if (held && held.erasedAt === undefined && (coupon.key === undefined || held.key === coupon.key)) return held
    throw spent
  }
  let candidates = [spread(coupon.memberId, batch.shards)]
  while (candidates.length > 0) {
    for (const shard of candidates) {
      try {
        return await take(shard)
      } catch (problem) {
        if (problem === outcomes.edited) {
          known(table).batches.forget(batch.batchId)
          return again()
        }
        // Another claim of this member took the place meanwhile: look for the next one, which ends at the cap.
        if (problem === taken && batch.form.perMember > 1) return again(true)
        if (problem instanceof Problem && problem.code === 'promotion.budget_spent') throw nothingLeft(problem)
        if (problem !== outcomes.empty) throw problem
      }
    }
    candidates = await shardsWithStock(table, batch, candidates[0] ?? 0)
  }
  throw nothingLeft(outcomes.empty)
}

/** The numbers of those that have something left, from `start` on. */
export async function shardsWithStock(table: Table, batch: BatchItem, start: number): Promise<number[]> {
  const order = Array.from({ length: batch.shards }, (_, n) => (start + n) % batch.shards)
  const stocks = await stocksOf(table, batch)
  return order.filter((shard) => (stocks[shard]?.left ?? 0) > 0)
}

/** In the order of their numbers. */
export async function stocksOf(table: Table, batch: { batchId: string; shards: number }): Promise<StockItem[]> {
  const keys = Array.from({ length: batch.shards }, (_, shard) => stockKey(batch.batchId, shard))
  return (await table.getMany(keys)) as StockItem[]
}
