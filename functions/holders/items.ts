import { dueAt } from '../kernel/due.ts'
import { fingerprint, spread } from '../kernel/ids.ts'
import type { Item, Key, Write } from '../kernel/table/table.ts'

/** By hash of the member, so that the holders of a rush are no hot partition. */
export const shards = 16

/** Who holds, or held, something of an offer (a batch or a deal): where to look, never that it is still so. */
export const holdersOf = (offerId: string, shard: number) => `HOLDS#${offerId}#${shard}`

export function putHolder(offerId: string, memberId: string): Write {
  const key = { pk: holdersOf(offerId, spread(memberId, shards)), sk: memberId }
  return { put: { ...key, memberId }, when: 'always' }
}

/** One for each store: the holders of what is good there are told of its closing, some at a time. */
export interface TellItem extends Item {
  storeId: string
  /** `from` of the closing: another closing is told anew, and an end of it ends the telling. */
  closedFrom: string
  /** How far it is: of the offers in the order of their ids, and of the holders of one. */
  offerId?: string
  shard?: number
  cursor?: string
  dueAt?: string
}

const tellKey = (storeId: string): Key => ({ pk: `STORE#${storeId}`, sk: 'TELL' })

export function beginTelling(storeId: string, closedFrom: string): Write {
  const item: TellItem = { ...tellKey(storeId), storeId, closedFrom, ...dueOf(storeId, closedFrom, closedFrom) }
  return { put: item, when: 'always' }
}

export function goOn(item: TellItem, at: { offerId: string; shard: number; cursor: string | undefined }, now: Date): Write {
  const { pk, sk, storeId, closedFrom } = item
  const { cursor, ...place } = at
  return {
    put: { pk, sk, storeId, closedFrom, ...place, ...(cursor && { cursor }), ...dueOf(storeId, closedFrom, now.toISOString()) },
    when: { field: 'dueAt', is: String(item.dueAt) },
    orElse: () => 'mine',
  }
}

export function endTelling({ pk, sk, dueAt: seen }: TellItem): Write {
  return { remove: { pk, sk }, when: { field: 'dueAt', is: String(seen) }, orElse: () => 'mine' }
}

const dueOf = (storeId: string, closedFrom: string, at: string) =>
  dueAt(`${storeId}-${fingerprint(closedFrom)}`, at, 'store.closed')
