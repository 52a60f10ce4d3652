import { checkInContracts } from '../../shared/checkin-contracts.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import * as checkins from './checkins.ts'
import { getStoreCode } from './counter.ts'

export const handler = serve(table, checkInContracts, {
  getStoreCode: ({ staff, input, now }) => getStoreCode(table, staff, input.storeId, now),
  // No touchpoint issues a trace yet, so any is a foreign one: ignored.
  checkIn: ({ memberId, input: { trace: _, ...asked }, language, now }) =>
    checkins.checkIn(table, memberId, asked, language, now),
  listMyVisits: ({ memberId, input, language, now }) => checkins.listMyVisits(table, memberId, input, language, now),
  getVisit: ({ memberId, input, language, now }) => checkins.getVisit(table, memberId, input.visitId, language, now),
})
