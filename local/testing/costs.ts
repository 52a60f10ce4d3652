import type { JourneyName } from './journeys.ts'
import type { Cost } from './metered.ts'

/**
 * What each step of each journey asks of the table, where a process has met the offer, the store and the staff before. Here alone: the
 * tests say that it is so (functions/costs*.test.ts), and money is reckoned from it (bench/cloud).
 */
export const costs = {
  coupon: {
    claimCoupon: { calls: 1, read: 0, write: 4 },
    'after claimCoupon': { calls: 3, read: 1, write: 11, records: 8 },
    showCode: { calls: 1, read: 2, write: 0 },
    previewRedemption: { calls: 1, read: 2, write: 0 },
    redeem: { calls: 2, read: 3, write: 1 },
    'after redeem': { calls: 4, read: 2, write: 20, records: 11 },
  },
  paid: {
    placeOrder: { calls: 2, read: 1, write: 4 },
    'after placeOrder': { calls: 3, read: 1, write: 12, records: 8 },
    payOrder: { calls: 2, read: 2, write: 8 },
    'after payOrder': { calls: 0, read: 0, write: 0, records: 3 },
    paymentCallback: { calls: 2, read: 1, write: 1 },
    'after paymentCallback': { calls: 9, read: 3, write: 22, records: 13 },
    getOrder: { calls: 2, read: 2, write: 0 },
    showVoucherCode: { calls: 1, read: 2, write: 0 },
    previewVoucher: { calls: 1, read: 2, write: 0 },
    redeemVoucher: { calls: 2, read: 3, write: 2 },
    'after redeemVoucher': { calls: 5, read: 2, write: 22, records: 12 },
  },
  checkIn: {
    checkIn: { calls: 2, read: 1, write: 1 },
    'after checkIn': { calls: 3, read: 1.5, write: 4, records: 3 },
  },
  card: {
    getBatch: { calls: 0, read: 0, write: 0 },
    recordOpen: { calls: 4, read: 3, write: 1 },
    'after recordOpen': { calls: 2, read: 1, write: 6, records: 4 },
  },
  refused: {
    refusedClaim: { calls: 1, read: 1, write: 0 },
    'after refusedClaim': { calls: 0, read: 0, write: 0, records: 0 },
  },
} satisfies { [Journey in JourneyName]: { [step: string]: Cost } }

/** Of other ways to do the same, what a caller waits for. */
export const besides = {
  claimInRush: { calls: 3, write: 3 },
  openGroup: { calls: 2, write: 6 },
  joinGroup: { calls: 3, write: 6 },
}

/** What a caller waits for, as the tests of single calls count it. */
export const waited = ({ calls, write }: Cost) => ({ calls, write })
