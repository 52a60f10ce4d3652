import { checkInContracts } from '../../shared/checkin-contracts.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { registerPhone } from '../members/members.ts'
import * as checkins from './checkins.ts'
import { getStoreCode } from './counter.ts'
import { getCheckInRules, setCheckInRules } from './merchant-rules.ts'
import { decideReview, listReviews } from './reviews.ts'

export const handler = serve(table, checkInContracts, {
  getStoreCode: ({ staff, input, now }) => getStoreCode(table, staff, input.storeId, now),
  checkIn: ({ memberId, input, language, now }) => checkins.checkIn(table, memberId, input, language, now),
  registerPhone: async ({ memberId, input, now }) => registerPhone(table, memberId, input, now),
  getCheckInRules: ({ staff }) => getCheckInRules(table, staff),
  setCheckInRules: ({ table, staff, input }) => setCheckInRules(table, staff, input),
  listReviews: ({ staff, input, language, now }) => listReviews(table, staff, input, language, now),
  decideReview: ({ table, staff, input, language, now }) => decideReview(table, staff, input, language, now),
  listMyVisits: ({ memberId, input, language, now }) => checkins.listMyVisits(table, memberId, input, language, now),
  getVisit: ({ memberId, input, language, now }) => checkins.getVisit(table, memberId, input.visitId, language, now),
})
