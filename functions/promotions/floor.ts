import { yuan } from '../../shared/money.ts'
import { Problem } from '../../shared/problem.ts'
import type { BatchSeen } from '../coupons/coupons.ts'
import type { DealSeen } from '../deals/deals.ts'
import type { Table } from '../kernel/table/table.ts'
import { findMerchant, type MerchantItem } from '../merchants/merchants.ts'
import { type Finding, ok } from './finding.ts'
import type { PromotionItem } from './items.ts'
import { batchMargin, dealMargin, lowestPaid, type Margin, type Terms } from './margin.ts'

/** What each offer leaves of its price against the merchant's floor; nothing where there is none. */
export async function floorOf(
  table: Table,
  { merchantId }: PromotionItem,
  batches: BatchSeen[],
  deals: DealSeen[],
): Promise<Finding[]> {
  const merchant = await findMerchant(table, merchantId)
  const { marginFloorPercent: floor } = merchant
  if (floor === undefined) return []
  const offers = [
    ...batches.map(({ batch: { batchId, form } }) => ({ batchId, title: form.title, margin: batchMargin(form, merchant) })),
    ...deals.map(({ deal: { dealId, form } }) => ({ dealId, title: form.title, margin: dealMargin(form, merchant) })),
  ]
  const below = offers.flatMap(({ title, margin, ...about }) =>
    margin?.isBelow ? [shortOf(title, about, margin, merchant)] : [],
  )
  const isUnpriced = ({ batch: { form } }: BatchSeen) => form.unitCostFen === undefined && lowestPaid(form) !== undefined
  const unsaid = batches.filter(isUnpriced).length + deals.filter(({ deal }) => deal.form.unitCostFen === undefined).length
  const unknown: Finding = {
    ...{ check: 'margin', level: 'warn' },
    zh: `有 ${unsaid} 个优惠没有填成本，没法核对毛利底线 ${floor}%`,
    en: `${unsaid} offers say no cost, so the floor of ${floor}% cannot be checked`,
  }
  if (below.length > 0 || unsaid > 0) return [...below, ...(unsaid > 0 ? [unknown] : [])]
  return [ok('margin', `都不低于毛利底线 ${floor}%`, `Nothing is below the margin floor of ${floor}%`)]
}

function shortOf(
  title: string,
  about: { batchId: string } | { dealId: string },
  { priceFen, costFen, commissionFen, marginPercent }: Margin,
  { marginFloorPercent: floorPercent = 0 }: MerchantItem,
): Finding {
  const margin = { priceFen, costFen, commissionFen, ...(marginPercent !== null && { marginPercent }), floorPercent }
  const [zhLeft, enLeft] = marginPercent === null ? ['没有毛利', 'nothing'] : [`毛利 ${marginPercent}%`, `${marginPercent}%`]
  const fee = commissionFen > 0 ? [`、手续费 ${yuan(commissionFen)}`, ` and a fee of ${yuan(commissionFen)}`] : ['', '']
  return {
    ...{ check: 'margin', level: 'stop', ...about, margin },
    zh: `「${title}」最低实付 ${yuan(priceFen)}，成本 ${yuan(costFen)}${fee[0]}：${zhLeft}，低于底线 ${floorPercent}%`,
    en: `“${title}” brings in ${yuan(priceFen)} at the least and costs ${yuan(costFen)}${fee[1]}: it leaves ${enLeft}, below the floor of ${floorPercent}%`,
  }
}

/** Of an offer that guests would see at once: refuses with promotion.below_margin, naming the field. A draft is looked at when it is launched. */
export async function mustKeepFloor(
  table: Table,
  { merchantId, state }: PromotionItem,
  offer: { title: string; field: string; margin: (terms: Terms) => Margin | undefined },
): Promise<void> {
  if (state === 'draft') return
  const merchant = await findMerchant(table, merchantId)
  const { title, field } = offer
  const margin = offer.margin(merchant)
  if (!margin?.isBelow) return
  const { priceFen, costFen, marginPercent } = margin
  const short = { title, priceFen, costFen, marginPercent, floorPercent: merchant.marginFloorPercent }
  throw new Problem('promotion.below_margin', { field, details: { offers: [short] } })
}
