import * as z from 'zod'
import { type Contract, Id } from './contract.ts'
import { Promotion } from './promotions.ts'

/**
 * Of launching a batch for a rush: the write units a second the table should take at once, and whether it does. `ready`: already;
 * `asked`: in some minutes; `refused`: it goes slower at first, until the database has grown; `local`: one machine, nothing to set.
 */
export const Warm = z.object({ writesPerSecond: z.int(), state: z.enum(['ready', 'asked', 'refused', 'local']) })
export type Warm = z.infer<typeof Warm>

/** What a launch is looked at for. `stop` would be refused, `warn` is for a person to decide. */
export const launchChecks = [
  ...(['offers', 'window', 'stores', 'budget', 'words', 'holidays'] as const),
  ...(['margin', 'conflict', 'payment', 'rush', 'codes'] as const),
] as const
/** What a marketer may launch in spite of, once it was shown. */
export const despites = ['conflict'] as const
export type Despite = (typeof despites)[number]
/** What an offer leaves, of the least that a guest pays for it, against the merchant's floor. */
export const Short = z.object({
  priceFen: z.int(),
  costFen: z.int(),
  commissionFen: z.int(),
  /** Absent where nothing is paid. */
  marginPercent: z.int().optional(),
  floorPercent: z.int(),
})
/** The offer of another promotion that it contradicts, at which stores guests would meet both (some of them named), and how many have the other. */
export const Conflict = z.object({
  promotionId: Id,
  name: z.string(),
  batchId: Id.optional(),
  dealId: Id.optional(),
  title: z.string(),
  stores: z.array(z.object({ storeId: Id, name: z.string() })),
  storeCount: z.int(),
  claimed: z.int(),
})
export const LaunchCheck = z.object({
  check: z.enum(launchChecks),
  level: z.enum(['ok', 'warn', 'stop']),
  /** The batch or deal it is about; neither: the promotion. */
  batchId: Id.optional(),
  dealId: Id.optional(),
  margin: Short.optional(),
  conflict: Conflict.optional(),
  /** Of a stop: launchPromotion passes over it where the marketer says so by this word. */
  despite: z.enum(despites).optional(),
  message: z.string(),
})
export type LaunchCheck = z.infer<typeof LaunchCheck>

const promotionId = Id

export const launchContracts = {
  launchCheck: {
    role: 'marketer',
    summary: 'What is in order for a launch, what to look at once more, and what would be refused.',
    input: z.strictObject({ promotionId }),
    output: z.object({ ready: z.boolean(), checks: z.array(LaunchCheck) }),
    refuses: ['promotion.not_found'],
  },
  launchPromotion: {
    role: 'marketer',
    audit: ['state', 'despite'],
    summary:
      'Opens every batch and deal of the promotion to guests, from its window on; what launchCheck stops is refused, with those checks in the details, but for what the marketer says it is launched in spite of. Launching again changes nothing, nor does launching a paused one: resume it.',
    input: z.strictObject({
      promotionId,
      despite: z.array(z.enum(despites)).max(despites.length).optional().meta({
        description: 'what was shown and is meant; it stands in the audit log',
      }),
    }),
    output: Promotion.extend({ warm: Warm.optional() }),
    refuses: [
      'promotion.not_found',
      'promotion.empty',
      'promotion.ended',
      'promotion.not_ready',
      'promotion.below_margin',
      'promotion.conflict',
      'table.busy',
    ],
  },
} as const satisfies Record<string, Contract>
