import { Problem } from '../../shared/problem.ts'
import { Recent } from '../kernel/recent.ts'
import type { Table } from '../kernel/table/table.ts'
import { dayAfter } from '../kernel/zone.ts'
import { allStores } from './all.ts'
import { closedNow } from './hours.ts'
import { type ClosedMark, closedMarks, type StoreItem, storeKey } from './items.ts'

const wordsSeconds = 30
/** Above so many it is cheaper to know all of the merchant's. */
const mostOneByOne = 100
const recent = new Recent<StoreItem>(5000)
const recentLists = new Recent<StoreItem[]>(100)
const recentMarks = new Recent<ClosedMark[]>(500)

/** The words about a store, at most half a minute old. */
export async function findStore(table: Table, storeId: string, now: Date): Promise<StoreItem | undefined> {
  return recent.or(storeId, now, wordsSeconds, async () => (await table.get(storeKey(storeId))) as StoreItem | undefined)
}

/** Refuses with store.not_found and names the field when one is missing or belongs to somebody else. */
export async function mustOwn(table: Table, merchantId: string, storeIds: string[], field: string, now: Date): Promise<void> {
  const found = await Promise.all(storeIds.map((storeId) => findStore(table, storeId, now)))
  const wrong = found.findIndex((store) => store?.merchantId !== merchantId)
  if (wrong >= 0) throw new Problem('store.not_found', { field: `${field}.${wrong}` })
}

/** Those of `storeIds`, or all of the merchant's; words at most half a minute old. */
export async function findStores(
  table: Table,
  merchantId: string,
  storeIds: string[] | undefined,
  now: Date,
): Promise<StoreItem[]> {
  if (storeIds && storeIds.length <= mostOneByOne) {
    const found = await Promise.all(storeIds.map((storeId) => findStore(table, storeId, now)))
    return found.filter((store) => store !== undefined)
  }
  const all = (await recentLists.or(merchantId, now, wordsSeconds, () => allStores(table, merchantId))) ?? []
  if (!storeIds) return all
  const wanted = new Set(storeIds)
  const known = all.filter(({ storeId }) => wanted.delete(storeId))
  // What came since the list was read, by an import say, is there by its key.
  return wanted.size > 0 ? [...known, ...(await byKey(table, [...wanted], now))] : known
}

async function byKey(table: Table, storeIds: string[], now: Date): Promise<StoreItem[]> {
  const found: StoreItem[] = []
  for (let at = 0; at < storeIds.length; at += 100) {
    found.push(...((await table.getMany(storeIds.slice(at, at + 100).map(storeKey))) as StoreItem[]))
  }
  const until = new Date(now.getTime() + wordsSeconds * 1000)
  for (const store of found) recent.keep(store.storeId, store, until)
  return found
}

/** The merchant's stores that take no guests now; a closing is seen at most half a minute late, and costs nothing where there is none. */
export async function closedStores(table: Table, merchantId: string, now: Date): Promise<StoreItem[]> {
  const marks = (await recentMarks.or(merchantId, now, wordsSeconds, () => allMarks(table, merchantId))) ?? []
  // A day of some zone on the earth: which it is in the store's own is judged below.
  const today = now.toISOString().slice(0, 10)
  const [first, last] = [dayAfter(today, -2), dayAfter(today, 2)]
  const near = marks.filter(({ closed, closedDays = [] }) => {
    const isClosing = closed && (closed.until === undefined || closed.until >= first)
    return isClosing || closedDays.some(({ day }) => day >= first && day <= last)
  })
  const storeIds = near.map(({ storeId }) => storeId)
  const stores = storeIds.length > 0 ? await findStores(table, merchantId, storeIds, now) : []
  return stores.filter((store) => closedNow(store, now))
}

async function allMarks(table: Table, merchantId: string): Promise<ClosedMark[]> {
  const marks: ClosedMark[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ pk: closedMarks(merchantId), cursor })
    marks.push(...(page.items as ClosedMark[]))
    cursor = page.cursor
  } while (cursor !== undefined)
  return marks
}

/** The process that changed a store knows it at once. */
export function forgetStore({ storeId, merchantId }: Pick<StoreItem, 'storeId' | 'merchantId'>): void {
  recent.forget(storeId)
  recentLists.forget(merchantId)
  recentMarks.forget(merchantId)
}

/** The time zone that a store's days are counted in. */
export async function getStoreZone(table: Table, storeId: string, now: Date): Promise<string> {
  const store = await findStore(table, storeId, now)
  if (!store) throw new Problem('store.not_found')
  return store.zone
}
