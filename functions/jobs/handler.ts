import { type CouponItem, reclaim, releaseReserve } from '../coupons/coupons.ts'
import { groupOver } from '../deals/deals.ts'
import { countsOfBatches } from '../events/events.ts'
import { type GiftItem, giftOver } from '../gifts/gifts.ts'
import { tellHolders } from '../holders/holders.ts'
import { continueImport } from '../imports/imports.ts'
import { clock } from '../kernel/clock.ts'
import { duePlace, type Job, scheduled } from '../kernel/due.ts'
import { table } from '../kernel/table/open.ts'
import { warmUp } from '../kernel/table/warm.ts'
import type { ErasureItem } from '../members/members.ts'
import { sendMessage, sendReport } from '../messages/messages.ts'
import type { ClockItem, RefundItem } from '../orders/orders.ts'
import { lookAtOrder, lookAtRefund, refundVoucher } from '../payments/payments.ts'
import { finishErasure } from '../privacy/privacy.ts'
import { lookAtReward } from '../streaks/streaks.ts'
import { type VoucherItem, voucherOver } from '../vouchers/vouchers.ts'

/** What an item in the index `due` is waiting for, by the name in its `dueAt`. */
const jobs: { [work: string]: Job } = {
  warm: async (item) => {
    const state = await warmUp(Number(item.writesPerSecond))
    await table.commit({
      change: { pk: item.pk, sk: item.sk },
      set: { state },
      drop: duePlace,
      when: { field: 'dueAt', is: String(item.dueAt) },
      orElse: () => 'mine',
    })
  },
  reclaim: (item, now) => reclaim(table, item, claimsCounted, now),
  'coupon.expired': (item, now) => releaseReserve(table, item as CouponItem, now),
  erasure: (item, now) => finishErasure(table, item as ErasureItem, now),
  import: (item, now) => continueImport(table, item, now),
  message: (item, now) => sendMessage(table, item, now),
  report: (item, now) => sendReport(table, item, now),
  'group.over': (item, now) => groupOver(table, item, now),
  'order.look': (item, now) => lookAtOrder(table, item as ClockItem, now),
  'refund.look': (item, now) => lookAtRefund(table, item as RefundItem, now),
  reward: (item, now) => lookAtReward(table, item, now),
  'store.closed': (item, now) => tellHolders(table, item, now),
  'gift.over': (item, now) => giftOver(table, item as GiftItem, now),
  'voucher.over': (item, now) => voucherOver(table, item as VoucherItem, (voucher) => refundVoucher(table, voucher, now), now),
}

async function claimsCounted(batchId: string, parts: number): Promise<number> {
  return (await countsOfBatches(table, [{ batchId, parts }])).get(batchId)?.claimed ?? 0
}

export const handler = scheduled(table, jobs, clock.now)
