import type { Table } from '../kernel/table/table.ts'
import { type StoreItem, storesOf } from './items.ts'

/** Every store of a merchant, by name, as the index has it now. */
export async function allStores(table: Table, merchantId: string): Promise<StoreItem[]> {
  const stores: StoreItem[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ index: 'list', pk: storesOf(merchantId), cursor })
    stores.push(...(page.items as StoreItem[]))
    cursor = page.cursor
  } while (cursor !== undefined)
  return stores
}
