import { streakContracts } from '../../shared/streak-contracts.ts'
import { countedVisits } from '../checkins/checkins.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { mustPassCheck } from '../members/members.ts'
import * as promotions from '../promotions/promotions.ts'
import { listMyPoints, listMyStreaks } from './streaks.ts'

/** A streak lives in a promotion, so its making is the promotion's; visits are read where they live. */
export const handler = serve(table, streakContracts, {
  createStreak: async ({ staff, input, key, language, now, ...call }) => {
    const { promotionId, ...form } = input
    await mustPassCheck(table, staff.memberId, { title: form.title }, 'published', now)
    return promotions.createStreak(call.table, staff, promotionId, form, key, language, now)
  },
  stopStreak: ({ table, staff, input, language, now }) => promotions.stopStreak(table, staff, input.streakId, language, now),
  listStreaks: ({ staff, input, language, now }) => promotions.listStreaks(table, staff, input.promotionId, language, now),
  listMyStreaks: ({ memberId, input, language, now }) =>
    listMyStreaks(table, memberId, input.storeId, countedVisits, language, now),
  listMyPoints: ({ memberId, input }) => listMyPoints(table, memberId, input),
})
