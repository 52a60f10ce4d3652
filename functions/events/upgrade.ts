import { findDeal, findGroup } from '../deals/deals.ts'
import type { Item, Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { findOrder, placeOfRefund, type RefundItem } from '../orders/orders.ts'
import { getStoreZone, usualZone } from '../stores/stores.ts'
import { type Event, EventV1, EventV2, type kinds } from './schemas.ts'

/** What an event of the first version does not say and the table still knows. */
export interface Found {
  zone: string
  merchantId: string
  promotionId?: string | undefined
  /** Of a refund: why. */
  cause?: string | undefined
  sponsoredFen?: number | undefined
}

/** An event as the log holds it, in the present form. Throws for what is none of its versions. */
export async function readEvent(table: Table, item: Item, now: Date): Promise<Event> {
  const { pk: _, sk: __, ...said } = item
  if (said.v === 2) return EventV2.parse(said)
  const old = EventV1.parse(said)
  return upgraded(old, await foundOf(table, old, now))
}

/**
 * The present form of an event of the first version. There were no traces then; what a member had done before nobody kept, so nobody is
 * new; and what the goods of a redemption cost stays unknown.
 */
export function upgraded({ v: _, merchantId: __, ...old }: EventV1, found: Found): Event {
  const local = instantIn(found.zone, old.visitedAt ?? old.at)
  // The number of an order's late payment, or refund, stood in the kind; it still stands in the id.
  const kind = old.kind.replace(/^(late|back)-\d+$/, '$1') as (typeof kinds)[number]
  const { promotionId = found.promotionId, why = found.cause, sponsoredFen = found.sponsoredFen } = old
  const about = { merchantId: found.merchantId, promotionId, why, sponsoredFen }
  return EventV2.parse({ ...old, ...about, v: 2, kind, day: old.day ?? local.slice(0, 10), hour: Number(local.slice(11, 13)) })
}

async function foundOf(table: Table, old: EventV1, now: Date): Promise<Found> {
  const { merchantId, storeId, orderId, refundId, groupId, dealId } = old
  const [order, deal, group] = await Promise.all([
    orderId === undefined ? undefined : findOrder(table, orderId),
    groupId === undefined || dealId === undefined ? undefined : findDeal(table, dealId, now),
    groupId === undefined ? undefined : findGroup(table, groupId),
  ])
  const place = refundId === undefined ? undefined : placeOfRefund(refundId)
  const refund = place && ((await table.get(place.key)) as RefundItem | undefined)
  const whose = merchantId ?? deal?.merchantId ?? ''
  const zone = storeId === undefined ? await usualZone(table, whose) : await getStoreZone(table, storeId, now)
  return {
    ...{ zone, merchantId: whose, promotionId: order?.promotionId ?? deal?.promotionId, cause: refund?.cause },
    sponsoredFen: old.kind === 'group-complete' && group?.sponsored ? group.sponsored * group.priceFen : undefined,
  }
}
