import * as z from 'zod'
import { Day, Fen, Id, Instant, words } from './contract.ts'

/** What is counted: days one after the other, weeks (Monday to Sunday) one after the other, or simply visits. */
export const streakKinds = ['day', 'week', 'count'] as const
export type StreakKind = (typeof streakKinds)[number]

/** What a round earns. Points cost the budget `costFen` each time; a coupon what a claim of its batch reserves. */
export const RewardForm = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('points'), points: z.int().min(1).max(1_000_000), costFen: Fen }),
  z.strictObject({ kind: z.literal('coupon'), batchId: Id }),
])
export type RewardForm = z.infer<typeof RewardForm>

/** What a marketer fills in. It counts inside the promotion's window; without stores at the promotion's. */
export const StreakForm = z.strictObject({
  title: words(40),
  kind: z.enum(streakKinds),
  goal: z.int().min(1).max(100).meta({ description: 'days, weeks or visits of a round; then the next one begins' }),
  makeUps: z.int().min(0).max(10).meta({ description: 'days or weeks that may be missed in a round; 0 for count' }),
  reward: RewardForm,
  storeIds: z.array(Id).min(1).max(100).optional(),
  storeSetId: Id.optional().meta({ description: 'instead of storeIds' }),
})
export type StreakForm = z.infer<typeof StreakForm>

/** As its marketer sees it. The counts follow within a second of what happened. */
export const Streak = StreakForm.extend({
  streakId: Id,
  promotionId: Id,
  state: z.enum(['draft', 'not_started', 'open', 'paused', 'stopped', 'ended']),
  /** In words: what counts, what may be missed, what it earns. */
  rules: z.string(),
  /** Rewards granted, those that wait (for budget, stock, or the end of a pause), and what they have cost. */
  counts: z.object({ granted: z.int(), waiting: z.int(), costFen: z.int() }),
})
export type Streak = z.infer<typeof Streak>

/**
 * coming: earned, and a moment away. granted: it is there. waiting: the budget or the stock is spent, or the promotion paused; it is tried again
 * by itself. lost: there is nothing left to wait for.
 */
export const rewardStates = ['coming', 'granted', 'waiting', 'lost'] as const
export type RewardState = (typeof rewardStates)[number]

/** What one round earned. */
export const Reward = z.object({
  streakId: Id,
  /** The how-manieth round, from 1. */
  round: z.int(),
  title: z.string(),
  kind: z.enum(['points', 'coupon']),
  points: z.int().optional(),
  batchId: Id.optional(),
  /** Once it is granted. */
  couponId: Id.optional(),
  state: z.enum(rewardStates),
  /** What it is and how it stands. */
  words: z.string(),
  /** When it was granted. */
  at: Instant.optional(),
})
export type Reward = z.infer<typeof Reward>

/** Where a member stands in a streak. */
export const MyStreak = z.object({
  streakId: Id,
  title: z.string(),
  merchantName: z.string(),
  kind: z.enum(streakKinds),
  goal: z.int(),
  /** Of this round: what is done, what is left, which round it is. */
  done: z.int(),
  left: z.int(),
  round: z.int(),
  makeUps: z.int(),
  makeUpsLeft: z.int(),
  /** The last business days with a visit that counts, at most 60, in order. */
  days: z.array(Day),
  /** Where it stands, and what comes next. */
  words: z.string(),
  /** What the round earns, in words. */
  next: z.object({ kind: z.enum(['points', 'coupon']), points: z.int().optional(), batchId: Id.optional(), words: z.string() }),
  /** Paused: visits count, and rewards wait. */
  state: z.enum(['open', 'paused']),
  /** Nothing counts from then on. */
  endsAt: Instant,
})
export type MyStreak = z.infer<typeof MyStreak>

/** A line of the points ledger: there is one for each thing that gave points. */
export const PointsEntry = z.object({
  merchantId: Id,
  merchantName: z.string(),
  points: z.int(),
  /** What they are for. */
  title: z.string(),
  streakId: Id,
  round: z.int(),
  at: Instant,
})
export type PointsEntry = z.infer<typeof PointsEntry>

/** The points of a member with one merchant: the sum of that ledger. */
export const PointsBalance = z.object({ merchantId: Id, merchantName: z.string(), points: z.int() })
export type PointsBalance = z.infer<typeof PointsBalance>
