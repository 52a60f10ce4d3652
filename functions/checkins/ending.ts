import type { Table } from '../kernel/table/table.ts'
import { dayAfter } from '../kernel/zone.ts'
import { type VisitItem, visitPrefix, visitsOf } from './items.ts'

/** No business day that has begun anywhere on the earth is older. */
const daysBack = 2
const keptDays = 4

/**
 * What erasing leaves of a member's visits: of the last days a stub at their place, so that who comes back on the same day is not there a
 * second time; the table forgets it when those days are over. Everything older is removed with the rest. A repeat changes nothing.
 */
export async function endVisits(table: Table, memberId: string, erasedAt: string): Promise<void> {
  const from = `${visitPrefix}${dayAfter(erasedAt.slice(0, 10), -daysBack)}`
  const expires = Math.floor(Date.parse(erasedAt) / 1000) + keptDays * 86_400
  let cursor: string | undefined
  do {
    const page = await table.query({ pk: visitsOf(memberId), from, to: `${visitPrefix}~`, cursor })
    const recent = page.items as VisitItem[]
    const stubs = recent.map(({ pk, sk, visitId }) => ({ pk, sk, visitId, memberId, erasedAt, expires }))
    if (stubs.length > 0) await table.commit(...stubs.map((put) => ({ put, when: 'always' as const })))
    cursor = page.cursor
  } while (cursor !== undefined)
}
