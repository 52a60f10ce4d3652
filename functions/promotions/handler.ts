import { promotionContracts } from '../../shared/promotions.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { mustPassCheck } from '../members/members.ts'
import * as promotions from './promotions.ts'

export const handler = serve(table, promotionContracts, {
  createPromotion: async ({ staff, input, key, now }) => {
    await mustPassCheck(table, staff.memberId, { name: input.name }, 'published', now)
    return promotions.createPromotion(table, staff, input, key, now)
  },
  listPromotions: ({ staff, input, now }) => promotions.listPromotions(table, staff, input, now),
  getPromotion: ({ staff, input, now }) => promotions.getPromotion(table, staff, input.promotionId, now),
  launchPromotion: ({ staff, input, now }) => promotions.launchPromotion(table, staff, input.promotionId, now),
  // Guests read the reason, and yet nobody checks it: a pause must not wait for WeChat.
  pausePromotion: ({ staff, input, now }) => promotions.pausePromotion(table, staff, input.promotionId, input.reason, now),
  resumePromotion: ({ staff, input, now }) => promotions.resumePromotion(table, staff, input.promotionId, now),
  stopBatch: ({ staff, input, now }) => promotions.stopBatch(table, staff, input.batchId, now),
  createBatch: async ({ staff, input, key, now }) => {
    const { promotionId, ...form } = input
    const item = form.benefit.kind === 'gift' ? form.benefit.item : undefined
    await mustPassCheck(table, staff.memberId, { title: form.title, 'benefit.item': item }, 'published', now)
    return promotions.createBatch(table, staff, promotionId, form, key, now)
  },
})
