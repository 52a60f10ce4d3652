import type { ConflictCode, ExceptionAction, ExceptionKind } from '../../shared/exceptions.ts'

/** From so many undos on it is somebody's to look at. */
const mostUndos = { coupon: 2, staff: 4 }
const mostKept = 10
/** A count of a day that came to nothing is forgotten. */
const keptDays = 30

/** Of a coupon or a voucher: under which rules. */
type Named = { batchId: string; version: number } | { dealId: string; version: number }

/** An undo, with what its line needs. */
export type Undo = Named & {
  redemptionId: string
  memberId: string
  storeId: string
  at: string
  by: string
  byId: string
  reason: string
  discountFen: number
}

/** What was handed over without network, and why it could not be redeemed when the device was in touch again. */
export type OfflineStory = {
  kind: 'offline'
  deviceId: string
  counter: number
  storeId: string
  by: string
  /** When it counts as made. */
  madeAt: string
  code: ConflictCode
  /** What the guest was told it is worth. */
  fen: number
  uses?: number
  receiptNo?: string
  /** Who had redeemed it already. */
  use?: { by: string; at: string; storeId: string }
  /** Of the merchant's own. */
  named?: Named
  memberId?: string
}

export type Counted = { kind: 'coupon' } | { kind: 'staff'; name: string; day: string }
export type About = Counted | OfflineStory

/** What somebody said of an exception, or did about it. */
export type Said = { action: ExceptionAction; by: string; byId: string; at: string; note?: string }

/** What is counted of a coupon, or of somebody on a day, or happened once without network. `watched`: not often enough to be told of. */
export type Tally = {
  exceptionId: string
  kind: ExceptionKind
  merchantId: string
  merchantName: string
  zone: string
  about: About
  state: 'watched' | 'open' | 'resolved'
  /** Counts every change of it. */
  version: number
  count: number
  at: string
  /** Newest first. */
  undos: Undo[]
  /** Who undid: they do not say themselves that it was in order. */
  byIds: string[]
  resolutions: Said[]
  expires?: number
}

export type Subject = Pick<Tally, 'exceptionId' | 'merchantId' | 'merchantName' | 'zone'> & { about: Counted }

/** One undo more; a resolved one opens again. */
export function withUndo(old: Tally | undefined, subject: Subject, undo: Undo): Tally {
  const count = (old?.count ?? 0) + 1
  const isOften = count > mostUndos[subject.about.kind]
  const forgotten = Math.floor(Date.parse(undo.at) / 1000) + keptDays * 86_400
  return {
    ...subject,
    kind: 'undo.repeated',
    state: isOften ? 'open' : 'watched',
    version: (old?.version ?? 0) + 1,
    count,
    at: undo.at,
    undos: [undo, ...(old?.undos ?? [])].slice(0, mostKept),
    byIds: [...new Set([...(old?.byIds ?? []), undo.byId])],
    resolutions: old?.resolutions ?? [],
    ...(!isOften && subject.about.kind === 'staff' && { expires: forgotten }),
  }
}

/** Whose exceptions somebody may see. */
export interface Viewer {
  roles: string[]
  merchantId: string
  storeIds: string[]
}

export function maySee({ roles, merchantId, storeIds }: Viewer, tally: Tally): boolean {
  if (roles.includes('operator')) return true
  if (tally.merchantId !== merchantId) return false
  const { about, undos } = tally
  const stores = about.kind === 'offline' ? [about.storeId] : undos.map(({ storeId }) => storeId)
  return roles.includes('marketer') || stores.some((storeId) => storeIds.includes(storeId))
}
