import type { Item, Write } from '../kernel/table/table.ts'

/** A promotion, in its merchant's partition. Guests never read it: what they need stands in its batches. */
export interface PromotionItem extends Item {
  promotionId: string
  merchantId: string
  version: number
  state: 'draft' | 'live' | 'paused'
  pausedFor?: string
  name: string
  /** As the marketer wrote them, with offset. */
  from: string
  to: string
  storeIds?: string[]
  storeSetId?: string
  batchIds: string[]
  createdAt: string
}

export const promotionPrefix = 'PROMOTION#'
export const promotionsOf = (merchantId: string) => `MERCHANT#${merchantId}`
export const promotionKey = (merchantId: string, promotionId: string) => ({
  pk: promotionsOf(merchantId),
  sk: `${promotionPrefix}${promotionId}`,
})

/** Lets the rest of a commit happen only while the promotion is in this state: an order that came later wins. */
export function whileIn(promotion: PromotionItem, state: PromotionItem['state']): Write[] {
  const { merchantId, promotionId } = promotion
  return [{ check: promotionKey(merchantId, promotionId), when: { field: 'state', is: state }, orElse: () => 'mine' }]
}
