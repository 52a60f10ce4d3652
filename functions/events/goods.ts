import { findRules } from '../coupons/coupons.ts'
import { findTerms } from '../deals/deals.ts'
import type { Table } from '../kernel/table/table.ts'
import { type Holding, isVoucher } from '../redemptions/redemptions.ts'
import { worthOf } from '../vouchers/vouchers.ts'
import type { Told } from './record.ts'

/**
 * What the goods of a use cost the merchant, by the terms it was held under; undefined where they do not say it. The uses of a pass share
 * the cost of one to the fen.
 */
export async function goodsOf(
  table: Table,
  holding: Holding,
  { kind, uses = 0 }: Told,
  now: Date,
): Promise<number | undefined> {
  if (!isVoucher(holding)) return (await findRules(table, holding.batchId, holding.version, now)).form.unitCostFen
  const { unitCostFen } = (await findTerms(table, holding.dealId, holding.version, now)).form
  if (unitCostFen === undefined) return undefined
  const before = kind === 'redeemed' ? holding.used - uses : holding.used
  return worthOf({ paidFen: unitCostFen, uses: holding.uses, used: before }, uses)
}
