import { perTable, Recent } from '../kernel/recent.ts'
import type { Table } from '../kernel/table/table.ts'
import { isGoodAt } from '../stores/stores.ts'
import { goodAt, type StreakItem, streaksOf } from './items.ts'
import { type Counted, countsAt } from './rules.ts'

const wordsSeconds = 30
const known = perTable(() => ({ streaks: new Recent<StreakItem[]>(2000) }))

/** The merchant's streaks whose window had not ended at that instant, stopped ones too, but no drafts; by the end of their window. */
export async function streaksSince(table: Table, merchantId: string, since: string): Promise<StreakItem[]> {
  const streaks: StreakItem[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ index: 'list', pk: streaksOf(merchantId), from: since, cursor })
    streaks.push(...(page.items as StreakItem[]))
    cursor = page.cursor
  } while (cursor !== undefined)
  return streaks
}

/** Those that count at a store now; words at most half a minute old, which grant nothing. */
export async function streaksAt(table: Table, merchantId: string, storeId: string, now: Date): Promise<StreakItem[]> {
  const at = now.toISOString()
  const all = (await known(table).streaks.or(merchantId, now, wordsSeconds, () => streaksSince(table, merchantId, at))) ?? []
  return among(table, all, { storeId, at }, now)
}

/** How many the merchant has, stopped ones too, where this process knows: then streaksAt asks nothing. */
export const knownCount = (table: Table, merchantId: string, now: Date) => known(table).streaks.get(merchantId, now)?.length

/** The streaks that a visit counts for. */
export async function among(
  table: Table,
  streaks: StreakItem[],
  visit: Pick<Counted, 'storeId' | 'at'>,
  now: Date,
): Promise<StreakItem[]> {
  const found: StreakItem[] = []
  for (const streak of streaks)
    if (countsAt(streak, visit.at) && (await isGoodAt(table, goodAt(streak), visit.storeId, now))) found.push(streak)
  return found
}

/** The visits that count for a streak. */
export async function countedFor(table: Table, streak: StreakItem, visits: Counted[], now: Date): Promise<Counted[]> {
  const found: Counted[] = []
  for (const visit of visits) if ((await among(table, [streak], visit, now)).length > 0) found.push(visit)
  return found
}
