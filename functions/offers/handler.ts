import type { BatchForm } from '../../shared/coupons.ts'
import { offerDeskContracts } from '../../shared/offer-desk.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { mustPassCheck } from '../members/members.ts'
import * as promotions from '../promotions/promotions.ts'

/** The offers of a promotion: deployed apart from it, or a function would carry every form of the desk. */
export const handler = serve(table, offerDeskContracts, {
  copyPromotion: async ({ staff, input, key, language, now, ...call }) => {
    if (input.name !== undefined) await mustPassCheck(table, staff.memberId, { name: input.name }, 'published', now)
    return promotions.copyPromotion(call.table, staff, input, key, language, now)
  },
  stopBatch: ({ table, staff, input, now }) => promotions.stopBatch(table, staff, input.batchId, now),
  createBatch: async ({ staff, input, key, now, ...call }) => {
    const { promotionId, ...form } = input
    await mustPassCheck(table, staff.memberId, wordsIn(form), 'published', now)
    return promotions.createBatch(call.table, staff, promotionId, form, key, now)
  },
  updateBatch: async ({ staff, input, now, ...call }) => {
    const { batchId, version, ...form } = input
    await mustPassCheck(table, staff.memberId, wordsIn(form), 'published', now)
    return promotions.updateBatch(call.table, staff, { batchId, version, form }, now)
  },
  createDeal: async ({ staff, input, key, now, ...call }) => {
    const { promotionId, ...form } = input
    await mustPassCheck(table, staff.memberId, { title: form.title }, 'published', now)
    return promotions.createDeal(call.table, staff, promotionId, form, key, now)
  },
  updateDeal: async ({ staff, input, now, ...call }) => {
    const { dealId, version, ...form } = input
    await mustPassCheck(table, staff.memberId, { title: form.title }, 'published', now)
    return promotions.updateDeal(call.table, staff, { dealId, version, form }, now)
  },
  stopDeal: ({ table, staff, input, now }) => promotions.stopDeal(table, staff, input.dealId, now),
  askApproval: ({ table, staff, input, language, now }) => promotions.askApproval(table, staff, input, language, now),
  listApprovals: ({ staff, input, language }) => promotions.listApprovals(table, staff, input, language),
  decideApproval: ({ table, staff, input, language, now }) => promotions.decideApproval(table, staff, input, language, now),
})

/** What guests will read of it. */
function wordsIn({ title, benefit }: BatchForm) {
  return { title, 'benefit.item': benefit.kind === 'gift' ? benefit.item : undefined }
}
