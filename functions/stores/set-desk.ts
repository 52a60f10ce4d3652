import { Problem } from '../../shared/problem.ts'
import type { StoreSet } from '../../shared/store-contracts.ts'
import type { StoreRule } from '../../shared/stores.ts'
import { guard, madeBefore, makeOnce } from '../kernel/guard.ts'
import { fingerprint, newId, spread } from '../kernel/ids.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { allStores } from './all.ts'
import { type BucketItem, bucketKey, type SetItem, setKey, setsOf, storeKey } from './items.ts'
import { bucketsFor, cityName, mostInSet } from './rules.ts'
import { idsInSet } from './sets.ts'

/** What a marketer fills in: the stores one by one, or a rule. */
export interface SetForm {
  name: string
  storeIds?: string[] | undefined
  rule?: StoreRule | undefined
}
export async function createStoreSet(
  table: Table,
  marketer: Staff,
  form: SetForm,
  key: string | undefined,
  now: Date,
): Promise<StoreSet> {
  const { memberId } = marketer
  const before = await madeBefore(table, memberId, 'createStoreSet', key, form)
  if (before !== undefined) return shownSet(await find(table, marketer, before))
  const storeSetId = newId('set', now)
  const { item, buckets } = await versionOf(table, marketer, storeSetId, 1, form, now)
  const writes: Write[] = [item, ...buckets].map((put) => ({ put, when: 'absent', orElse: () => new Problem('table.busy') }))
  const guarded = key === undefined ? undefined : guard(memberId, 'createStoreSet', key, form, storeSetId)
  return shownSet(await find(table, marketer, await makeOnce(table, guarded, writes, storeSetId)))
}

/** The next version, whole, in the commit that makes it the present one: nobody ever meets half of it. */
export async function updateStoreSet(
  table: Table,
  marketer: Staff,
  asked: SetForm & { storeSetId: string; version: number },
  now: Date,
): Promise<StoreSet> {
  const { storeSetId, version, ...form } = asked
  await find(table, marketer, storeSetId)
  const { item, buckets } = await versionOf(table, marketer, storeSetId, version + 1, form, now)
  const next: Write = {
    put: item,
    when: { field: 'version', is: version },
    orElse: (old) => {
      const there = old as SetItem | undefined
      if (!there) return new Problem('set.not_found')
      if (there.version === version + 1 && there.asked === item.asked) return 'mine'
      const { name, rule, storeCount } = there
      return new Problem('version.stale', {
        field: 'version',
        details: { version: there.version, changed: { name, rule, storeCount } },
      })
    },
  }
  const busy = () => new Problem('table.busy')
  await table.commit(next, ...buckets.map((put): Write => ({ put, when: 'absent', orElse: busy })))
  return shownSet(await find(table, marketer, storeSetId))
}

export async function getStoreSet(table: Table, marketer: Staff, storeSetId: string, now: Date) {
  const set = await find(table, marketer, storeSetId)
  return { ...shownSet(set), storeIds: set.rule === undefined ? await idsInSet(table, set, now) : undefined }
}

export async function listStoreSets(table: Table, marketer: Staff, question: { limit?: number; cursor?: string }) {
  const page = await table.query({ pk: setsOf(marketer.merchantId), backward: true, ...question })
  return { items: (page.items as SetItem[]).map(shownSet), nextCursor: page.cursor }
}

/** Another merchant's set is answered like one that is not there. */
async function find(table: Table, { merchantId }: Staff, storeSetId: string): Promise<SetItem> {
  const set = (await table.get(setKey(merchantId, storeSetId))) as SetItem | undefined
  if (!set) throw new Problem('set.not_found')
  return set
}

async function versionOf(
  table: Table,
  { merchantId, memberId }: Staff,
  storeSetId: string,
  version: number,
  form: SetForm,
  now: Date,
): Promise<{ item: SetItem; buckets: BucketItem[] }> {
  const { name, rule } = form
  const storeIds =
    rule === undefined ? await ownIds(table, merchantId, form.storeIds ?? []) : await ruledIds(table, merchantId, rule)
  const buckets = bucketsFor(storeIds.length)
  const set = { storeSetId, version, buckets, storeCount: storeIds.length }
  const asked = fingerprint({ memberId, form })
  const item: SetItem = {
    ...setKey(merchantId, storeSetId),
    ...set,
    merchantId,
    name,
    rule,
    changedAt: now.toISOString(),
    asked,
  }
  const held = Array.from({ length: buckets }, (_, n): BucketItem => ({ ...bucketKey(set, n), storeIds: [] }))
  for (const storeId of storeIds) held[spread(storeId, buckets)]?.storeIds.push(storeId)
  return { item, buckets: held }
}

async function ownIds(table: Table, merchantId: string, storeIds: string[]): Promise<string[]> {
  if (new Set(storeIds).size !== storeIds.length) throw new Problem('input.invalid', { field: 'storeIds' })
  const own = new Set<string>()
  for (let at = 0; at < storeIds.length; at += 100) {
    const found = await table.getMany(storeIds.slice(at, at + 100).map(storeKey))
    for (const store of found) if (store.merchantId === merchantId) own.add(String(store.storeId))
  }
  const wrong = storeIds.findIndex((storeId) => !own.has(storeId))
  if (wrong >= 0) throw new Problem('store.not_found', { field: `storeIds.${wrong}` })
  return storeIds
}

/** A rule speaks of the stores as they are now, without those that are closed for good. */
async function ruledIds(table: Table, merchantId: string, rule: StoreRule): Promise<string[]> {
  const all = await allStores(table, merchantId)
  const isOf = (city: string) => rule === 'all' || cityName(city) === cityName(rule.city)
  const ruled = all.filter(({ city, forGood }) => !forGood && isOf(city))
  if (ruled.length === 0 || ruled.length > mostInSet)
    throw new Problem('input.invalid', { field: 'rule', details: { stores: ruled.length } })
  return ruled.map(({ storeId }) => storeId)
}

function shownSet({ storeSetId, version, name, rule, storeCount, changedAt }: SetItem): StoreSet {
  return { storeSetId, version, name, rule, storeCount, changedAt }
}
