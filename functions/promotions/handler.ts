import { promotionContracts } from '../../shared/promotions.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import * as promotions from './promotions.ts'

export const handler = serve(table, promotionContracts, {
  createPromotion: ({ staff, input, key, now }) => promotions.createPromotion(table, staff, input, key, now),
  updatePromotion: ({ staff, input, now }) => {
    const { promotionId, version, ...words } = input
    return promotions.updatePromotion(table, staff, { promotionId, version, words }, now)
  },
  raiseBudget: ({ staff, input, now }) => promotions.raiseBudget(table, staff, input, now),
  copyPromotion: ({ staff, input, key, now }) => promotions.copyPromotion(table, staff, input, key, now),
  listPromotions: ({ staff, input, now }) => promotions.listPromotions(table, staff, input, now),
  getPromotion: ({ staff, input, now }) => promotions.getPromotion(table, staff, input.promotionId, now),
  launchCheck: ({ staff, input, language, now }) => promotions.launchCheck(table, staff, input.promotionId, language, now),
  launchPromotion: ({ staff, input, now }) => promotions.launchPromotion(table, staff, input.promotionId, now),
  pausePromotion: ({ staff, input, now }) => promotions.pausePromotion(table, staff, input.promotionId, input.reason, now),
  resumePromotion: ({ staff, input, now }) => promotions.resumePromotion(table, staff, input.promotionId, now),
  stopBatch: ({ staff, input, now }) => promotions.stopBatch(table, staff, input.batchId, now),
  createBatch: ({ staff, input, key, now }) => {
    const { promotionId, ...form } = input
    return promotions.createBatch(table, staff, promotionId, form, key, now)
  },
  updateBatch: ({ staff, input, now }) => {
    const { batchId, version, ...form } = input
    return promotions.updateBatch(table, staff, { batchId, version, form }, now)
  },
  askApproval: ({ staff, input, language, now }) => promotions.askApproval(table, staff, input, language, now),
  listApprovals: ({ staff, input, language }) => promotions.listApprovals(table, staff, input, language),
  decideApproval: ({ staff, input, language, now }) => promotions.decideApproval(table, staff, input, language, now),
})
