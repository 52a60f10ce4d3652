import * as z from 'zod'
import { BatchForm } from './batch-form.ts'
import { type Contract, Id, Instant, listInput, listOf, words } from './contract.ts'
import { Deal } from './deal-desk.ts'
import { DealForm } from './deals.ts'
import { Batch, Promotion, refusesWords, version } from './promotions.ts'

export const approvalStates = ['waiting', 'approved', 'refused'] as const

/** A second pair of eyes on terms that look like a slip of the pen. Whoever asked cannot decide. */
export const Approval = z.object({
  approvalId: Id,
  promotionId: Id,
  /** The batch or deal it changes; absent: a new one. */
  batchId: Id.optional(),
  dealId: Id.optional(),
  /** Of a batch. */
  form: BatchForm.optional(),
  /** Of a deal. */
  dealForm: DealForm.optional(),
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
const refusesPlace = [
  'promotion.not_found',
  'promotion.ended',
  'store.not_found',
  'set.not_found',
  'version.stale',
  'table.busy',
] as const
const refusesBatch = [
  ...refusesPlace,
  'batch.absurd',
  'promotion.below_margin',
  'promotion.budget_spent',
  ...refusesWords,
] as const
const refusesDeal = [...refusesPlace, 'deal.absurd', 'promotion.below_margin', ...refusesWords] as const

/** What a marketer does with the offers of a promotion: its batches of coupons and its deals. */
export const offerDeskContracts = {
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
  createBatch: {
    role: 'marketer',
    audit: ['title', 'total'],
    summary:
      'A batch of coupons inside a promotion; open at once when the promotion is live. Terms that look like a slip are refused until a second person has approved them (askApproval).',
    input: BatchForm.extend({ promotionId }),
    output: Batch,
    status: 201,
    idempotent: true,
    refuses: [...refusesBatch, 'promotion.full'],
  },
  updateBatch: {
    role: 'marketer',
    audit: ['title', 'total', 'version'],
    summary:
      'The whole form again, on the version it was made on, for claims from now on. What is held keeps its rules; a new total counts what was given out.',
    input: BatchForm.extend({ batchId: Id, version }),
    output: Batch,
    refuses: ['batch.not_found', 'batch.ended', ...refusesBatch],
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
    summary:
      'Asks a colleague to look at terms that were refused as batch.absurd (`form`, of a batch) or deal.absurd (`dealForm`, of a deal).',
    input: z
      .strictObject({
        promotionId,
        batchId: Id.optional(),
        form: BatchForm.optional(),
        dealId: Id.optional(),
        dealForm: DealForm.optional(),
      })
      .refine(({ form, dealForm }) => (form === undefined) !== (dealForm === undefined), {
        path: ['form'],
        message: 'send either form or dealForm',
      })
      .refine(({ form, dealId }) => form === undefined || dealId === undefined, {
        path: ['dealId'],
        message: 'a form goes with a batchId or none',
      })
      .refine(({ dealForm, batchId }) => dealForm === undefined || batchId === undefined, {
        path: ['batchId'],
        message: 'a dealForm goes with a dealId or none',
      }),
    output: Approval,
    status: 201,
    refuses: ['promotion.not_found', 'batch.not_found', 'deal.not_found'],
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
  createDeal: {
    role: 'marketer',
    audit: ['title', 'total', 'aloneFen'],
    summary:
      'A paid offer inside a promotion, alone and in groups; open at once when the promotion is live. Terms that look like a slip are refused until a second person has approved them (askApproval).',
    input: DealForm.extend({ promotionId: Id }),
    output: Deal,
    status: 201,
    idempotent: true,
    refuses: [...refusesDeal, 'promotion.full'],
  },
  updateDeal: {
    role: 'marketer',
    audit: ['title', 'total', 'aloneFen', 'version'],
    summary:
      'The whole form again, on the version it was made on, for what is bought from now on. Orders and open groups keep their terms; a new total counts what was sold.',
    input: DealForm.extend({ dealId: Id, version }),
    output: Deal,
    refuses: ['deal.not_found', 'deal.ended', ...refusesDeal],
  },
  stopDeal: {
    role: 'marketer',
    audit: ['gate'],
    summary: 'Ends the sale of one deal for good; what is bought stays good, and open groups run to their own clock.',
    input: z.strictObject({ dealId: Id }),
    output: Deal,
    refuses: ['deal.not_found'],
  },
} as const satisfies Record<string, Contract>
