import type { ProofKind, Visit } from '../../shared/checkins.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Table } from '../kernel/table/table.ts'
import { businessDay, closedRefusal, findStore, metres, placeOf, type StoreItem } from '../stores/stores.ts'
import { cellOf, metresBetween } from './cells.ts'
import { placeOfVisit, putVisit, type VisitItem, visitIdOf, visitKey, visitPrefix, visitsOf } from './items.ts'
import { type Journey, judge, type Told, usualAccuracy, usualThresholds } from './rules.ts'
import { shownVisit } from './shown.ts'
import { readStoreQr } from './store-codes.ts'
import { saidReasons } from './words.ts'

export { type VisitItem, visitPrefix } from './items.ts'

/** What a phone sends. */
export interface Asked {
  storeId?: string | undefined
  qr?: string | undefined
  lat?: number | undefined
  lng?: number | undefined
  accuracy?: number | undefined
  mock?: boolean | undefined
}

/** So many of the last visits are looked at for how fast somebody travelled. */
const pastRead = 20

/**
 * The visit of this business day: made now where the proofs are enough, or as it stands. Refuses with checkin.* and store.*; a refused
 * check-in leaves nothing. The coordinates live in this call only.
 */
export async function checkIn(table: Table, memberId: string, asked: Asked, language: Language, now: Date): Promise<Visit> {
  const qr = asked.qr === undefined ? undefined : await readStoreQr(asked.qr.trim(), now)
  const storeId = asked.storeId ?? qr?.storeId ?? ''
  if (qr && qr.storeId !== storeId) throw new Problem('checkin.wrong_store', { field: 'qr', details: { storeId: qr.storeId } })
  const [store, past] = await Promise.all([findStore(table, storeId, now), lastVisits(table, memberId)])
  if (!store) throw new Problem('store.not_found', { field: 'storeId' })
  const day = businessDay(store, now)
  const key = visitKey(memberId, day, storeId)
  const there = past.find(({ sk }) => sk === key.sk)
  if (there) return shownVisit(table, there, language, now)
  const shut = await closedRefusal(table, { merchantId: store.merchantId }, store, now)
  if (shut) throw shut
  if (qr?.shown && qr.shown.to <= now) throw new Problem('checkin.qr_expired', { field: 'qr' })
  const by = qr?.shown ? 'qr' : qr ? 'sign' : 'place'
  const place = placeTold(asked, store)
  const cell = cellOf(place && !place.mock ? place.at : store)
  const told: Told = { by, place, journeys: journeysTo(past, cell, now) }
  const judged = judge(told, usualThresholds)
  const { decision, score, reasons } = judged
  if (decision === 'refuse')
    throw new Problem('checkin.refused', { details: { reasons: saidReasons(reasons, language), score } })
  const visit: VisitItem = {
    ...key,
    ...{ visitId: visitIdOf(memberId, day, storeId), memberId, storeId, merchantId: store.merchantId },
    ...{ at: now.toISOString(), day, decision, score, reasons, cell },
    state: decision === 'allow' ? 'counted' : 'review',
    proofs: proofsOf(told),
  }
  const [saved] = await table.commit(putVisit(visit))
  return shownVisit(table, saved as VisitItem, language, now)
}

export async function listMyVisits(
  table: Table,
  memberId: string,
  question: { limit?: number | undefined; cursor?: string | undefined },
  language: Language,
  now: Date,
) {
  const { limit = 20, cursor } = question
  const page = await table.query({ pk: visitsOf(memberId), prefix: visitPrefix, backward: true, limit, cursor })
  const items = await Promise.all((page.items as VisitItem[]).map((visit) => shownVisit(table, visit, language, now)))
  return { items, nextCursor: page.cursor }
}

/** Refuses with visit.not_found what is not there, or somebody else's. */
export async function getVisit(table: Table, memberId: string, visitId: string, language: Language, now: Date): Promise<Visit> {
  const place = placeOfVisit(visitId)
  const visit = place?.memberId === memberId ? await table.get(place.key) : undefined
  if (!visit) throw new Problem('visit.not_found')
  return shownVisit(table, visit as VisitItem, language, now)
}

function proofsOf({ by, place }: Told): ProofKind[] {
  return [...(by === 'place' ? [] : [by]), ...(place ? ['place' as const] : [])]
}

async function lastVisits(table: Table, memberId: string): Promise<VisitItem[]> {
  const page = await table.query({ pk: visitsOf(memberId), prefix: visitPrefix, backward: true, limit: pastRead })
  return page.items as VisitItem[]
}

function placeTold(asked: Asked, store: StoreItem) {
  const at = placeOf(asked)
  if (!at) return undefined
  const { accuracy = usualAccuracy, mock = false } = asked
  return { at, metres: metres(at, store), accuracy, mock }
}

/** From this place to each of the last visits; those that were rejected prove nothing. */
function journeysTo(past: VisitItem[], cell: string, at: Date): Journey[] {
  return past
    .filter(({ state }) => state !== 'rejected')
    .map((visit) => ({
      metres: metresBetween(cell, visit.cell),
      seconds: Math.abs(at.getTime() - Date.parse(visit.at)) / 1000,
    }))
}
