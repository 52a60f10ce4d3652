import { Problem } from '../../shared/problem.ts'
import { spread } from '../kernel/ids.ts'
import { Recent } from '../kernel/recent.ts'
import type { Table } from '../kernel/table/table.ts'
import { type BucketItem, bucketKey, bucketsOf, type SetItem, type SetVersion, setKey } from './items.ts'

// A version never changes, so what is known of one is known for good.
const forever = 365 * 86_400
const belongs = new Recent<boolean>(20_000)
const members = new Recent<string[]>(200)

/** The set as it is now, for an offer to name. Refuses with set.not_found and the field. */
export async function findSet(table: Table, merchantId: string, storeSetId: string, field: string): Promise<SetVersion> {
  const set = (await table.get(setKey(merchantId, storeSetId))) as SetItem | undefined
  if (!set) throw new Problem('set.not_found', { field })
  const { version, buckets, storeCount } = set
  return { storeSetId, version, buckets, storeCount }
}

/** Whether a store belongs to a version of a set: one read by key, and none once a process knows. */
export async function isInSet(table: Table, set: SetVersion, storeId: string, now: Date): Promise<boolean> {
  const load = async () => {
    const bucket = (await table.get(bucketKey(set, spread(storeId, set.buckets)))) as BucketItem | undefined
    return bucket?.storeIds.includes(storeId) ?? false
  }
  return (await belongs.or(`${bucketsOf(set)}#${storeId}`, now, forever, load)) ?? false
}

/** Every store of a version, for showing them. */
export async function idsInSet(table: Table, set: SetVersion, now: Date): Promise<string[]> {
  const load = async () => {
    const storeIds: string[] = []
    let cursor: string | undefined
    do {
      const page = await table.query({ pk: bucketsOf(set), cursor })
      storeIds.push(...(page.items as BucketItem[]).flatMap((bucket) => bucket.storeIds))
      cursor = page.cursor
    } while (cursor !== undefined)
    return storeIds
  }
  return (await members.or(bucketsOf(set), now, forever, load)) ?? []
}
