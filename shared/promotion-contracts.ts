import * as z from 'zod'
import { type Contract, Fen, Id, listInput, listOf, words } from './contract.ts'
import { Promotion, PromotionForm, Pulse, refusesWords, version } from './promotions.ts'

const promotionId = Id
const turn = z
  .int()
  .min(0)
  .optional()
  .meta({ description: 'as it was seen: an order that arrives after the next one is refused' })

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
    input: PromotionForm.omit({ budgetFen: true, holdOutPercent: true }).extend({ promotionId, version }),
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
  listPromotions: {
    role: 'marketer',
    summary: "The merchant's promotions, newest first.",
    input: z.strictObject({ ...listInput }),
    output: listOf(Promotion),
    refuses: [],
  },
  listPulses: {
    role: 'marketer',
    summary: 'What happened to each promotion hour by hour in the last 24, on the pages of listPromotions.',
    input: z.strictObject({ ...listInput }),
    output: listOf(Pulse),
    refuses: [],
  },
  getPromotion: {
    role: 'marketer',
    summary: 'One promotion with its batches and their live counts.',
    input: z.strictObject({ promotionId }),
    output: Promotion,
    refuses: ['promotion.not_found'],
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
} as const satisfies Record<string, Contract>
