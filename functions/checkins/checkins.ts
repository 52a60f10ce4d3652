import type { CheckInAnswer, ProofKind, RefusedCheckIn, Visit, VisitReason } from '../../shared/checkins.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Table } from '../kernel/table/table.ts'
import { stampOf } from '../kernel/trace.ts'
import { accountsOn } from '../members/members.ts'
import { businessDay, closedRefusal, findStore, metres, type StoreItem } from '../stores/stores.ts'
import { atCheckIn, ofVisit, streaksHere } from '../streaks/streaks.ts'
import { cellOf, metresBetween } from './cells.ts'
import { countedVisits, isCounted } from './counted.ts'
import { type Asked, type Evidence, readEvidence } from './evidence.ts'
import { placeOfVisit, putVisit, type VisitItem, visitIdOf, visitKey, visitPrefix, visitsOf } from './items.ts'
import { rulesOf } from './merchant-rules.ts'
import { type Journey, judge, type Told } from './rules.ts'
import { shownVisit } from './shown.ts'
import { tryCode } from './typed.ts'
import { saidReasons } from './words.ts'

export { countedVisits } from './counted.ts'
export { endVisits } from './ending.ts'
export { placeOfVisit, type VisitItem, visitPrefix } from './items.ts'

/** So many of the last visits are looked at for how fast somebody travelled. */
const pastRead = 20

/**
 * The visit of this business day: made now where the proofs are enough, or as it stands. What is
 * not enough is answered with its reasons and leaves nothing but a count of wrong digits. Refuses with store.*, code.too_many_tries. The coordinates live in this call only.
 */
export async function checkIn(
  table: Table,
  memberId: string,
  asked: Asked & { trace?: string | undefined },
  language: Language,
  now: Date,
): Promise<CheckInAnswer> {
  const evidence = await readEvidence(table, memberId, asked, now)
  if (typeof evidence === 'string') return refused([evidence], 0, language)
  const { storeId, at, late } = evidence
  const found = findStore(table, storeId, now)
  const [store, past, rules, here, accounts] = await Promise.all([
    found,
    lastVisits(table, memberId),
    found.then((one) => one && rulesOf(table, one.merchantId, now)),
    found.then((one) => one && streaksHere(table, memberId, one, now)),
    asked.phoneId === undefined ? undefined : accountsOn(table, memberId, asked.phoneId),
  ])
  if (!store || !rules || !here) throw new Problem('store.not_found', { field: 'storeId' })
  const day = businessDay(store, at)
  const key = visitKey(memberId, day, storeId)
  const there = past.find(({ sk }) => sk === key.sk)
  if (there && !isKept(there)) return refused(['visit.erased'], 0, language)
  if (there && here?.isNone) return { ...(await shownVisit(table, there, language, now)), rewards: [] }
  if (there) return withStreaks(table, there, language, now)
  const shut = await closedRefusal(table, { merchantId: store.merchantId }, asOf(store, at), at)
  if (shut) throw shut
  if (evidence.isOver) return refused(['qr.expired'], 0, language)
  const { storeCode } = evidence
  const wrong = storeCode === undefined ? undefined : await tryCode(table, { memberId, storeId }, storeCode, at, now)
  if (wrong) return refused([wrong], 0, language)
  const { cell, ...told } = toldOf(evidence, store, past, accounts)
  const { decision, score, reasons } = judge(told, rules)
  if (decision === 'refuse') return refused(reasons, score, language)
  const visit: VisitItem = {
    ...key,
    ...{ visitId: visitIdOf(memberId, day, storeId), memberId, storeId, merchantId: store.merchantId },
    ...{ at: at.toISOString(), day, decision, score, reasons, cell },
    state: decision === 'allow' ? 'counted' : 'review',
    proofs: proofsOf(told),
    ...(late && { late: { receivedAt: now.toISOString() } }),
    trace: await stampOf(asked.trace),
  }
  const [saved] = (await table.commit(putVisit(visit))) as [VisitItem]
  if (!isKept(saved)) return refused(['visit.erased'], 0, language)
  const counted = [...past, saved].filter((one) => isCounted(one, store.merchantId))
  const said = { visitId: saved.visitId, day: businessDay(store, now) }
  const earned = await atCheckIn(table, here, counted, said, language, now)
  return { ...(await shownVisit(table, saved, language, now)), ...earned }
}

/** A visit with what it means for streaks as they stand. */
async function withStreaks(table: Table, visit: VisitItem, language: Language, now: Date): Promise<Visit> {
  const [shown, earned] = await Promise.all([
    shownVisit(table, visit, language, now),
    ofVisit(table, visit, countedVisits, language, now),
  ])
  return { ...shown, ...earned }
}

const refused = (reasons: VisitReason[], score: number, language: Language): RefusedCheckIn => ({
  decision: 'refuse',
  score,
  reasons: saidReasons(reasons, language),
})

/** A closing that began later does not reach back to a check-in that was made before it. */
function asOf(store: StoreItem, at: Date): StoreItem {
  return store.closed && store.closed.from > at.toISOString() ? { ...store, closed: undefined } : store
}

/** What is judged, and the cell that is kept: from here on nobody knows the coordinates. */
function toldOf({ by, at, place, late }: Evidence, store: StoreItem, past: VisitItem[], accounts: number | undefined) {
  const cell = cellOf(place && !place.mock ? place : store)
  const away = place && { metres: metres(place, store), accuracy: place.accuracy, mock: place.mock }
  return { by, late, accounts, cell, place: away, journeys: journeysTo(past, cell, at) }
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
  const items = await Promise.all(
    (page.items as VisitItem[]).filter(isKept).map((visit) => shownVisit(table, visit, language, now)),
  )
  return { items, nextCursor: page.cursor }
}

/** Refuses with visit.not_found what is not there, or somebody else's. */
export async function getVisit(table: Table, memberId: string, visitId: string, language: Language, now: Date): Promise<Visit> {
  const place = placeOfVisit(visitId)
  const visit = place?.memberId === memberId ? ((await table.get(place.key)) as VisitItem | undefined) : undefined
  if (!visit || !isKept(visit)) throw new Problem('visit.not_found')
  return withStreaks(table, visit, language, now)
}

function proofsOf({ by, place, late }: Told): ProofKind[] {
  return [...(by === 'place' ? [] : [by]), ...(place ? ['place' as const] : []), ...(late ? ['phone' as const] : [])]
}

const isKept = ({ erasedAt }: VisitItem) => erasedAt === undefined

async function lastVisits(table: Table, memberId: string): Promise<VisitItem[]> {
  const page = await table.query({ pk: visitsOf(memberId), prefix: visitPrefix, backward: true, limit: pastRead })
  return page.items as VisitItem[]
}

/** From this place to each of the last visits; those that were rejected prove nothing. */
function journeysTo(past: VisitItem[], cell: string, at: Date): Journey[] {
  return past
    .filter((visit) => isKept(visit) && visit.state !== 'rejected')
    .map((visit) => ({
      metres: metresBetween(cell, visit.cell),
      seconds: Math.abs(at.getTime() - Date.parse(visit.at)) / 1000,
    }))
}
