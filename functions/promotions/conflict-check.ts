import { yuan } from '../../shared/money.ts'
import { type BatchSeen, seeBatches, storesOf } from '../coupons/coupons.ts'
import { type DealSeen, goodAt, seeDeals } from '../deals/deals.ts'
import { countsOfBatches } from '../events/events.ts'
import type { Table } from '../kernel/table/table.ts'
import { type StoreItem, storesGoodAt } from '../stores/stores.ts'
import { type Clash, clashesOf, type Offered } from './conflicts.ts'
import type { Finding } from './finding.ts'
import { type PromotionItem, promotionPrefix, promotionsOf } from './items.ts'
import { lowestPrice } from './margin.ts'
import { shownBatch } from './shown.ts'

/** So many of the stores are named; all of them are counted. */
const storesNamed = 5

type Known = Offered & { seen: BatchSeen | DealSeen; promotion: PromotionItem }

/**
 * What contradicts another promotion of the merchant that guests see, or will: with whom it hits. The same thing at two prices is refused
 * until the marketer has said that it is meant; what only looks the same is shown.
 */
export async function conflictsOf(
  table: Table,
  promotion: PromotionItem,
  batches: BatchSeen[],
  deals: DealSeen[],
  now: Date,
): Promise<Finding[]> {
  const others = await runningBeside(table, promotion, now)
  const theirs = await Promise.all(others.map((other) => offersOf(table, other, now)))
  const clashes = clashesOf(known(promotion, batches, deals), theirs.flat())
  const found = await Promise.all(clashes.map((clash) => hitBy(table, clash, now)))
  return found.filter((finding) => finding !== undefined)
}

/** The others that have been launched, paused ones too, and are not over before this one begins. */
async function runningBeside(table: Table, mine: PromotionItem, now: Date): Promise<PromotionItem[]> {
  const from = Math.max(now.getTime(), Date.parse(mine.from))
  const found: PromotionItem[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ pk: promotionsOf(mine.merchantId), prefix: promotionPrefix, cursor })
    found.push(...(page.items as PromotionItem[]))
    cursor = page.cursor
  } while (cursor !== undefined)
  return found.filter(
    (one) =>
      one.promotionId !== mine.promotionId &&
      one.state !== 'draft' &&
      Date.parse(one.to) > from &&
      Date.parse(one.from) < Date.parse(mine.to),
  )
}

async function offersOf(table: Table, promotion: PromotionItem, now: Date): Promise<Known[]> {
  const { batchIds, dealIds = [] } = promotion
  const [batches, deals] = await Promise.all([seeBatches(table, batchIds, now), seeDeals(table, dealIds, now)])
  return known(promotion, batches, deals)
}

function known(promotion: PromotionItem, batches: BatchSeen[], deals: DealSeen[]): Known[] {
  return [
    ...batches
      .filter(({ batch }) => batch.gate !== 'stopped')
      .map((seen) => {
        const { batchId, form, claimFrom: from, claimTo: to } = seen.batch
        return { batchId, form, title: form.title, picture: form.picture, from, to, seen, promotion }
      }),
    ...deals
      .filter(({ deal }) => deal.gate !== 'stopped')
      .map((seen) => {
        const { dealId, form, from, to } = seen.deal
        return { dealId, form, title: form.title, picture: form.picture, from, to, seen, promotion }
      }),
  ]
}

/** In words, with the stores at which guests would meet both and how many have the other one; undefined where there is no such store. */
async function hitBy(table: Table, { why, mine, theirs }: Clash<Known, Known>, now: Date): Promise<Finding | undefined> {
  const [ours, others] = await Promise.all([storesWith(table, mine, now), storesWith(table, theirs, now)])
  const there = new Set(others.map(({ storeId }) => storeId))
  const both = ours.filter(({ storeId }) => there.has(storeId))
  if (both.length === 0) return undefined
  const claimed = await takenOf(table, theirs)
  const { promotionId, name } = theirs.promotion
  const stores = both.slice(0, storesNamed).map((store) => ({ storeId: store.storeId, name: store.name }))
  const about = 'dealId' in theirs ? { dealId: theirs.dealId } : { batchId: theirs.batchId }
  const conflict = { ...about, promotionId, name, title: theirs.title, stores, storeCount: both.length, claimed }
  const { zh, en } = inWords(mine, theirs)
  const first = stores[0]?.name ?? ''
  const [zhStores, enStores] =
    both.length === 1 ? [first, first] : [`${first}等 ${both.length} 家门店`, `${first} and ${both.length - 1} more`]
  return {
    check: 'conflict',
    level: why === 'price' ? 'stop' : 'warn',
    ...(why === 'price' && { despite: 'conflict' as const }),
    ...('dealId' in mine ? { dealId: mine.dealId } : { batchId: mine.batchId }),
    conflict,
    zh: `${zh}。会碰到的：${zhStores}的顾客，那边已有 ${claimed} 人次${'dealId' in theirs ? '购买' : '领取'}`,
    en: `${en}. It hits guests of ${enStores}; ${claimed} have been ${'dealId' in theirs ? 'bought' : 'claimed'} there`,
  }
}

function inWords(mine: Known, theirs: Known): { zh: string; en: string } {
  const { name } = theirs.promotion
  if ('dealId' in mine && 'dealId' in theirs) {
    const [here, there] = [mine, theirs].map(({ form }) => yuan(lowestPrice(form)))
    const [alone, other] = [mine, theirs].map(({ form }) => yuan(form.aloneFen))
    return {
      zh: `「${mine.title}」和活动「${name}」里的「${theirs.title}」是同一样东西、两个价：这里单买 ${alone}、最低 ${here}，那边单买 ${other}、最低 ${there}`,
      en: `“${mine.title}” is sold in the promotion “${name}” as “${theirs.title}” at another price: ${alone} alone and ${here} at best here, ${other} and ${there} there`,
    }
  }
  return {
    zh: `「${mine.title}」和活动「${name}」里的「${theirs.title}」给的优惠不一样，顾客会分不清`,
    en: `“${mine.title}” gives something else than “${theirs.title}” of the promotion “${name}”: guests cannot tell which holds`,
  }
}

function storesWith(table: Table, { seen }: Known, now: Date): Promise<StoreItem[]> {
  return 'deal' in seen ? storesGoodAt(table, goodAt(seen.deal), now) : storesOf(table, seen.batch, now)
}

/** How many coupons are out, or vouchers taken. */
async function takenOf(table: Table, { seen }: Known): Promise<number> {
  if ('deal' in seen) return seen.deal.form.total - seen.left
  const { batchId, flash, shards } = seen.batch
  const counts = await countsOfBatches(table, [{ batchId, parts: flash ? shards : undefined }])
  return shownBatch(seen, counts.get(batchId)).counts.claimed
}
