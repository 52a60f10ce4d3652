import { promotionContracts } from '../../shared/promotion-contracts.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { mustPassCheck } from '../members/members.ts'
import * as promotions from './promotions.ts'

export const handler = serve(table, promotionContracts, {
  createPromotion: async ({ staff, input, key, now, ...call }) => {
    await mustPassCheck(table, staff.memberId, { name: input.name }, 'published', now)
    return promotions.createPromotion(call.table, staff, input, key, now)
  },
  updatePromotion: async ({ staff, input, now, ...call }) => {
    const { promotionId, version, ...words } = input
    await mustPassCheck(table, staff.memberId, { name: words.name }, 'published', now)
    return promotions.updatePromotion(call.table, staff, { promotionId, version, words }, now)
  },
  raiseBudget: ({ table, staff, input, now }) => promotions.raiseBudget(table, staff, input, now),
  listPromotions: ({ staff, input, now }) => promotions.listPromotions(table, staff, input, now),
  listPulses: ({ staff, input, now }) => promotions.listPulses(table, staff, input, now),
  getPromotion: ({ staff, input, now }) => promotions.getPromotion(table, staff, input.promotionId, now),
  // Guests read the reason, and yet nobody checks it: a pause must not wait for WeChat.
  pausePromotion: ({ table, staff, input, now }) => promotions.pausePromotion(table, staff, input.promotionId, input, now),
  resumePromotion: ({ table, staff, input, now }) => promotions.resumePromotion(table, staff, input.promotionId, input, now),
})
