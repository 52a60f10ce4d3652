/** What is bought, as the checkout takes it. */
export type Purchase =
  | { mode: 'alone' }
  | { mode: 'open'; size: number }
  /** `dealId` comes along: the checkout says what it is before it knows the group. */
  | { mode: 'join'; groupId: string }

export function checkoutPath(dealId: string, purchase: Purchase): string {
  const how =
    purchase.mode === 'open' ? `&size=${purchase.size}` : purchase.mode === 'join' ? `&groupId=${purchase.groupId}` : ''
  return `/guest/pages/checkout/index?dealId=${dealId}&mode=${purchase.mode}${how}&quantity=1`
}
