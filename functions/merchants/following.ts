import type { Change } from '../kernel/feed.ts'
import type { Item, Table } from '../kernel/table/table.ts'
import { isMerchant, type MerchantItem, merchantKey } from './items.ts'

/** Where the items lie that bear a merchant's name, in the index `list`: its stores, and who works there. */
const bearers = (merchantId: string) => [`STORES#${merchantId}`, `STAFF#${merchantId}`]

/**
 * Takes a merchant's new name to its stores and its staff, by the feed. It asks the merchant and not the change that called for it, so
 * that whoever comes late or twice writes nothing older. Offers keep the name that they were made under, as coupons keep their rules.
 */
export async function followName(table: Table, { old, new: item }: Change): Promise<void> {
  if (!item || !isMerchant(item) || !old || old.name === item.name) return
  const { merchantId } = item
  const { name } = (await table.get(merchantKey(merchantId))) as MerchantItem
  for (const pk of bearers(merchantId))
    for (const one of await itemsIn(table, pk)) if (one.merchantName !== name) await rename(table, one, merchantId, name)
}

async function itemsIn(table: Table, pk: string): Promise<Item[]> {
  const found: Item[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ index: 'list', pk, cursor })
    found.push(...page.items)
    cursor = page.cursor
  } while (cursor !== undefined)
  return found
}

/** One who works elsewhere by now keeps that name. */
async function rename(table: Table, { pk, sk }: Item, merchantId: string, merchantName: string): Promise<void> {
  const when = { field: 'merchantId', is: merchantId }
  await table.commit({ change: { pk, sk }, set: { merchantName }, when, orElse: () => 'mine' })
}
