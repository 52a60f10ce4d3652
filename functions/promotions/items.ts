import type { BatchForm } from '../../shared/coupons.ts'
import type { DealForm } from '../../shared/deals.ts'
import { Problem } from '../../shared/problem.ts'
import type { PromotionForm } from '../../shared/promotions.ts'
import { fingerprint } from '../kernel/ids.ts'
import type { Condition, Item, Write } from '../kernel/table/table.ts'

/** What a marketer may still change, as it was written (with offsets). The budget stands in an item of its own. */
export type PromotionWords = Omit<PromotionForm, 'budgetFen' | 'holdOutPercent'>

/** A promotion, in its merchant's partition. Guests never read it: what they need stands in its batches. */
export interface PromotionItem extends Item, PromotionWords {
  promotionId: string
  merchantId: string
  /** Of the form: two marketers who edit it meet here. */
  version: number
  /** Of the lists of batches, deals and streaks: two marketers who add one meet here. */
  revision: number
  state: 'draft' | 'live' | 'paused'
  pausedFor?: string
  /** Of pauses and resumptions: an order that arrives late meets the later one here. Absent in older items: 0. */
  turn?: number
  budgeted: boolean
  /** So many percent are not shown it (functions/holdouts). */
  holdOutPercent?: number
  batchIds: string[]
  /** Absent: none yet. */
  dealIds?: string[]
  /** Absent: none yet. */
  streakIds?: string[]
  createdAt: string
}

/** Batches, deals and streaks together. */
export const offersIn = ({ batchIds, dealIds = [], streakIds = [] }: PromotionItem) =>
  batchIds.length + dealIds.length + streakIds.length

export const promotionPrefix = 'PROMOTION#'
export const promotionsOf = (merchantId: string) => `MERCHANT#${merchantId}`
export const promotionKey = (merchantId: string, promotionId: string) => ({
  pk: promotionsOf(merchantId),
  sk: `${promotionPrefix}${promotionId}`,
})

/** The words as they stood at a version, for good: who edits on an older one is told what changed. */
export const wordsKey = (promotionId: string, version: number) => ({
  pk: `PROMOTION#${promotionId}`,
  sk: `V#${String(version).padStart(6, '0')}`,
})
export interface WordsItem extends Item {
  words: PromotionWords
}

export function keepWords(promotionId: string, version: number, words: PromotionWords): Write {
  return { put: { ...wordsKey(promotionId, version), words }, when: 'absent', orElse: () => new Problem('table.busy') }
}

export const wordsOf = ({ name, from, to, stores, bearer }: PromotionWords): PromotionWords => ({
  name,
  from,
  to,
  stores,
  bearer,
})

/** No pause or resumption came since it was seen at this turn. */
export const atTurn = (turn = 0): Condition =>
  turn > 0
    ? { field: 'turn', is: turn }
    : {
        any: [
          { field: 'turn', is: 0 },
          { field: 'turn', has: false },
        ],
      }

/** Lets the rest of a commit happen only while the promotion is in this state, by this order: one that came later wins. */
export function whileIn(promotion: PromotionItem, state: PromotionItem['state']): Write[] {
  const { merchantId, promotionId, turn } = promotion
  const when: Condition = { all: [{ field: 'state', is: state }, atTurn(turn)] }
  return [{ check: promotionKey(merchantId, promotionId), when, orElse: () => 'mine' }]
}

/** What terms are about: a batch or a deal that is to be changed, or a new one; `form` is a batch's, `dealForm` a deal's. */
export interface TermsAbout {
  promotionId: string
  batchId?: string | undefined
  form?: BatchForm | undefined
  dealId?: string | undefined
  dealForm?: DealForm | undefined
}

/** A question to a colleague about terms; its id follows from the terms, so asking again is the same question. */
export interface ApprovalItem extends Item, TermsAbout {
  approvalId: string
  state: 'waiting' | 'approved' | 'refused'
  askedBy: string
  askedById: string
  askedAt: string
  decidedBy?: string
  decidedById?: string
  decidedAt?: string
}

export const approvalIdOf = (about: TermsAbout) => `apr_${fingerprint(about)}`
export const approvalsOf = (merchantId: string) => `APPROVALS#${merchantId}`
export const approvalKey = (merchantId: string, approvalId: string) => ({ pk: approvalsOf(merchantId), sk: approvalId })
