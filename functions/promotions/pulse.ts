import type { Pulse } from '../../shared/promotions.ts'
import { seeBatches } from '../coupons/coupons.ts'
import { type RolledUp, readCells } from '../events/events.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { dayIn, instantIn } from '../kernel/zone.ts'
import { findMerchant } from '../merchants/merchants.ts'
import { promotionPage } from './read.ts'

const hour = 3_600_000
const hoursShown = 24

/**
 * What happened to the merchant's promotions in each of the last 24 hours, the present one last, on the pages of listPromotions. A draft has
 * nothing yet and is not asked about.
 */
export async function listPulses(
  table: Table,
  { merchantId }: Staff,
  question: { limit?: number | undefined; cursor?: string | undefined },
  now: Date,
): Promise<{ items: Pulse[]; nextCursor: string | undefined }> {
  const [{ zone }, page] = await Promise.all([findMerchant(table, merchantId), promotionPage(table, merchantId, question)])
  const hours = Array.from({ length: hoursShown }, (_, n) =>
    hourAt(zone, new Date(now.getTime() - (hoursShown - 1 - n) * hour)),
  )
  const [from = '', to = ''] = [hours[0]?.day, hours.at(-1)?.day]
  const items = await Promise.all(
    page.items.map(async ({ promotionId, state, batchIds }) => {
      const parts = state === 'draft' ? 0 : await partsOf(table, batchIds, now)
      const cells = state === 'draft' ? [] : await readCells(table, { promotionId, by: 'hour', from, to, parts })
      return { promotionId, hours: hours.map(({ at, ...of }) => ({ at, ...sumOf(cells, of) })) }
    }),
  )
  return { items, nextCursor: page.cursor }
}

/** A flash batch spreads its cells over so many parts. */
async function partsOf(table: Table, batchIds: string[], now: Date): Promise<number> {
  const seen = await seeBatches(table, batchIds, now)
  return Math.max(0, ...seen.map(({ batch }) => (batch.flash ? batch.shards : 0)))
}

/** The hour of an instant on the wall of the merchant: when it begins, and under which day and hour its cells lie. */
function hourAt(zone: string, instant: Date): { at: string; day: string; id: string } {
  const wall = instantIn(zone, instant)
  return { at: `${wall.slice(0, 13)}:00:00${wall.slice(19)}`, day: dayIn(zone, instant), id: wall.slice(11, 13) }
}

function sumOf(cells: RolledUp[], { day, id }: { day: string; id: string }) {
  const here = cells.filter((cell) => cell.day === day && cell.id === id).map(({ sums }) => sums)
  const sum = (figure: 'claimed' | 'paid' | 'redeemed') => here.reduce((total, sums) => total + (sums[figure] ?? 0), 0)
  return { claimed: sum('claimed'), paid: sum('paid'), redeemed: sum('redeemed') }
}
