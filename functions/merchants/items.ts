import type { Item, Key } from '../kernel/table/table.ts'

/** A merchant, first in the partition of its promotions. */
export interface MerchantItem extends Item {
  merchantId: string
  name: string
  zone: string
  version: number
  marginFloorPercent?: number
  commissionBasisPoints: number
  /** What the last change asked, so that its repeat is known. */
  asked?: string
  createdAt?: string
  admittedBy?: string
}

export const merchantKey = (merchantId: string): Key => ({ pk: `MERCHANT#${merchantId}`, sk: 'MERCHANT' })
/** In the index `list`: all of them. */
export const merchants = 'MERCHANTS'

/** A new one, as the table holds it; `createdAt` puts it into the operators' list. */
export function merchantItem(facts: {
  merchantId: string
  name: string
  zone: string
  createdAt: string
  admittedBy?: string
}): MerchantItem {
  const { merchantId, createdAt } = facts
  const listed = { list: merchants, listAt: `${createdAt}#${merchantId}` }
  return { ...merchantKey(merchantId), ...facts, version: 1, commissionBasisPoints: 0, ...listed }
}

/** Whether an item is a merchant itself. */
export const isMerchant = (item: Item): item is MerchantItem => item.sk === 'MERCHANT' && item.pk.startsWith('MERCHANT#')
