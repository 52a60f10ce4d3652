import type { Review } from '../../shared/checkins.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedMembers } from '../members/members.ts'
import { findStore } from '../stores/stores.ts'
import { placeOfVisit, reviewsOf, type VisitItem } from './items.ts'
import { shownVisit } from './shown.ts'

/** What waits for the merchant, oldest first: a marketer sees all of it, a manager that of the own stores. */
export async function listReviews(
  table: Table,
  staff: Staff,
  question: { limit?: number | undefined; cursor?: string | undefined },
  language: Language,
  now: Date,
) {
  const { limit = 50 } = question
  let { cursor } = question
  let waiting: VisitItem[]
  // A page with none of the own stores is no answer to a person: the first that has some is.
  do {
    const page = await table.query({ index: 'list', pk: reviewsOf(staff.merchantId), limit, cursor })
    waiting = (page.items as VisitItem[]).filter((visit) => mayDecide(staff, visit))
    cursor = page.cursor
  } while (waiting.length === 0 && cursor !== undefined)
  return { items: await shownReviews(table, waiting, language, now), nextCursor: cursor }
}

/**
 * Says of a visit that waits whether it counts, once and with the reason. Refuses with visit.not_found, role.forbidden (of another store),
 * visit.own, visit.decided (by whom and when).
 */
export async function decideReview(
  table: Table,
  staff: Staff,
  asked: { visitId: string; decision: 'approved' | 'refused'; reason: string },
  language: Language,
  now: Date,
): Promise<Review> {
  const { visitId, decision, reason } = asked
  const place = placeOfVisit(visitId)
  const visit = place && ((await table.get(place.key)) as VisitItem | undefined)
  if (visit?.merchantId !== staff.merchantId || !place) throw new Problem('visit.not_found')
  if (!mayDecide(staff, visit)) throw new Problem('role.forbidden')
  if (visit.memberId === staff.memberId) throw new Problem('visit.own')
  const { zone = 'UTC' } = (await findStore(table, visit.storeId, now)) ?? {}
  const [saved] = await table.commit({
    change: place.key,
    set: {
      state: decision === 'approved' ? 'counted' : 'rejected',
      reviewed: { decision, reason, by: staff.name, byId: staff.memberId, at: now.toISOString() },
    },
    drop: ['list', 'listAt'],
    when: { field: 'state', is: 'review' },
    orElse: (old) => {
      const there = old as VisitItem | undefined
      if (!there || there.erasedAt !== undefined) return new Problem('visit.not_found')
      const { reviewed } = there
      if (reviewed?.byId === staff.memberId && reviewed.decision === decision && reviewed.reason === reason) return 'mine'
      const at = instantIn(zone, reviewed?.at ?? there.at)
      return new Problem('visit.decided', { details: { by: reviewed?.by, at, state: there.state } })
    },
  })
  return (await shownReviews(table, [saved as VisitItem], language, now))[0] as Review
}

const mayDecide = ({ isMarketer, storeIds }: Staff, { storeId }: Pick<VisitItem, 'storeId'>) =>
  isMarketer || storeIds.includes(storeId)

async function shownReviews(table: Table, visits: VisitItem[], language: Language, now: Date): Promise<Review[]> {
  const members = await maskedMembers(
    table,
    visits.map(({ memberId }) => memberId),
    language,
  )
  return Promise.all(
    visits.map(async (visit) => ({
      ...(await shownVisit(table, visit, language, now)),
      member: members.get(visit.memberId) ?? '',
    })),
  )
}
