import type { Told } from './record.ts'

/** What the counts of a deal's vouchers are called: there every use of a pass counts, and what was paid for it. */
function countsOfVoucher({ kind, uses = 0, valueFen = 0 }: Told): { [count: string]: number } {
  // How many went back is counted with the money (money.ts).
  if (kind === 'refunded') return { refundedFen: valueFen }
  const sign = kind === 'redeemed' ? 1 : -1
  return { redeemed: sign, ...(kind === 'undone' ? { undone: 1 } : {}), used: sign * uses, usedFen: sign * valueFen }
}

/** What an event adds to the counts of its batch or deal. */
export function countsOf(event: Told): { [count: string]: number } {
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
export function dayTotalsOf({ kind, discountFen = 0, payFen = 0, valueFen = 0 }: Told): { [count: string]: number } {
  const sign = kind === 'redeemed' ? 1 : -1
  return {
    ...{ redeemed: sign, discountFen: sign * discountFen, payFen: sign * payFen },
    ...(kind === 'undone' ? { undone: 1 } : {}),
    ...(valueFen > 0 ? { voucherFen: sign * valueFen } : {}),
  }
}
