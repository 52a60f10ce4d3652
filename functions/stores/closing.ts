import { Problem } from '../../shared/problem.ts'
import type { DeskStore } from '../../shared/store-contracts.ts'
import { goodOnlyAt, type Lonely, moveGate } from '../coupons/coupons.ts'
import { countsOfBatches } from '../events/events.ts'
import { tellOfClosing } from '../holders/holders.ts'
import { fingerprint } from '../kernel/ids.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { type Closing, closedMarkKey, type StoreItem, storeKey } from './items.ts'
import { lastDayOf } from './rules.ts'
import { deskStore } from './shown.ts'
import { forgetStore, mustKeep } from './stores.ts'

export interface ClosingAsked {
  storeId: string
  until?: string | undefined
  forGood?: true | undefined
  reason: string
  confirmHolders?: true | undefined
}

/**
 * Closes a store from now on, until the end of a day or for good. For good also ends the claiming of what is good nowhere else; a
 * crash between is mended by closing again.
 */
export async function closeStore(table: Table, staff: Staff, asked: ClosingAsked, now: Date): Promise<DeskStore> {
  const { storeId, reason } = asked
  const store = await mustKeep(table, staff, storeId)
  const until = lastDayOf(asked, store.zone, now)
  const lonely = until === undefined ? await goodOnlyAt(table, store, now) : []
  if (until === undefined && !store.forGood && !asked.confirmHolders) await refuseHolders(table, lonely)
  const ask = fingerprint({ memberId: staff.memberId, until, reason })
  const closed: Closing = { from: now.toISOString(), ...(until !== undefined && { until }), reason, by: staff.name }
  const forGood = until === undefined && { forGood: true as const }
  await table.commit(
    {
      change: storeKey(storeId),
      set: { closed, closedAsk: ask, ...forGood },
      when: { all: ['present', { field: 'forGood', has: false }, { field: 'closedAsk', not: ask }] },
      orElse: (old) => {
        if (!old) return new Problem('store.not_found', { field: 'storeId' })
        const isSo = old.closedAsk === ask || (until === undefined && old.forGood)
        return isSo ? 'mine' : new Problem('store.closed', { details: { forGood: true } })
      },
    },
    { change: closedMarkKey(store.merchantId, storeId), set: { storeId, closed }, when: 'always' },
    tellOfClosing(storeId, closed.from),
  )
  forgetStore(store)
  for (const { batchId, state } of lonely) if (state !== 'draft') await moveGate(table, batchId, 'stop')
  return present(table, storeId, now)
}

/** Takes a closing for some days back; what is open stays so. Refuses with store.closed where it is for good. */
export async function reopenStore(table: Table, staff: Staff, storeId: string, now: Date): Promise<DeskStore> {
  const store = await mustKeep(table, staff, storeId)
  const drop = ['closed', 'closedAsk']
  const open: Write = {
    change: storeKey(storeId),
    drop,
    when: { all: ['present', { field: 'forGood', has: false }] },
    orElse: () => new Problem('store.closed', { details: { forGood: true } }),
  }
  await table.commit(open, {
    change: closedMarkKey(store.merchantId, storeId),
    set: { storeId },
    drop: ['closed'],
    when: 'always',
  })
  forgetStore(store)
  return present(table, storeId, now)
}

/** `held` is at most so many: claimed and not used, whether or not some have expired. */
async function refuseHolders(table: Table, lonely: Lonely[]) {
  const counts = await countsOfBatches(table, lonely)
  const batches = lonely
    .map(({ batchId, title, left, state }) => {
      const { claimed = 0, redeemed = 0 } = counts.get(batchId) ?? {}
      const isClaimable = state === 'open' || state === 'paused' || state === 'not_started'
      return { batchId, title, claimable: isClaimable ? left : 0, held: Math.max(0, claimed - redeemed) }
    })
    .filter(({ claimable, held }) => claimable > 0 || held > 0)
  if (batches.length > 0) throw new Problem('store.has_holders', { field: 'confirmHolders', details: { batches } })
}

async function present(table: Table, storeId: string, now: Date): Promise<DeskStore> {
  return deskStore((await table.get(storeKey(storeId))) as StoreItem, undefined, now)
}
