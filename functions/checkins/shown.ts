import type { Visit } from '../../shared/checkins.ts'
import type { Language } from '../../shared/problems.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { findStore } from '../stores/stores.ts'
import type { VisitItem } from './items.ts'
import { saidReasons } from './words.ts'

/** As its member sees it; in the time of the store. */
export async function shownVisit(table: Table, visit: VisitItem, language: Language, now: Date): Promise<Visit> {
  const { visitId, storeId, at, day, state, decision, score, reasons, proofs, late, reviewed } = visit
  const { name = '', merchantName = '', zone = 'UTC' } = (await findStore(table, storeId, now)) ?? {}
  return {
    ...{ visitId, storeId, day, state, decision, score, proofs },
    storeName: name,
    merchantName,
    at: instantIn(zone, at),
    reasons: saidReasons(reasons, language),
    reviewed: reviewed && { decision: reviewed.decision, at: instantIn(zone, reviewed.at), reason: reviewed.reason },
    late: late && { receivedAt: instantIn(zone, late.receivedAt) },
  }
}
