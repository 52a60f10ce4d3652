import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import { ownBatch, storesOf } from '../coupons/coupons.ts'
import { goodAt, ownDeal } from '../deals/deals.ts'
import type { Table } from '../kernel/table/table.ts'
import { findMerchant } from '../merchants/merchants.ts'
import { promotionFacts, storesIn } from '../promotions/promotions.ts'
import { findStore, type StoreItem, storesGoodAt } from '../stores/stores.ts'
import type { TouchpointItem } from '../touchpoints/touchpoints.ts'
import type { Poster } from './poster.ts'
import { batchSays, dealSays, promotionSays, untilSays, whereSays } from './words.ts'

/** All that stands on a poster but its codes: what its touchpoint leads to, in words. Drafts too: paper is printed before a launch. */
export async function offered(
  table: Table,
  touchpoint: TouchpointItem,
  language: Language,
  now: Date,
): Promise<Omit<Poster, 'link' | 'miniCode'>> {
  const { merchantId, target, storeId } = touchpoint
  const { name, zone } = await findMerchant(table, merchantId)
  const where = (stores: StoreItem[], all: boolean) => whereSays(namesOf(stores, storeId), all, language)
  if (target.kind === 'batch') {
    const batch = await ownBatch(table, merchantId, target.id)
    const { form, claimFrom: from, claimTo: to, merchantName, storeSet } = batch
    const all = form.scope?.storeIds === undefined && storeSet === undefined
    return {
      ...batchSays(form, batch.zone, language),
      ...{ language, merchant: name || merchantName },
      until: untilSays({ from, to }, 'claim', batch.zone, language, now),
      where: where(await storesOf(table, batch, now), all),
    }
  }
  if (target.kind === 'deal') {
    const deal = await ownDeal(table, merchantId, target.id)
    const { form, merchantName, storeSet } = deal
    const all = form.voucher.storeIds === undefined && storeSet === undefined
    return {
      ...dealSays(form, language),
      ...{ language, merchant: name || merchantName },
      until: untilSays(deal, 'buy', deal.zone, language, now),
      where: where(await storesGoodAt(table, goodAt(deal), now), all),
    }
  }
  return ofPromotion(table, touchpoint, { name, zone }, language, now)
}

/** Of a promotion, or of one of its stores: its name, and the first of its offers that can be had. */
async function ofPromotion(
  table: Table,
  { merchantId, promotionId, target, storeId }: TouchpointItem,
  { name, zone }: { name: string; zone: string },
  language: Language,
  now: Date,
): Promise<Omit<Poster, 'link' | 'miniCode'>> {
  const promotion = await promotionFacts(table, merchantId, promotionId)
  if (!promotion) throw new Problem('promotion.not_found')
  const { batchIds, dealIds = [], stores } = promotion
  const [batches, deals, good, store] = await Promise.all([
    Promise.all(batchIds.slice(0, mostAsked).map((batchId) => ownBatch(table, merchantId, batchId))),
    Promise.all(dealIds.slice(0, mostAsked).map((dealId) => ownDeal(table, merchantId, dealId))),
    storesIn(table, merchantId, stores, now),
    target.kind === 'store' ? findStore(table, target.id, now) : undefined,
  ])
  const offers = {
    batches: batches.filter(({ gate }) => gate !== 'stopped').map(({ form }) => form),
    deals: deals.filter(({ gate }) => gate !== 'stopped').map(({ form }) => form),
  }
  const merchant = name || batches[0]?.merchantName || deals[0]?.merchantName || (good[0]?.merchantName ?? '')
  const where = store
    ? whereSays([store.name], false, language)
    : whereSays(namesOf(good, storeId), stores === undefined, language)
  return {
    ...promotionSays(promotion.name, offers, language),
    ...{ language, merchant, where },
    until: untilSays(promotion, 'open', zone, language, now),
  }
}

/** Of which three are shown: a promotion may have stopped some. */
const mostAsked = 12

/** The store that the poster hangs in comes first. */
function namesOf(stores: StoreItem[], storeId: string | undefined): string[] {
  const here = stores.filter((store) => store.storeId === storeId)
  return [...here, ...stores.filter((store) => store.storeId !== storeId)].map(({ name }) => name)
}
