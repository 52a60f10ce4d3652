import { Problem } from '../../shared/problem.ts'
import type { LeadsTo, ShareTarget, Target } from '../../shared/touchpoints.ts'
import { findOffer } from '../coupons/coupons.ts'
import { findDeal, findGroup } from '../deals/deals.ts'
import type { Table } from '../kernel/table/table.ts'
import { findStore } from '../stores/stores.ts'
import type { PromotionFacts } from './rules.ts'

/** What touchpoints ask of promotions. Handed in: a promotion asks for its touchpoints when it is launched, and nouns go one way. */
export interface Promotions {
  find(table: Table, merchantId: string, promotionId: string): Promise<PromotionFacts | undefined>
  /** Whether the store is one of the promotion's. */
  includes(table: Table, promotion: PromotionFacts, storeId: string, now: Date): Promise<boolean>
}

const mostShown = 20

/** Refuses what the promotion does not hold, with the field. A draft's batches and deals are not to be seen yet, and may be meant. */
export async function mustHold(
  table: Table,
  promotions: Promotions,
  promotion: PromotionFacts,
  { kind, id }: Target,
  now: Date,
): Promise<void> {
  const { batchIds, dealIds = [], promotionId } = promotion
  const field = 'target.id'
  if (kind === 'batch' && !batchIds.includes(id)) throw new Problem('batch.not_found', { field })
  if (kind === 'deal' && !dealIds.includes(id)) throw new Problem('deal.not_found', { field })
  if (kind === 'promotion' && id !== promotionId) throw new Problem('promotion.not_found', { field })
  if (kind === 'store') await mustHoldStore(table, promotions, promotion, id, field, now)
}

/** Refuses with store.not_found a store that is another merchant's, or none of the promotion's. */
export async function mustHoldStore(
  table: Table,
  promotions: Promotions,
  promotion: PromotionFacts,
  storeId: string,
  field: string,
  now: Date,
): Promise<void> {
  const store = await findStore(table, storeId, now)
  const isHeld = store?.merchantId === promotion.merchantId && (await promotions.includes(table, promotion, storeId, now))
  if (!isHeld) throw new Problem('store.not_found', { field })
}

/** The offers of a promotion that guests may see. */
export async function offersOf(table: Table, { batchIds, dealIds = [] }: PromotionFacts, now: Date): Promise<LeadsTo[]> {
  const batches = batchIds.slice(0, mostShown).map(async (id) => {
    const batch = await findOffer(table, id, now)
    // What is earned by coming is nothing that a code could lead to.
    return batch && !batch.form.rewardOnly ? { kind: 'batch' as const, id, title: batch.form.title } : undefined
  })
  const deals = dealIds.slice(0, mostShown).map(async (id) => {
    const deal = await findDeal(table, id, now)
    return deal && { kind: 'deal' as const, id, title: deal.form.title }
  })
  const found = await Promise.all([...batches, ...deals])
  return found.filter((offer) => offer !== undefined).slice(0, mostShown)
}

/** Whose a thing is that somebody shares; a store is in no promotion of its own. Undefined where guests may not see it. */
export async function ownerOf(
  table: Table,
  { kind, id }: ShareTarget | Target,
  now: Date,
): Promise<{ merchantId: string; promotionId?: string } | undefined> {
  if (kind === 'batch') return findOffer(table, id, now)
  if (kind === 'deal') return findDeal(table, id, now)
  if (kind === 'group') {
    const group = await findGroup(table, id)
    return group && findDeal(table, group.dealId, now)
  }
  const store = kind === 'store' ? await findStore(table, id, now) : undefined
  return store && { merchantId: store.merchantId }
}
