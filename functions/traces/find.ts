import { placeOfVisit, type VisitItem } from '../checkins/checkins.ts'
import { couponOfRedemption } from '../coupons/coupons.ts'
import { type GiftItem, giftKey } from '../gifts/gifts.ts'
import type { Table } from '../kernel/table/table.ts'
import { placeOfRefund } from '../orders/orders.ts'
import { getStoreZone } from '../stores/stores.ts'
import { findVoucher, voucherOfUse } from '../vouchers/vouchers.ts'
import { couponThread } from './coupon.ts'
import { orderThread } from './order.ts'
import type { Thread } from './thread.ts'

/** What became of the thing an id names, whichever of them it is; undefined for what is not there. */
export async function threadOf(table: Table, id: string, now: Date): Promise<Thread | undefined> {
  switch (id.slice(0, 4)) {
    case 'cpn_':
      return couponThread(table, id, now)
    case 'ord_':
      return orderThread(table, id, now)
    case 'vch_':
      return ofVoucher(table, id, now)
    case 'rfd_':
      return orderThread(table, placeOfRefund(id)?.orderId ?? '', now)
    case 'rdm_':
      return ofRedemption(table, id, now)
    case 'gft_':
      return ofGift(table, id, now)
    case 'vis_':
      return ofVisit(table, id, now)
    default:
      return undefined
  }
}

async function ofVoucher(table: Table, voucherId: string, now: Date): Promise<Thread | undefined> {
  const held = await findVoucher(table, voucherId)
  return held && orderThread(table, held.voucher.orderId, now)
}

async function ofRedemption(table: Table, redemptionId: string, now: Date): Promise<Thread | undefined> {
  const { couponId } = couponOfRedemption(redemptionId) ?? {}
  if (couponId !== undefined) return couponThread(table, couponId, now)
  const { voucherId } = voucherOfUse(redemptionId) ?? {}
  return voucherId === undefined ? undefined : ofVoucher(table, voucherId, now)
}

async function ofGift(table: Table, giftToken: string, now: Date): Promise<Thread | undefined> {
  const gift = (await table.get(giftKey(giftToken))) as GiftItem | undefined
  if (!gift) return undefined
  return gift.voucherId === undefined ? couponThread(table, gift.couponId ?? '', now) : ofVoucher(table, gift.voucherId, now)
}

/** A visit bears the promotion in its trace: whose that is, is for the caller to say. */
async function ofVisit(table: Table, visitId: string, now: Date): Promise<Thread | undefined> {
  const place = placeOfVisit(visitId)
  const visit = place && ((await table.get(place.key)) as VisitItem | undefined)
  if (!visit || visit.erasedAt !== undefined) return undefined
  const { merchantId, memberId, storeId, at, trace } = visit
  const zone = await getStoreZone(table, storeId, now)
  return { merchantId, trace, zone, steps: [{ kind: 'visited', at, id: visitId, memberId, storeId }] }
}
