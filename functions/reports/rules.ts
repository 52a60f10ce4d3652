import type { bearers, Figures, PromotionReport } from '../../shared/reports.ts'
import type { Sums } from '../events/events.ts'

/**
 * The figures of a report, of what the log's cells add up to. `mediaFen` undefined: what media cost cannot be told of it (a store, an hour),
 * nor what is made of that.
 */
export function figuresOf(sums: Sums, mediaFen: number | undefined): Figures {
  const { opened = 0, claimed = 0, ordered = 0, paid = 0, redeemed = 0, undone = 0, refunded = 0, visits = 0 } = sums
  const { forged = 0, foreign = 0, newClaimed = 0, newPaid = 0, newRedeemed = 0 } = sums
  const { revenueFen = 0, refundsFen = 0, discountFen = 0, sponsoredFen = 0, goodsFen = 0, goodsUnknown = 0 } = sums
  const { commissionFen = 0, usedFen = 0 } = sums
  const netRevenueFen = revenueFen - refundsFen
  return {
    ...{ opened, claimed, ordered, paid, redeemed, undone, refunded, visits, forged, foreign },
    ...{ newClaimed, returningClaimed: claimed - newClaimed, newPaid, returningPaid: paid - newPaid },
    ...{ newRedeemed, returningRedeemed: redeemed - newRedeemed },
    ...{ revenueFen, refundsFen, netRevenueFen, discountFen, sponsoredFen, goodsFen, goodsUnknown, commissionFen, usedFen },
    ...(mediaFen !== undefined && whatRemains({ netRevenueFen, goodsFen, mediaFen, commissionFen, sponsoredFen, discountFen })),
  }
}

/** The discount is not taken off the margin: it is off the revenue already, since people pay less. */
function whatRemains(money: {
  netRevenueFen: number
  goodsFen: number
  mediaFen: number
  commissionFen: number
  sponsoredFen: number
  discountFen: number
}) {
  const { netRevenueFen, goodsFen, mediaFen, commissionFen, sponsoredFen, discountFen } = money
  const marginFen = netRevenueFen - goodsFen - mediaFen - commissionFen - sponsoredFen
  const costFen = discountFen + mediaFen + commissionFen + sponsoredFen
  return { mediaFen, marginFen, costFen, roi: roiOf(marginFen, costFen) }
}

/** What remains for each fen that was spent, to four places; null where nothing was. */
export function roiOf(marginFen: number, costFen: number): number | null {
  if (costFen <= 0) return null
  const exact = Math.round((marginFen * 10_000) / costFen) / 10_000
  return exact === 0 ? 0 : exact
}

type Shares = { [bearer in (typeof bearers)[number]]: number }

/** Who bears how much of a sum: each the percent that was agreed, all together the sum to the fen. Nothing agreed: the merchant bears it. */
export function bornBy(
  fen: number,
  shares: Shares = { merchant: 100, headOffice: 0, platform: 0 },
): PromotionReport['bearers'] {
  let percentSoFar = 0
  let fenSoFar = 0
  return (['merchant', 'headOffice', 'platform'] as const).map((bearer) => {
    percentSoFar += shares[bearer]
    const upTo = Math.floor((fen * percentSoFar) / 100)
    const own = upTo - fenSoFar
    fenSoFar = upTo
    return { bearer, percent: shares[bearer], fen: own }
  })
}
