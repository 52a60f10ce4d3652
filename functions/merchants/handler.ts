import { merchantContracts } from '../../shared/merchants.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { mustPassCheck } from '../members/members.ts'
import { createMerchant, inviteMarketer, listMerchants } from './admitting.ts'
import { getMerchant, updateMerchant } from './settings.ts'

export const handler = serve(table, merchantContracts, {
  createMerchant: ({ table, staff, input, key, now }) => createMerchant(table, staff, input, key, now),
  inviteMarketer: ({ table, staff, input, key, now }) => inviteMarketer(table, staff, input.merchantId, key, now),
  listMerchants: ({ input }) => listMerchants(table, input),
  getMerchant: ({ staff }) => getMerchant(table, staff),
  updateMerchant: async ({ staff, input, now, ...call }) => {
    await mustPassCheck(table, staff.memberId, { name: input.name }, 'published', now)
    return updateMerchant(call.table, staff, input, now)
  },
})
