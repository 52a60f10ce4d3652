/** What happened, said once and for good. `v` is the version of this form. */
export type Event = {
  v: 1
  eventId: string
  /** A coupon that was taken as a gift is none that was claimed: the batch gave it once. */
  kind: 'claimed' | 'redeemed' | 'undone' | 'gifted' | 'taken' | 'came_back'
  at: string
  merchantId: string
  promotionId: string
  batchId: string
  couponId: string
  memberId: string
  /** Of a coupon that was taken: the one it was before. */
  fromCouponId?: string
  storeId?: string
  redemptionId?: string
  dueFen?: number
  discountFen?: number
  /** What it cost who bears it: the discount, or the value of a gift. */
  costFen?: number
  payFen?: number
  /** A manager redeemed it without a code. */
  assisted?: boolean
}

/** What an event adds to its batch's counts. */
export function countsOf({ kind, discountFen = 0, costFen = 0 }: Event): { [count: string]: number } {
  if (kind === 'came_back') return { cameBack: 1 }
  if (kind !== 'redeemed' && kind !== 'undone') return { [kind]: 1 }
  const sign = kind === 'redeemed' ? 1 : -1
  return {
    redeemed: sign,
    ...(kind === 'undone' ? { undone: 1 } : {}),
    discountFen: sign * discountFen,
    costFen: sign * costFen,
  }
}

/** What an event adds to the day of its redemption at the store. */
export function dayTotalsOf({ kind, discountFen = 0, payFen = 0 }: Event): { [count: string]: number } {
  const sign = kind === 'redeemed' ? 1 : -1
  return { redeemed: sign, ...(kind === 'undone' ? { undone: 1 } : {}), discountFen: sign * discountFen, payFen: sign * payFen }
}
