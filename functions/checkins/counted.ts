import type { Table } from '../kernel/table/table.ts'
import { type VisitItem, visitPrefix, visitsOf } from './items.ts'

/** Every visit of a member at a merchant's stores that counts, from a business day on, oldest first: for what hangs on visits. */
export async function countedVisits(table: Table, memberId: string, merchantId: string, fromDay: string): Promise<VisitItem[]> {
  const visits: VisitItem[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ pk: visitsOf(memberId), from: visitPrefix + fromDay, to: `${visitPrefix}~`, cursor })
    visits.push(...(page.items as VisitItem[]).filter((visit) => isCounted(visit, merchantId)))
    cursor = page.cursor
  } while (cursor !== undefined)
  return visits
}

export const isCounted = ({ state, ...visit }: VisitItem, merchantId: string) =>
  state === 'counted' && visit.merchantId === merchantId
