import { type CouponItem, releaseReserve } from '../coupons/coupons.ts'
import { type GiftItem, giftOver } from '../gifts/gifts.ts'
import { continueImport } from '../imports/imports.ts'
import { clock } from '../kernel/clock.ts'
import { type Job, scheduled } from '../kernel/due.ts'
import { table } from '../kernel/table/open.ts'
import type { ErasureItem } from '../members/members.ts'
import { finishErasure } from '../privacy/privacy.ts'

/** What an item in the index `due` is waiting for, by the name in its `dueAt`. */
const jobs: { [work: string]: Job } = {
  'coupon.expired': (item, now) => releaseReserve(table, item as CouponItem, now),
  erasure: (item, now) => finishErasure(table, item as ErasureItem, now),
  import: (item, now) => continueImport(table, item, now),
  'gift.over': (item, now) => giftOver(table, item as GiftItem, now),
}

export const handler = scheduled(table, jobs, clock.now)
