import type { BatchForm } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { stocksOf } from './claim.ts'
import { type BatchItem, batchKey, offers, type Rules, type RulesItem, rulesKey, stockKey } from './items.ts'
import { stateOfOffer } from './offers.ts'
import { shardsFor, sharesOf } from './rules.ts'

/** Where a batch belongs and when it can be claimed. */
export interface BatchFacts {
  batchId: string
  promotionId: string
  merchantId: string
  merchantName: string
  zone: string
  claimFrom: Date
  claimTo: Date
  live: boolean
}

/** A new batch: its words, the first version of its rules, and the stock; at most 18 writes for one commit. */
export function newBatch(facts: BatchFacts, form: BatchForm): Write[] {
  const { batchId, promotionId, merchantId, merchantName, zone, live } = facts
  const version = 1
  const shards = shardsFor(form.total)
  const [from, to] = [facts.claimFrom.toISOString(), facts.claimTo.toISOString()]
  const rules: Rules = { batchId, version, merchantId, merchantName, zone, form }
  const words = { promotionId, shards, live, claimFrom: from, claimTo: to, ...(live ? listed(to, batchId) : {}) }
  const batch: BatchItem = { ...batchKey(batchId), ...rules, ...words }
  const kept: RulesItem = { ...rulesKey(batchId, version), ...rules }
  const stock = sharesOf(form.total, shards).map((left, shard) => ({
    ...stockKey(batchId, shard),
    left,
    live,
    from,
    to,
    version,
  }))
  return [batch, kept, ...stock].map((item) => ({ put: item, when: 'absent', orElse: () => new Problem('table.busy') }))
}

/** Opens a batch to guests, all of its stock at once. Opening again changes nothing. */
export async function openBatch(table: Table, batchId: string): Promise<void> {
  const batch = (await table.get(batchKey(batchId))) as BatchItem | undefined
  if (!batch || batch.live) return
  const stock: Write[] = Array.from({ length: batch.shards }, (_, shard) => ({
    change: stockKey(batchId, shard),
    set: { live: true },
    when: 'present',
    orElse: () => new Problem('table.busy'),
  }))
  await table.commit(
    {
      change: batchKey(batchId),
      set: { live: true, ...listed(batch.claimTo, batchId) },
      when: { field: 'live', is: false },
      orElse: () => 'mine',
    },
    ...stock,
  )
}

const listed = (claimTo: string, batchId: string) => ({ list: offers, listAt: `${claimTo}#${batchId}` })

export interface BatchSeen {
  batch: BatchItem
  left: number
  state: 'open' | 'not_started' | 'ended' | 'paused' | 'sold_out' | 'draft'
}

/** Batches as their marketer sees them: strong reads, nothing kept. */
export async function seeBatches(table: Table, batchIds: string[], now: Date): Promise<BatchSeen[]> {
  const batches = (await table.getMany(batchIds.map(batchKey))) as BatchItem[]
  return Promise.all(
    batches.map(async (batch) => {
      const stock = await stocksOf(table, batch)
      const left = stock.reduce((sum, one) => sum + one.left, 0)
      return { batch, left, state: batch.live ? stateOfOffer(stock, now) : ('draft' as const) }
    }),
  )
}
