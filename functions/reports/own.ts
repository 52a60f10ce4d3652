import type { OwnFigures } from '../../shared/touchpoints.ts'
import { findOffer } from '../coupons/coupons.ts'
import { addUp, readCellsOf } from '../events/events.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { dayAfter, dayIn } from '../kernel/zone.ts'
import { findMerchant } from '../merchants/merchants.ts'
import { promotionFacts } from '../promotions/promotions.ts'

const daysShown = 31

/** What came by one touchpoint in the last 31 days of the merchant's calendar, for whose it is. */
export async function ownFigures(
  table: Table,
  { merchantId }: Pick<Staff, 'merchantId'>,
  { promotionId, touchpointId }: { promotionId: string; touchpointId: string },
  now: Date,
): Promise<OwnFigures> {
  const [{ zone }, promotion] = await Promise.all([
    findMerchant(table, merchantId),
    promotionFacts(table, merchantId, promotionId),
  ])
  const batches = await Promise.all((promotion?.batchIds ?? []).map((batchId) => findOffer(table, batchId, now)))
  const parts = Math.max(0, ...batches.map((batch) => (batch?.flash ? batch.shards : 0)))
  const today = dayIn(zone, now)
  const days = Array.from({ length: daysShown }, (_, ago) => dayAfter(today, -ago))
  const cells = await readCellsOf(table, { promotionId, touchpointId, days, parts })
  const { opened = 0, claimed = 0, ordered = 0, paid = 0, redeemed = 0, undone = 0 } = addUp(cells.map(({ sums }) => sums))
  return { opened, claimed, ordered, paid, redeemed: redeemed - undone }
}
