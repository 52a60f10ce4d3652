import * as z from 'zod'
import { type Contract, Id, listInput, listOf } from './contract.ts'
import { refusesWords } from './promotions.ts'
import { MyStreak, PointsBalance, PointsEntry, Reward, Streak, StreakForm } from './streaks.ts'

export const streakContracts = {
  createStreak: {
    role: 'marketer',
    audit: ['title', 'kind', 'goal'],
    summary:
      'Rewards members who come again, by day, week or visit, inside a promotion: counts at once when it is live. What the rewards cost comes out of its budget.',
    input: StreakForm.extend({ promotionId: Id }),
    output: Streak,
    status: 201,
    idempotent: true,
    refuses: [
      'promotion.not_found',
      'promotion.ended',
      'promotion.full',
      'batch.not_found',
      'store.not_found',
      'set.not_found',
      'version.stale',
      'table.busy',
      ...refusesWords,
    ],
  },
  stopStreak: {
    role: 'marketer',
    audit: ['gate'],
    summary: 'Ends one streak for good: visits from now on do not count. What was earned before is still granted.',
    input: z.strictObject({ streakId: Id }),
    output: Streak,
    refuses: ['streak.not_found', 'table.busy'],
  },
  listStreaks: {
    role: 'marketer',
    summary: 'The streaks of a promotion, in the order they were made.',
    input: z.strictObject({ promotionId: Id }),
    output: listOf(Streak),
    refuses: ['promotion.not_found'],
  },
  listMyStreaks: {
    role: 'member',
    summary:
      'Where the caller stands in the streaks of a store, or of every merchant visited before, nearest to its reward first, and what the last rounds earned.',
    input: z.strictObject({ storeId: Id.optional() }),
    output: z.object({ items: z.array(MyStreak), rewards: z.array(Reward) }),
    refuses: ['store.not_found'],
  },
  listMyPoints: {
    role: 'member',
    summary: "The caller's points with each merchant, and the ledger they are the sum of.",
    input: z.strictObject({ ...listInput }),
    output: listOf(PointsEntry).extend({ balances: z.array(PointsBalance) }),
    refuses: [],
  },
} as const satisfies Record<string, Contract>
