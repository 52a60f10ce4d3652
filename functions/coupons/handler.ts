import { couponContracts } from '../../shared/coupon-contracts.ts'
import { environment } from '../kernel/environment.ts'
import { Pace } from '../kernel/pace.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { placeOf } from '../stores/stores.ts'
import { showVoucherCode } from '../vouchers/vouchers.ts'
import * as coupons from './coupons.ts'

/** A person taps a few times; an address may be a whole city behind one carrier. */
const claims = { ofMember: new Pace(() => 60), ofAddress: new Pace(() => environment.perAddress) }

export const handler = serve(table, couponContracts, {
  listOffers: ({ memberId, input, now }) => coupons.listOffers(table, input, placeOf(input), memberId, now),
  getBatch: ({ memberId, input, language, now }) =>
    coupons.getBatch(table, input.batchId, memberId, placeOf(input), language, now),
  claimCoupon: async ({ memberId, input, key, language, now, from }) => {
    claims.ofAddress.step(from, now)
    claims.ofMember.step(memberId, now)
    return coupons.claimCoupon(table, memberId, input, key, language, now)
  },
  listMyCoupons: ({ memberId, input, language, now }) => coupons.listMyCoupons(table, memberId, input, language, now),
  getCoupon: ({ memberId, input, language, now }) => coupons.getCoupon(table, memberId, input.couponId, language, now),
  showCode: ({ memberId, input: { couponId = '', voucherId }, now }) =>
    voucherId === undefined
      ? coupons.showCode(table, memberId, couponId, now)
      : showVoucherCode(table, memberId, voucherId, now),
})
