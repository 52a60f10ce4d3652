import type { ProofKind, VisitReason, VisitState } from '../../shared/checkins.ts'
import { bare } from '../kernel/ids.ts'
import type { Item, Key, Write } from '../kernel/table/table.ts'

/**
 * A member's visit: one for each store and business day, by its key. Of where the phone was it holds the coarse cell and nothing finer.
 * While somebody has to look at it, `list` puts it among its merchant's reviews.
 */
export interface VisitItem extends Item {
  visitId: string
  memberId: string
  storeId: string
  merchantId: string
  at: string
  day: string
  state: VisitState
  decision: 'allow' | 'review'
  score: number
  reasons: VisitReason[]
  proofs: ProofKind[]
  cell: string
  /** It was signed without network, and came in then. */
  late?: { receivedAt: string }
  reviewed?: { decision: 'approved' | 'refused'; reason: string; by: string; byId: string; at: string }
  /** How its member came, with the promotion (kernel/trace.ts); whose promotion that is the feed judges. */
  trace?: string
  /** Only its place is left, so that who comes back is not there twice on a day. */
  erasedAt?: string
}

export const visitPrefix = 'VISIT#'
export const visitsOf = (memberId: string) => `MEMBER#${memberId}`
export const visitKey = (memberId: string, day: string, storeId: string): Key => ({
  pk: visitsOf(memberId),
  sk: `${visitPrefix}${day}#${storeId}`,
})
export const reviewsOf = (merchantId: string) => `REVIEWS#${merchantId}`

/** Names the place of the visit: member, day and store. */
export const visitIdOf = (memberId: string, day: string, storeId: string) =>
  `vis_${bare(memberId)}${day.replaceAll('-', '')}${storeId}`

/** The place that a visitId names; undefined when it is none of ours. */
export function placeOfVisit(visitId: string): { memberId: string; key: Key } | undefined {
  const match = /^vis_([0-9A-HJKMNP-TV-Z]{26})(\d{4})(\d\d)(\d\d)([a-z]{3}_[\w-]{1,42})$/.exec(visitId)
  if (!match) return undefined
  const [, member, year, month, date, storeId = ''] = match
  const memberId = `mbr_${member}`
  return { memberId, key: visitKey(memberId, `${year}-${month}-${date}`, storeId) }
}

/** One a member, store and business day; where it stands already, that one is the answer. */
export function putVisit(visit: VisitItem): Write {
  const waiting = visit.state === 'review' && { list: reviewsOf(visit.merchantId), listAt: `${visit.at}#${visit.visitId}` }
  return { put: { ...visit, ...waiting }, when: 'absent', orElse: () => 'mine' }
}
