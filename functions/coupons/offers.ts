import type { Offer, OfferCard } from '../../shared/coupon-contracts.ts'
import type { DealCard } from '../../shared/deals.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import { type DealItem, dealCard, dealSk } from '../deals/deals.ts'
import { isHeldOut } from '../holdouts/holdouts.ts'
import { Recent } from '../kernel/recent.ts'
import type { Item, Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { nearestFirst, type Place } from '../stores/stores.ts'
import { type BudgetItem, budgetKey } from './budget.ts'
import { findBatch } from './claim.ts'
import type { BatchItem, CouponItem, StockItem } from './items.ts'
import { couponPrefix, offers, stockKey, wallet } from './places.ts'
import { stateOf } from './rules.ts'
import { closedOf, storesOf } from './scope.ts'
import { coarse } from './shares.ts'
import { heldAmong } from './slots.ts'
import { rulesInWords } from './words.ts'

const stockSeconds = 2
const storesShown = 20
const recentStock = new Recent<Standing>(2000)

/** What can be claimed or bought now, soonest ending first: batches and deals stand in one partition of the index. */
export async function listOffers(
  table: Table,
  question: { limit?: number; cursor?: string; city?: string },
  from: Place | undefined,
  memberId: string | undefined,
  now: Date,
) {
  const { limit, city } = question
  let { cursor } = question
  let items: (OfferCard | DealCard)[]
  // A page of which nothing can be claimed is no answer to a person: the first that has some is.
  do {
    const page = await table.query({ index: 'list', pk: offers, from: now.toISOString(), limit, cursor })
    const cards = await Promise.all(page.items.map((item) => cardOf(table, item, { from, city, memberId }, now)))
    items = cards.filter((one) => one !== undefined)
    cursor = page.cursor
  } while (items.length === 0 && cursor !== undefined)
  return { items, nextCursor: cursor }
}

/** Of whatever is offered, while its window is open. */
async function cardOf(
  table: Table,
  item: Item,
  { from, city, memberId }: { from: Place | undefined; city: string | undefined; memberId: string | undefined },
  now: Date,
) {
  const at = now.toISOString()
  const deal = item as DealItem
  if (item.sk === dealSk) {
    const offered = deal.from <= at && deal.to > at ? await dealCard(table, deal, from, city, now) : undefined
    return offered && unlessHeldOut(table, memberId, deal, offered, now)
  }
  const batch = item as BatchItem
  const offered = batch.claimFrom <= at && batch.claimTo > at ? await card(table, batch, from, city, now) : undefined
  return offered && unlessHeldOut(table, memberId, batch, offered, now)
}

/** A list shows it to whom its promotion does not hold out; whoever is asked about is counted as one of either arm. */
export async function unlessHeldOut<T>(
  table: Table,
  memberId: string | undefined,
  offer: { promotionId: string; merchantId: string; holdOutPercent?: number },
  shown: T,
  now: Date,
): Promise<T | undefined> {
  return (await isHeldOut(table, memberId, offer, now)) ? undefined : shown
}

/** The card of one, when it can be claimed and is good in the city asked for; what is earned has none. */
export async function card(table: Table, batch: BatchItem, from: Place | undefined, city: string | undefined, now: Date) {
  if (batch.form.rewardOnly) return undefined
  const [stores, standing] = await Promise.all([storesOf(table, batch, now), recently(table, batch, now)])
  if (city !== undefined && !stores.some((store) => store.city === city)) return undefined
  const state = stateOfOffer(standing, now)
  if (state !== 'open' && state !== 'sold_out') return undefined
  const shown: OfferCard = {
    kind: 'batch',
    batchId: batch.batchId,
    title: batch.form.title,
    picture: batch.form.picture,
    merchantName: batch.merchantName,
    benefit: batch.form.benefit,
    left: coarse(leftOf(standing)),
    state,
    claimTo: instantIn(batch.zone, batch.claimTo),
    storeCount: stores.length,
    nearest: nearestFirst(stores, from, now).find((store) => !store.closed),
  }
  return shown
}

/** One offer; with what the member holds of it. */
export async function getBatch(
  table: Table,
  batchId: string,
  memberId: string | undefined,
  from: Place | undefined,
  language: Language,
  now: Date,
): Promise<Offer> {
  const batch = await findBatch(table, batchId, now)
  if (!batch) throw new Problem('batch.not_found')
  const { form } = batch
  const [stores, closedStores, standing, held] = await Promise.all([
    storesOf(table, batch, now),
    closedOf(table, batch, batch.claimFrom, now),
    recently(table, batch, now),
    memberId === undefined ? undefined : heldBy(table, memberId, batchId),
  ])
  const state = stateOfOffer(standing, now)
  return {
    batchId,
    promotionId: batch.promotionId,
    title: form.title,
    picture: form.picture,
    merchantName: batch.merchantName,
    benefit: form.benefit,
    rules: rulesInWords(form, batch.zone, language, batch.storeSet?.storeCount),
    claim: { from: instantIn(batch.zone, batch.claimFrom), to: instantIn(batch.zone, batch.claimTo) },
    left: coarse(leftOf(standing)),
    state,
    pausedFor: state === 'paused' ? batch.pausedFor : undefined,
    perMember: form.perMember,
    rewardOnly: form.rewardOnly,
    stores: nearestFirst(stores, from, now).slice(0, storesShown),
    storeCount: stores.length,
    closedStores,
    held: held?.filter(isShown).map((one) => ({ couponId: one.couponId, state: stateOf(one, now) })),
  }
}

async function heldBy(table: Table, memberId: string, batchId: string) {
  return heldAmong(table, (await table.query({ pk: wallet(memberId), prefix: couponPrefix(batchId) })).items)
}

/** What the claim's condition reads: the stock, and of the promotion's budget how many coupons it still pays for. */
export interface Standing {
  stock: StockItem[]
  /** Absent where no budget is set. */
  paysFor?: number
}

/** Strong, in one read. */
export async function standingOf(table: Table, batch: BatchItem): Promise<Standing> {
  const keys = Array.from({ length: batch.shards }, (_, shard) => stockKey(batch.batchId, shard))
  // A flash batch has set aside what all of it may cost.
  if (!batch.reserveFen || batch.flash) return { stock: (await table.getMany(keys)) as StockItem[] }
  const found = await table.getMany([...keys, budgetKey(batch.promotionId)])
  const leftFen = (found.find((item) => item.sk === 'BUDGET') as BudgetItem | undefined)?.leftFen ?? 0
  const stock = found.filter((item) => item.sk !== 'BUDGET') as StockItem[]
  return { stock, paysFor: Math.max(0, Math.floor(leftFen / batch.reserveFen)) }
}

async function recently(table: Table, batch: BatchItem, now: Date): Promise<Standing> {
  return (await recentStock.or(batch.batchId, now, stockSeconds, () => standingOf(table, batch))) ?? { stock: [] }
}

/** How many can still be had. */
function leftOf({ stock, paysFor = Number.POSITIVE_INFINITY }: Standing): number {
  return Math.min(stockLeft(stock), paysFor)
}

export function stockLeft(stock: StockItem[]): number {
  return stock.reduce((sum, one) => sum + one.left, 0)
}

export function stateOfOffer(standing: Standing, now: Date): Offer['state'] {
  const [any] = standing.stock
  const at = now.toISOString()
  if (any?.gate !== 'open' && any?.gate !== 'stopped') return 'paused'
  if (any.gate === 'stopped' || any.to <= at) return 'ended'
  if (leftOf(standing) < 1) return 'sold_out'
  return any.from > at ? 'not_started' : 'open'
}

/** What its member erased is not there for one who came back. */
const isShown = (coupon: CouponItem) => coupon.erasedAt === undefined
