import { stockKey } from '../../functions/coupons/places.ts'
import type { Table } from '../../functions/kernel/table/table.ts'

type Call = (name: 'createBatch' | 'claimCoupon', request: object) => Promise<{ [field: string]: unknown }>

/** A batch for a rush, added to a promotion before its launch. */
export async function addRush(call: Call, staffToken: string, promotionId: string, form: object): Promise<string> {
  const body = { ...form, title: 'Rush', expectedPerSecond: 50 }
  return String((await call('createBatch', { token: staffToken, path: { promotionId }, body })).batchId)
}

/** A claim in it; then a stock item as a crash leaves it, all handed out and not all claimed, for the job to find. */
export async function claimInRush(call: Call, table: Table, token: string, batchId: string): Promise<void> {
  await call('claimCoupon', { token, path: { batchId } })
  const takenAt = new Date(Date.now() - 3_600_000).toISOString()
  await table.commit({ change: stockKey(batchId, 0), set: { left: 0, takenAt }, when: 'always' })
}

/** Whether the job has handed the rest out again. */
export async function mustBeReclaimed(table: Table, batchId: string, left: number): Promise<void> {
  const stock = await table.get(stockKey(batchId, 0))
  if (stock?.left !== left) throw new Error(`the reclaim left ${JSON.stringify(stock)}`)
}
