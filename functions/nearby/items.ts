import type { Item, Key } from '../kernel/table/table.ts'
import type { StoreItem } from '../stores/stores.ts'
import { leafOf, partitionOf } from './cells.ts'

/** Where the index has a store. It is what makes two hands that place one store wait for each other: `turn` grows with each move. */
export type PlaceItem = Item & {
  turn: number
  /** Partition and place of its one entry; absent while it has none. */
  cell?: string
  at?: string
  /** Of the entry. */
  print?: string
}

export const cellPk = (partition: string) => `GEO#${partition}`
export const placeKey = (storeId: string): Key => ({ pk: `STORE#${storeId}`, sk: 'PLACE' })

/** The store as guests look for it: all that a list of stores says, so that finding them is reading them. */
export function entryOf(store: StoreItem): StoreItem {
  const { list, listAt, changes, asked, closedAsk, createdAt, ...seen } = store
  const leaf = leafOf(store)
  return { ...seen, pk: cellPk(partitionOf(leaf)), sk: `${leaf}#${store.storeId}` }
}
