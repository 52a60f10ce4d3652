import { seeBatches } from '../coupons/coupons.ts'
import type { Table } from '../kernel/table/table.ts'

/** In how many parts the cells of a promotion may lie beside the whole ones: as many as its largest flash batch has. */
export async function partsOf(table: Table, batchIds: string[], now: Date): Promise<number> {
  const seen = batchIds.length > 0 ? await seeBatches(table, batchIds, now) : []
  return Math.max(0, ...seen.map(({ batch }) => (batch.flash ? batch.shards : 0)))
}
