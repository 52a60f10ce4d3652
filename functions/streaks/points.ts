import type { PointsEntry } from '../../shared/streaks.ts'
import type { Table } from '../kernel/table/table.ts'
import { type BalanceItem, balancePrefix, type PointsItem, partitionOf, pointsPrefix } from './items.ts'

/** The points of a member with each merchant, and a page of the ledger; inside a page newest first. */
export async function listMyPoints(
  table: Table,
  memberId: string,
  question: { limit?: number | undefined; cursor?: string | undefined },
) {
  const pk = partitionOf(memberId)
  const { limit = 50, cursor } = question
  const [page, sums] = await Promise.all([
    table.query({ pk, prefix: pointsPrefix, backward: true, limit, cursor }),
    table.query({ pk, prefix: balancePrefix }),
  ])
  const items = (page.items as PointsItem[])
    .map(({ merchantId, merchantName, points, title, streakId, round, at }): PointsEntry => {
      return { merchantId, merchantName, points, title, streakId, round, at }
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1))
  const balances = (sums.items as BalanceItem[]).map(({ merchantId, merchantName, points }) => ({
    ...{ merchantId, merchantName, points },
  }))
  return { items, balances, nextCursor: page.cursor }
}
