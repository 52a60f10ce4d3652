import type { Table } from '../kernel/table/table.ts'
import { promotionKey } from './items.ts'

/** Whether there is such a promotion of the merchant: what a visit's trace names has to be. */
export async function isOwnPromotion(table: Table, merchantId: string, promotionId: string): Promise<boolean> {
  return (await table.get(promotionKey(merchantId, promotionId))) !== undefined
}
