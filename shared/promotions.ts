import * as z from 'zod'
import { type Contract, Id, Instant, InstantIn, listInput, listOf, words } from './contract.ts'
import { BatchForm, offerStates } from './coupons.ts'

/** What a marketer fills in. `stores` absent: all of the merchant's. */
export const PromotionForm = z.strictObject({
  name: words(40),
  from: InstantIn,
  to: InstantIn,
  stores: z.strictObject({ storeIds: z.array(Id).min(1).max(100) }).optional(),
})
export type PromotionForm = z.infer<typeof PromotionForm>

/** `live` covers the time before `from` and after `to` too: the window is judged at each claim. */
export const promotionStates = ['draft', 'live', 'paused'] as const

/** A batch as its marketer sees it; the counts are live (claimed exactly, the others within a second). */
export const Batch = BatchForm.extend({
  batchId: Id,
  promotionId: Id,
  version: z.int(),
  state: z.enum([...offerStates, 'draft', 'stopped']),
  counts: z.object({ left: z.int(), claimed: z.int(), redeemed: z.int(), undone: z.int(), discountFen: z.int() }),
})
export type Batch = z.infer<typeof Batch>

export const Promotion = PromotionForm.extend({
  promotionId: Id,
  version: z.int(),
  state: z.enum(promotionStates),
  /** Why it is paused. */
  pausedFor: z.string().optional(),
  createdAt: Instant,
  batches: z.array(Batch),
})
export type Promotion = z.infer<typeof Promotion>

/**
 * Of launching a batch for a rush: the write units a second the table should take at once, and whether it does. `ready`: already;
 * `asked`: in some minutes; `refused`: it goes slower at first, until the database has grown; `local`: one machine, nothing to set.
 */
export const Warm = z.object({ writesPerSecond: z.int(), state: z.enum(['ready', 'asked', 'refused', 'local']) })
export type Warm = z.infer<typeof Warm>

/** What WeChat's check of words may come to. */
const refusesWords = ['input.refused_text', 'input.unchecked_text', 'channel.busy'] as const

export const promotionContracts = {
  createPromotion: {
    role: 'marketer',
    summary: 'A promotion, as a draft.',
    input: PromotionForm,
    output: Promotion,
    status: 201,
    idempotent: true,
    refuses: ['store.not_found', ...refusesWords],
  },
  listPromotions: {
    role: 'marketer',
    summary: "The merchant's promotions, newest first.",
    input: z.strictObject({ ...listInput }),
    output: listOf(Promotion),
    refuses: [],
  },
  getPromotion: {
    role: 'marketer',
    summary: 'One promotion with its batches and their live counts.',
    input: z.strictObject({ promotionId: Id }),
    output: Promotion,
    refuses: ['promotion.not_found'],
  },
  launchPromotion: {
    role: 'marketer',
    summary:
      'Opens every batch of the promotion to guests. Launching again changes nothing, nor does launching a paused one: resume it.',
    input: z.strictObject({ promotionId: Id }),
    output: Promotion.extend({ warm: Warm.optional() }),
    refuses: ['promotion.not_found', 'promotion.empty', 'promotion.ended', 'table.busy'],
  },
  pausePromotion: {
    role: 'marketer',
    summary: 'Stops new claims at once; guests are told why, and what is held stays good.',
    input: z.strictObject({ promotionId: Id, reason: words(60) }),
    output: Promotion,
    refuses: ['promotion.not_found', 'promotion.not_live'],
  },
  resumePromotion: {
    role: 'marketer',
    summary: 'Opens a paused promotion again. Resuming a live one changes nothing.',
    input: z.strictObject({ promotionId: Id }),
    output: Promotion,
    refuses: ['promotion.not_found', 'promotion.not_live'],
  },
  stopBatch: {
    role: 'marketer',
    summary: 'Ends the claiming of one batch for good; what is held stays good.',
    input: z.strictObject({ batchId: Id }),
    output: Batch,
    refuses: ['batch.not_found'],
  },
  createBatch: {
    role: 'marketer',
    summary: 'A batch of coupons inside a promotion; open at once when the promotion is live.',
    input: BatchForm.extend({ promotionId: Id }),
    output: Batch,
    status: 201,
    idempotent: true,
    refuses: [
      'promotion.not_found',
      'promotion.ended',
      'promotion.full',
      'store.not_found',
      'version.stale',
      'table.busy',
      ...refusesWords,
    ],
  },
} as const satisfies Record<string, Contract>
