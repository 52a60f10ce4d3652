import * as z from 'zod'
import { type Contract, Fen, Id, Instant, InstantIn, listInput, listOf, words } from './contract.ts'
import { BatchForm, offerStates } from './coupons.ts'

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
})
export type Promotion = z.infer<typeof Promotion>

/**
 * Of launching a batch for a rush: the write units a second the table should take at once, and whether it does. `ready`: already;
 * `asked`: in some minutes; `refused`: it goes slower at first, until the database has grown; `local`: one machine, nothing to set.
 */
export const Warm = z.object({ writesPerSecond: z.int(), state: z.enum(['ready', 'asked', 'refused', 'local']) })
export type Warm = z.infer<typeof Warm>

/** What a launch is looked at for. `stop` would be refused, `warn` is for a person to decide. */
export const launchChecks = ['offers', 'window', 'stores', 'budget', 'words', 'holidays'] as const
export const LaunchCheck = z.object({
  check: z.enum(launchChecks),
  level: z.enum(['ok', 'warn', 'stop']),
  /** The batch it is about; absent: the promotion. */
  batchId: Id.optional(),
  message: z.string(),
})
export type LaunchCheck = z.infer<typeof LaunchCheck>

export const approvalStates = ['waiting', 'approved', 'refused'] as const

/** A second pair of eyes on terms that look like a slip of the pen. Whoever asked cannot decide. */
export const Approval = z.object({
  approvalId: Id,
  promotionId: Id,
  /** The batch it changes; absent: a new one. */
  batchId: Id.optional(),
  form: BatchForm,
  /** What is odd about it, in words. */
  why: z.string(),
  state: z.enum(approvalStates),
  askedBy: z.string(),
  askedAt: Instant,
  decidedBy: z.string().optional(),
  decidedAt: Instant.optional(),
  /** Whether the caller may decide it. */
  mine: z.boolean(),
})
export type Approval = z.infer<typeof Approval>

/** A shop owner without a second marketer lets the manager look. */
const approvers = ['manager', 'marketer'] as const
const promotionId = Id
const turn = z
  .int()
  .min(0)
  .optional()
  .meta({ description: 'as it was seen: an order that arrives after the next one is refused' })
const version = z.int().min(1).meta({ description: 'the version the form was made on' })
const refusesForm = [
  'promotion.not_found',
  'promotion.ended',
  'store.not_found',
  'set.not_found',
  'batch.absurd',
  'promotion.budget_spent',
  'version.stale',
  'table.busy',
] as const
/** What WeChat's check of words may come to. */
const refusesWords = ['input.refused_text', 'input.unchecked_text', 'channel.busy'] as const

export const promotionContracts = {
  createPromotion: {
    role: 'marketer',
    audit: ['name', 'state', 'from', 'to'],
    summary: 'A promotion, as a draft.',
    input: PromotionForm,
    output: Promotion,
    status: 201,
    idempotent: true,
    refuses: ['store.not_found', 'set.not_found', ...refusesWords],
  },
  updatePromotion: {
    role: 'marketer',
    audit: ['name', 'version'],
    summary:
      'The whole form again, on the version it was made on. Batches without a claim window or stores of their own follow; what is held does not change. The budget is raised by raiseBudget, never here.',
    input: PromotionForm.omit({ budgetFen: true }).extend({ promotionId, version }),
    output: Promotion,
    refuses: ['promotion.not_found', 'store.not_found', 'set.not_found', 'version.stale', 'table.busy', ...refusesWords],
  },
  raiseBudget: {
    role: 'marketer',
    audit: ['fromFen', 'toFen'],
    summary: 'Raises the budget from what the caller sees to more. Repeated it changes nothing.',
    input: z.strictObject({ promotionId, fromFen: Fen, toFen: Fen }),
    output: Promotion,
    refuses: ['promotion.not_found', 'promotion.budget_lower', 'version.stale'],
  },
  copyPromotion: {
    role: 'marketer',
    audit: ['name'],
    summary: 'A draft with the same batches and terms, beginning now, as long as the first was.',
    input: z.strictObject({ promotionId, name: words(40).optional() }),
    output: Promotion,
    status: 201,
    idempotent: true,
    refuses: ['promotion.not_found', 'table.busy', ...refusesWords],
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
    input: z.strictObject({ promotionId }),
    output: Promotion,
    refuses: ['promotion.not_found'],
  },
  launchCheck: {
    role: 'marketer',
    summary: 'What is in order for a launch, what to look at once more, and what would be refused.',
    input: z.strictObject({ promotionId }),
    output: z.object({ ready: z.boolean(), checks: z.array(LaunchCheck) }),
    refuses: ['promotion.not_found'],
  },
  launchPromotion: {
    role: 'marketer',
    audit: ['state'],
    summary:
      'Opens every batch of the promotion to guests, from its window on. Launching again changes nothing, nor does launching a paused one: resume it.',
    input: z.strictObject({ promotionId }),
    output: Promotion.extend({ warm: Warm.optional() }),
    refuses: ['promotion.not_found', 'promotion.empty', 'promotion.ended', 'table.busy'],
  },
  pausePromotion: {
    role: 'marketer',
    audit: ['state', 'reason'],
    summary: 'Stops new claims at once; guests are told why, and what is held stays good.',
    input: z.strictObject({ promotionId, reason: words(60), turn }),
    output: Promotion,
    refuses: ['promotion.not_found', 'promotion.not_live', 'version.stale'],
  },
  resumePromotion: {
    role: 'marketer',
    audit: ['state'],
    summary: 'Opens a paused promotion again. Resuming a live one changes nothing.',
    input: z.strictObject({ promotionId, turn }),
    output: Promotion,
    refuses: ['promotion.not_found', 'promotion.not_live', 'version.stale'],
  },
  createBatch: {
    role: 'marketer',
    audit: ['title', 'total'],
    summary:
      'A batch of coupons inside a promotion; open at once when the promotion is live. Terms that look like a slip are refused until a second person has approved them (askApproval).',
    input: BatchForm.extend({ promotionId }),
    output: Batch,
    status: 201,
    idempotent: true,
    refuses: [...refusesForm, 'promotion.full', ...refusesWords],
  },
  updateBatch: {
    role: 'marketer',
    audit: ['title', 'total', 'version'],
    summary:
      'The whole form again, on the version it was made on, for claims from now on. What is held keeps its rules; a new total counts what was given out.',
    input: BatchForm.extend({ batchId: Id, version }),
    output: Batch,
    refuses: ['batch.not_found', 'batch.ended', ...refusesForm, ...refusesWords],
  },
  stopBatch: {
    role: 'marketer',
    audit: ['gate'],
    summary: 'Ends the claiming of one batch for good; what is held stays good.',
    input: z.strictObject({ batchId: Id }),
    output: Batch,
    refuses: ['batch.not_found'],
  },
  askApproval: {
    role: 'marketer',
    audit: [],
    summary: 'Asks a colleague to look at terms that createBatch or updateBatch refused as batch.absurd.',
    input: z.strictObject({ promotionId, batchId: Id.optional(), form: BatchForm }),
    output: Approval,
    status: 201,
    refuses: ['promotion.not_found', 'batch.not_found'],
  },
  listApprovals: {
    role: approvers,
    summary: 'The terms that wait for a second look or had one, newest first.',
    input: z.strictObject({ ...listInput }),
    output: listOf(Approval),
    refuses: [],
  },
  decideApproval: {
    role: approvers,
    audit: ['decision'],
    summary: 'Approves or refuses the terms a colleague asked about; whoever asked cannot.',
    input: z.strictObject({ approvalId: Id, decision: z.enum(['approved', 'refused']) }),
    output: Approval,
    refuses: ['approval.not_found', 'approval.decided', 'approval.own'],
  },
} as const satisfies Record<string, Contract>
