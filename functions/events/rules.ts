/** What happened, said once and for good. `v` is the version of this form. */
export type Event = {
  v: 1
  eventId: string
  /** A coupon that was taken as a gift is none that was claimed: the batch gave it once. */
  kind: 'claimed' | 'issued' | 'redeemed' | 'undone' | 'gifted' | 'taken' | 'came_back' | 'refunding' | 'kept' | 'refunded'
  at: string
  merchantId: string
  promotionId: string
  /** Of a coupon. */
  batchId?: string
  couponId?: string
  /** Of a voucher. */
  dealId?: string
  voucherId?: string
  orderId?: string
  memberId: string
  /** Of one that was taken: what it was before. */
  fromCouponId?: string
  fromVoucherId?: string
  storeId?: string
  redemptionId?: string
  dueFen?: number
  discountFen?: number
  /** What it cost who bears it: the discount, or the value of a gift. */
  costFen?: number
  payFen?: number
  /** Of a voucher: how many of its uses, and what was paid for them; of a refund what goes back. */
  uses?: number
  valueFen?: number
  /** A manager redeemed it without a code. */
  assisted?: boolean
}

/** What the counts of a deal's vouchers are called: there every use of a pass counts, and what was paid for it. */
function countsOfVoucher({ kind, uses = 0, valueFen = 0 }: Event): { [count: string]: number } {
  // How many went back is counted with the money (money.ts).
  if (kind === 'refunded') return { refundedFen: valueFen }
  const sign = kind === 'redeemed' ? 1 : -1
  return { redeemed: sign, ...(kind === 'undone' ? { undone: 1 } : {}), used: sign * uses, usedFen: sign * valueFen }
}

/** What an event adds to the counts of its batch or deal. */
export function countsOf(event: Event): { [count: string]: number } {
  const { kind, discountFen = 0, costFen = 0 } = event
  if (kind === 'came_back') return { cameBack: 1 }
  if (kind !== 'redeemed' && kind !== 'undone' && kind !== 'refunded') return { [kind]: 1 }
  if (event.voucherId !== undefined) return countsOfVoucher(event)
  const sign = kind === 'redeemed' ? 1 : -1
  return {
    redeemed: sign,
    ...(kind === 'undone' ? { undone: 1 } : {}),
    discountFen: sign * discountFen,
    costFen: sign * costFen,
  }
}

/** What an event adds to the day of its redemption at the store. */
export function dayTotalsOf({ kind, discountFen = 0, payFen = 0, valueFen = 0 }: Event): { [count: string]: number } {
  const sign = kind === 'redeemed' ? 1 : -1
  return {
    ...{ redeemed: sign, discountFen: sign * discountFen, payFen: sign * payFen },
    ...(kind === 'undone' ? { undone: 1 } : {}),
    ...(valueFen > 0 ? { voucherFen: sign * valueFen } : {}),
  }
}
