import type { Merchant } from '../../shared/merchants.ts'
import type { MerchantItem } from './items.ts'

export function shown({ merchantId, name, zone, marginFloorPercent, commissionBasisPoints, version }: MerchantItem): Merchant {
  return { merchantId, name, zone, marginFloorPercent, commissionBasisPoints, version }
}
