import * as z from 'zod'
import { BatchForm } from './batch-form.ts'
import { Fen, Id, Instant, InstantIn, words } from './contract.ts'
import { offerStates } from './coupons.ts'
import { Deal } from './deal-desk.ts'

const Percent = z.int().min(0).max(100)

/** What a marketer fills in. `stores` absent: all of the merchant's. */
export const PromotionForm = z.strictObject({
  name: words(40),
  from: InstantIn,
  to: InstantIn,
  stores: z.union([z.strictObject({ storeIds: z.array(Id).min(1).max(100) }), z.strictObject({ storeSetId: Id })]).optional(),
  budgetFen: Fen.min(1)
    .optional()
    .meta({ description: 'what its coupons may cost in all; each claim reserves the most that the coupon can cost' }),
  bearer: z
    .strictObject({ merchant: Percent, headOffice: Percent, platform: Percent })
    .optional()
    .meta({ description: 'who bears the discount, in percent, 100 together; absent: the merchant' }),
  holdOutPercent: z.int().min(0).max(50).optional().meta({
    description: 'so many percent of members are not shown its offers in lists, to measure the effect; never changed after',
  }),
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
  /** `costFen`: the discounts, and the value of gifts handed over. */
  counts: z.object({
    left: z.int(),
    claimed: z.int(),
    redeemed: z.int(),
    undone: z.int(),
    discountFen: z.int(),
    costFen: z.int(),
  }),
})
export type Batch = z.infer<typeof Batch>

/** What has become of the budget: `usedFen` by redemptions, `heldFen` for coupons that are held, `leftFen` for new claims. */
export const Budget = z.object({ totalFen: z.int(), usedFen: z.int(), heldFen: z.int(), leftFen: z.int() })
export type Budget = z.infer<typeof Budget>

export const Promotion = PromotionForm.extend({
  promotionId: Id,
  version: z.int(),
  state: z.enum(promotionStates),
  /** Why it is paused. */
  pausedFor: z.string().optional(),
  /** How often it was paused and resumed; for pausePromotion and resumePromotion. */
  turn: z.int(),
  createdAt: Instant,
  budget: Budget.optional(),
  batches: z.array(Batch),
  deals: z.array(Deal),
})
export type Promotion = z.infer<typeof Promotion>

export const version = z.int().min(1).meta({ description: 'the version the form was made on' })
/** What WeChat's check of words may come to. */
export const refusesWords = ['input.refused_text', 'input.unchecked_text', 'channel.busy'] as const

/** What happened to a promotion in each of the last 24 hours, the present one last; `paid` are orders. */
export const Pulse = z.object({
  promotionId: Id,
  hours: z.array(z.object({ at: Instant, claimed: z.int(), paid: z.int(), redeemed: z.int() })),
})
export type Pulse = z.infer<typeof Pulse>
