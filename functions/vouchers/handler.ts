import { voucherContracts } from '../../shared/vouchers.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import * as vouchers from './vouchers.ts'

export const handler = serve(table, voucherContracts, {
  listMyVouchers: ({ memberId, input, language, now }) => vouchers.listMyVouchers(table, memberId, input, language, now),
  getVoucher: ({ memberId, input, language, now }) => vouchers.getVoucher(table, memberId, input.voucherId, language, now),
})
