import type { Table } from '../kernel/table/table.ts'
import { type MerchantItem, merchantKey } from './items.ts'

export { followName } from './following.ts'
export { type MerchantItem, merchantItem } from './items.ts'

/** Of a merchant that was there before merchants had an item of their own: nobody has said anything yet. */
const unsaid = { name: '', zone: 'Asia/Shanghai', version: 0, commissionBasisPoints: 0 }

/** The merchant as it is now; of an older table its defaults, under version 0 and without a name. */
export async function findMerchant(table: Table, merchantId: string): Promise<MerchantItem> {
  const item = (await table.get(merchantKey(merchantId))) as MerchantItem | undefined
  return item ?? { ...merchantKey(merchantId), merchantId, ...unsaid }
}
