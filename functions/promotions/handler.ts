import { promotionContracts } from '../../shared/promotions.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import * as promotions from './promotions.ts'

export const handler = serve(table, promotionContracts, {
  createPromotion: ({ table, staff, input, key, now }) => promotions.createPromotion(table, staff, input, key, now),
  listPromotions: ({ staff, input, now }) => promotions.listPromotions(table, staff, input, now),
  getPromotion: ({ staff, input, now }) => promotions.getPromotion(table, staff, input.promotionId, now),
  launchPromotion: ({ table, staff, input, now }) => promotions.launchPromotion(table, staff, input.promotionId, now),
  pausePromotion: ({ table, staff, input, now }) =>
    promotions.pausePromotion(table, staff, input.promotionId, input.reason, now),
  resumePromotion: ({ table, staff, input, now }) => promotions.resumePromotion(table, staff, input.promotionId, now),
  stopBatch: ({ table, staff, input, now }) => promotions.stopBatch(table, staff, input.batchId, now),
  createBatch: ({ table, staff, input, key, now }) => {
    const { promotionId, ...form } = input
    return promotions.createBatch(table, staff, promotionId, form, key, now)
  },
})
