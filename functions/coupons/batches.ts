import type { BatchForm } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import type { Batch } from '../../shared/promotions.ts'
import { mostCost } from '../../shared/settle.ts'
import { usableOf } from '../deals/deals.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import type { SetVersion } from '../stores/stores.ts'
import { reserve } from './budget.ts'
import type { BatchItem, Gate, Rules, RulesItem } from './items.ts'
import { standingOf, stateOfOffer, stockLeft } from './offers.ts'
import { batchKey, offers, rulesKey, stockKey } from './places.ts'
import { awaitReclaim } from './reclaim.ts'
import { checkFlash, flashShardsFor, isFlash } from './rush.ts'
import { shardsFor, sharesOf } from './shares.ts'
import { flashStock } from './slots.ts'
import { usable } from './times.ts'

/** Where a batch belongs and when it can be claimed. */
export interface BatchFacts {
  batchId: string
  promotionId: string
  merchantId: string
  merchantName: string
  zone: string
  claimFrom: Date
  claimTo: Date
  gate: Gate
  pausedFor?: string
  /** What a set among its stores means now. */
  storeSet?: SetVersion | undefined
  /** The stores are the promotion's, not its own. */
  inheritsStores: boolean
  /** Its promotion holds so many percent of members out. */
  holdOutPercent?: number | undefined
  /** Its promotion has a budget: each claim reserves the most that the coupon can cost. */
  budgeted: boolean
}

/** A new batch: its words, the first version of its rules, and the stock; at most 18 writes for one commit, 68 for a flash batch. Refuses with input.invalid, promotion.budget_spent. */
export function newBatch(facts: BatchFacts, form: BatchForm): Write[] {
  const { batchId, promotionId, merchantId, merchantName, zone, gate, pausedFor } = facts
  const version = 1
  checkFlash(form)
  const flash = isFlash(form)
  const shards = flash ? flashShardsFor(form) : shardsFor(form.total)
  const [from, to] = [facts.claimFrom.toISOString(), facts.claimTo.toISOString()]
  const { budgeted, inheritsStores, storeSet } = facts
  const rules: Rules = { batchId, version, merchantId, merchantName, zone, form, storeSet }
  const reserveFen = reserveOf(facts, form)
  const words = { promotionId, shards, gate, pausedFor, claimFrom: from, claimTo: to, reserveFen }
  const batch: BatchItem = {
    ...batchKey(batchId),
    ...rules,
    ...words,
    flash: flash || undefined,
    budgeted: budgeted || undefined,
    inheritsStores: inheritsStores || undefined,
    holdOutPercent: facts.holdOutPercent || undefined,
    ...(gate === 'draft' ? {} : listed(to, batchId)),
  }
  const kept = rulesItem(rules, facts.claimTo)
  const claimable = { gate, from, to, version }
  const stock = sharesOf(form.total, shards).map((left, shard) =>
    flash ? flashStock(batchId, shard, left, claimable) : { ...stockKey(batchId, shard), left, ...claimable },
  )
  const busy = () => new Problem('table.busy')
  const items: Write[] = [batch, kept, ...stock].map((item) => ({ put: item, when: 'absent', orElse: busy }))
  if (!flash) return items
  // The claims of a rush cannot wait for one budget: all that they may cost is set aside at once.
  return [...items, awaitReclaim(batchId, from), ...(reserveFen ? [reserve(promotionId, reserveFen * form.total)] : [])]
}

/** A version of the rules, found by the last instant at which a coupon under it may be used. */
export function rulesItem(rules: Rules, claimTo: Date): RulesItem {
  const { batchId, version, merchantId, zone, form } = rules
  const until = usable(form.validity, claimTo, zone).to.toISOString()
  return { ...rulesKey(batchId, version), ...rules, list: usableOf(merchantId), listAt: `${until}#${batchId}#${version}` }
}

/** Nothing is reserved for what costs nothing. */
export const reserveOf = (facts: { budgeted: boolean }, form: BatchForm) =>
  (facts.budgeted && mostCost(form.benefit)) || undefined

/** The gates that each order of a marketer moves; from any other gate it changes nothing. */
const moves: { [order in 'open' | 'pause' | 'resume' | 'stop']: { from: Gate[]; to: Gate } } = {
  open: { from: ['draft'], to: 'open' },
  // Also of a paused one: it may be for another reason now.
  pause: { from: ['open', 'paused'], to: 'paused' },
  resume: { from: ['paused'], to: 'open' },
  stop: { from: ['draft', 'open', 'paused'], to: 'stopped' },
}

/**
 * Moves the gate of a batch and of all of its stock at once, so that the next claim meets it. A repeat changes nothing, nor does
 * an order that `under` says is no longer meant.
 */
export async function moveGate(
  table: Table,
  batchId: string,
  order: keyof typeof moves,
  under: Write[] = [],
  pausedFor?: string,
): Promise<void> {
  const batch = (await table.get(batchKey(batchId))) as BatchItem | undefined
  const { from, to: gate } = moves[order]
  if (!batch || !from.includes(batch.gate)) return
  const stock: Write[] = Array.from({ length: batch.shards }, (_, shard) => ({
    change: stockKey(batchId, shard),
    set: { gate },
    when: 'present',
    orElse: () => new Problem('table.busy'),
  }))
  await table.commit(
    ...under,
    {
      change: batchKey(batchId),
      set: {
        gate,
        ...(order === 'open' ? listed(batch.claimTo, batchId) : {}),
        ...(pausedFor === undefined ? {} : { pausedFor }),
      },
      drop: [...(order === 'stop' ? ['list', 'listAt'] : []), ...(pausedFor === undefined ? ['pausedFor'] : [])],
      when: { field: 'gate', is: batch.gate },
      orElse: () => 'mine',
    },
    ...stock,
  )
}

/** The batch, when it is the merchant's. Refuses with batch.not_found. */
export async function ownBatch(table: Table, merchantId: string, batchId: string): Promise<BatchItem> {
  const batch = (await table.get(batchKey(batchId))) as BatchItem | undefined
  if (batch?.merchantId !== merchantId) throw new Problem('batch.not_found')
  return batch
}

export const listed = (claimTo: string, batchId: string) => ({ list: offers, listAt: `${claimTo}#${batchId}` })

export interface BatchSeen {
  batch: BatchItem
  left: number
  state: Batch['state']
}

/** Batches as their marketer sees them: strong reads, nothing kept. */
export async function seeBatches(table: Table, batchIds: string[], now: Date): Promise<BatchSeen[]> {
  const batches = (await table.getMany(batchIds.map(batchKey))) as BatchItem[]
  return Promise.all(
    batches.map(async (batch) => {
      const standing = await standingOf(table, batch)
      const left = stockLeft(standing.stock)
      const own = batch.gate === 'draft' || batch.gate === 'stopped' ? batch.gate : undefined
      return { batch, left, state: own ?? stateOfOffer(standing, now) }
    }),
  )
}
