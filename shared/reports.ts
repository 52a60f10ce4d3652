import * as z from 'zod'
import { Day, Id, Instant } from './contract.ts'

/** What a report is broken down by. A channel is a kind of touchpoint; a depth, how many shares lie between a touchpoint and the member. */
export const reportBys = ['touchpoint', 'channel', 'store', 'day', 'hour', 'depth'] as const
export type ReportBy = (typeof reportBys)[number]

/** Who of those who bear a promotion's discount. */
export const bearers = ['merchant', 'headOffice', 'platform'] as const

/** A report covers at most so many days. */
export const mostReportDays = 400

const Count = z.int()
const Sum = z.int().meta({ description: 'fen' })

/** What happened. What is new and what returned add up to the whole. `undone` and `refunded` are not taken off what was before them. */
const Counts = z.object({
  opened: Count,
  claimed: Count,
  ordered: Count,
  paid: Count,
  redeemed: Count,
  undone: Count,
  refunded: Count,
  visits: Count,
  forged: Count,
  foreign: Count,
  newClaimed: Count,
  returningClaimed: Count,
  newPaid: Count,
  returningPaid: Count,
  newRedeemed: Count,
  returningRedeemed: Count,
})

/**
 * What it came to. `goodsUnknown`: so many redemptions, whose goods nobody said the cost of, are not in `goodsFen`. What media cost cannot be
 * told of a store or an hour: there it is absent, and with it whatever is made of it. `roi` is null where nothing was spent.
 */
const Money = z.object({
  revenueFen: Sum,
  refundsFen: Sum,
  netRevenueFen: Sum,
  discountFen: Sum,
  sponsoredFen: Sum,
  goodsFen: Sum,
  goodsUnknown: Count,
  commissionFen: Sum,
  usedFen: Sum,
  mediaFen: Sum.optional(),
  marginFen: Sum.optional(),
  costFen: Sum.optional(),
  roi: z.number().nullable().optional(),
})

export const Figures = Counts.extend(Money.shape)
export type Figures = z.infer<typeof Figures>
export type FigureName = keyof Figures
export const figureNames = Object.keys(Figures.shape) as FigureName[]

export const ReportLine = Figures.extend({
  /** A touchpointId, or `-` where there was none; a kind; a storeId; a day; an hour; a depth. */
  id: z.string(),
  name: z.string(),
})
export type ReportLine = z.infer<typeof ReportLine>

const Arm = z.object({ members: Count, converted: Count, spentFen: Sum })
const Interval = (of: z.ZodType<number>) => z.object({ difference: of, low: of, high: of })

/**
 * What showing it did, where the promotion holds some members out: of all who asked a list while it ran, by intention to treat. Intervals are
 * for 95 %; absent while an arm has fewer than 30. `verdict`: whether more of those who were shown it came, as the interval has it.
 */
export const Lift = z.object({
  percent: z.int(),
  shown: Arm,
  heldOut: Arm,
  conversion: Interval(z.number()).optional(),
  spendingFen: Interval(z.number()).optional(),
  verdict: z.enum(['more', 'less', 'unclear', 'few']),
  /** The same in plain words. */
  sentence: z.string(),
})
export type Lift = z.infer<typeof Lift>

export const PromotionReport = z.object({
  promotionId: Id,
  name: z.string(),
  /** Both days are in it. */
  from: Day,
  to: Day,
  total: Figures,
  lines: z.array(ReportLine),
  /** Who bore the discount, to the fen. */
  bearers: z.array(z.object({ bearer: z.enum(bearers), percent: z.int(), fen: Sum })),
  lift: Lift.optional(),
})
export type PromotionReport = z.infer<typeof PromotionReport>

export const Report = PromotionReport.extend({
  by: z.enum(reportBys),
  /** Everything that happened more than some seconds before is in it. */
  at: Instant,
  /** How each figure is made, in the reader's language. */
  howComputed: z.array(z.object({ figure: z.enum(figureNames), name: z.string(), how: z.string() })),
  comparedWith: PromotionReport.optional(),
})
export type Report = z.infer<typeof Report>

export const fileTypes = ['csv', 'xlsx'] as const
