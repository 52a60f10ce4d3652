import { Problem } from '../../shared/problem.ts'
import { fingerprint } from '../kernel/ids.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { allStores, type StoreItem, storeKey } from '../stores/stores.ts'
import { entryOf, type PlaceItem, placeKey } from './items.ts'

const races = 10

/**
 * Brings the index to where the store is now: one entry, none once it is closed for good. It asks the store and not the change that
 * called for it, and the place before the store, so that whoever comes late, twice or out of turn writes nothing older over what is there.
 */
export async function placeStore(table: Table, storeId: string): Promise<void> {
  const moved = new Problem('table.busy')
  for (let race = 0; race < races; race++) {
    const place = (await table.get(placeKey(storeId))) as PlaceItem | undefined
    const store = (await table.get(storeKey(storeId))) as StoreItem | undefined
    const entry = store && !store.forGood ? entryOf(store) : undefined
    if (place?.print === (entry && fingerprint(entry))) return
    try {
      await table.commit(...move(storeId, place, entry, moved))
      return
    } catch (problem) {
      if (problem !== moved) throw problem
    }
  }
  throw moved
}

function move(storeId: string, place: PlaceItem | undefined, entry: StoreItem | undefined, moved: Problem): Write[] {
  const { turn = 0, cell: pk, at: sk } = place ?? {}
  const isLeft = pk !== undefined && sk !== undefined && (pk !== entry?.pk || sk !== entry.sk)
  const next: PlaceItem = { ...placeKey(storeId), turn: turn + 1 }
  return [
    {
      put: entry ? { ...next, cell: entry.pk, at: entry.sk, print: fingerprint(entry) } : next,
      when: place ? { field: 'turn', is: turn } : 'absent',
      orElse: () => moved,
    },
    ...(isLeft ? [{ remove: { pk, sk }, when: 'always' as const }] : []),
    ...(entry ? [{ put: entry, when: 'always' as const }] : []),
  ]
}

/** For stores that were there before the index was: the feed speaks of changes alone. */
export async function placeStoresOf(table: Table, merchantId: string): Promise<void> {
  for (const { storeId } of await allStores(table, merchantId)) await placeStore(table, storeId)
}
