import type { BatchForm } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import type { SetVersion } from '../stores/stores.ts'
import { listed, reserveOf, rulesItem } from './batches.ts'
import type { BatchItem, StockItem } from './items.ts'
import { standingOf, stockLeft } from './offers.ts'
import { batchKey, stockKey } from './places.ts'
import { awaitReclaim } from './reclaim.ts'
import { checkRushEdit } from './rush.ts'
import { sharesOf, sharesTaken } from './shares.ts'

const races = 5

/** What a batch says from now on. */
export interface Revision {
  form: BatchForm
  /** The stores are the promotion's, not its own. */
  inheritsStores: boolean
  /** What a set among its stores means now. */
  storeSet?: SetVersion | undefined
  claimFrom: Date
  claimTo: Date
}

/**
 * A new version of a batch's rules for claims from now on: what is held names the version it was claimed under. A larger total adds
 * to what is left, a smaller one takes from it and never below what was given out (input.invalid, field total). `stale` is thrown
 * where somebody revised it meanwhile.
 */
export async function reviseBatch(
  table: Table,
  batch: BatchItem,
  next: Revision,
  stale: () => Problem,
  under: Write[] = [],
): Promise<void> {
  checkRushEdit(batch, next.form)
  // A claim reads it from words that are seconds old.
  if (next.form.rewardOnly !== batch.form.rewardOnly) throw new Problem('input.invalid', { field: 'rewardOnly' })
  const moved = new Problem('table.busy')
  for (let race = 0; race < races; race++) {
    const { stock } = await standingOf(table, batch)
    const added = next.form.total - batch.form.total
    const left = stockLeft(stock)
    if (left + added < 0) {
      throw new Problem('input.invalid', { field: 'total', details: { least: batch.form.total - left } })
    }
    try {
      await table.commit(...under, ...versionUp(batch, next, stale), ...stockUp(batch, next, stock, added, moved))
      return
    } catch (problem) {
      // A claim took of the stock that was to be taken away: look again.
      if (problem !== moved) throw problem
    }
  }
  throw moved
}

function versionUp(batch: BatchItem, next: Revision, stale: () => Problem): Write[] {
  const { batchId, merchantId, merchantName, zone } = batch
  const version = batch.version + 1
  const claimTo = next.claimTo.toISOString()
  const { form, storeSet } = next
  const rules = rulesItem({ batchId, version, merchantId, merchantName, zone, form, storeSet }, next.claimTo)
  const reserveFen = reserveOf({ budgeted: batch.budgeted === true }, next.form)
  return [
    {
      change: batchKey(batchId),
      set: {
        ...{ version, form: next.form, claimFrom: next.claimFrom.toISOString(), claimTo },
        ...(next.inheritsStores ? { inheritsStores: true } : {}),
        ...(reserveFen === undefined ? {} : { reserveFen }),
        ...(storeSet === undefined ? {} : { storeSet }),
        ...(batch.list === undefined ? {} : listed(claimTo, batchId)),
      },
      drop: [
        ...(next.inheritsStores ? [] : ['inheritsStores']),
        ...(reserveFen === undefined ? ['reserveFen'] : []),
        ...(storeSet === undefined ? ['storeSet'] : []),
      ],
      when: { field: 'version', is: batch.version },
      orElse: stale,
    },
    { put: rules, when: 'absent', orElse: stale },
    // Its window may begin again after it was over.
    ...(batch.flash ? [awaitReclaim(batchId, next.claimFrom.toISOString())] : []),
  ]
}

function stockUp(batch: BatchItem, next: Revision, stock: StockItem[], added: number, moved: Problem): Write[] {
  const lefts = stock.map((one) => one.left)
  const steps = added >= 0 ? sharesOf(added, stock.length) : sharesTaken(lefts, -added).map((taken) => -taken)
  const [from, to] = [next.claimFrom.toISOString(), next.claimTo.toISOString()]
  return steps.map((step, shard) => ({
    change: stockKey(batch.batchId, shard),
    set: { version: batch.version + 1, from, to },
    add: { left: step },
    when: {
      all: [
        { field: 'version', is: batch.version },
        { field: 'left', atLeast: -step },
      ],
    },
    orElse: () => moved,
  }))
}
