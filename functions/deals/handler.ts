import { dealContracts } from '../../shared/deals.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { placeOf } from '../stores/stores.ts'
import * as deals from './deals.ts'

export const handler = serve(table, dealContracts, {
  getDeal: ({ input, language, now }) => deals.getDeal(table, input.dealId, placeOf(input), language, now),
  getGroup: ({ memberId, input, language, now }) => deals.getGroup(table, input.groupId, memberId, language, now),
  listOpenGroups: ({ input, language, now }) => deals.listOpenGroups(table, input, language, now),
})
