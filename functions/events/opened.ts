import { findOffer } from '../coupons/coupons.ts'
import type { Change } from '../kernel/feed.ts'
import { spread } from '../kernel/ids.ts'
import type { Table } from '../kernel/table/table.ts'
import { findMerchant } from '../merchants/merchants.ts'
import { getStoreZone } from '../stores/stores.ts'
import { type OpenItem, openSk } from '../touchpoints/touchpoints.ts'
import { record } from './record.ts'

/** The event of an opening, exactly once: its id is the nonce that names it. */
export async function deriveOpening(table: Table, { old, new: item }: Change, now: Date): Promise<void> {
  if (old || item?.sk !== openSk) return
  const { pk, promotionId, merchantId, at, trace, storeId, target } = item as OpenItem
  const zone = storeId === undefined ? (await findMerchant(table, merchantId)).zone : await getStoreZone(table, storeId, now)
  const eventId = `opened#${pk.slice('OPEN#'.length)}`
  const batch = target?.kind === 'batch' ? await findOffer(table, target.id, now) : undefined
  const part = batch?.flash ? spread(eventId, batch.shards) : undefined
  // Where the code hangs is no visit: the store's figures count who was there.
  await record(table, { eventId, kind: 'opened', at, merchantId, promotionId, trace, zone, part }, [], now)
}
