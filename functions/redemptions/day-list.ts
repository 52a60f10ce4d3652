import type { Language } from '../../shared/problems.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { dayIn } from '../kernel/zone.ts'
import { maskedMembers } from '../members/members.ts'
import { getStoreZone } from '../stores/stores.ts'
import { type DayItem, type DayTotals, dayPrefix, dayTotalsKey } from './items.ts'
import { mustWorkAt } from './redemptions.ts'
import { shownRedemption } from './shown.ts'

/** What was redeemed in a store on a day, newest first, with the sums over the day; derived by the feed within a second. */
export async function listRedemptions(
  table: Table,
  clerk: Staff,
  question: { storeId: string; day?: string; limit?: number; cursor?: string },
  language: Language,
  now: Date,
) {
  const { storeId, limit, cursor } = question
  mustWorkAt(clerk, storeId)
  const day = question.day ?? dayIn(await getStoreZone(table, storeId, now), now)
  const totalsKey = dayTotalsKey(storeId, day)
  const [page, found] = await Promise.all([
    table.query({ pk: totalsKey.pk, prefix: dayPrefix, backward: true, limit, cursor }),
    table.get(totalsKey),
  ])
  const lines = page.items as DayItem[]
  const members = await maskedMembers(
    table,
    lines.map((line) => line.memberId),
    language,
  )
  const items = await Promise.all(
    lines.map((line) => shownRedemption(table, line, members.get(line.memberId) ?? '', language, now)),
  )
  const { redeemed = 0, undone = 0, discountFen = 0, payFen = 0, voucherFen } = (found ?? {}) as Partial<DayTotals>
  return { items, nextCursor: page.cursor, day, totals: { redeemed, undone, discountFen, payFen, voucherFen } }
}
