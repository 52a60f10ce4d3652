import { redemptionContracts } from '../../shared/redemptions.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { previewByOrder, redeemByOrder } from './assisted.ts'
import { listRedemptions } from './day-list.ts'
import * as redemptions from './redemptions.ts'
import { undoRedemption } from './undo.ts'

export const handler = serve(table, redemptionContracts, {
  previewRedemption: ({ staff, input, language, now }) => redemptions.previewRedemption(table, staff, input, language, now),
  redeem: ({ staff, input, key, language, now }) => redemptions.redeem(table, staff, input, key, language, now),
  previewByOrder: ({ staff, input, language, now }) => previewByOrder(table, staff, input, language, now),
  redeemByOrder: ({ staff, input, key, language, now }) => redeemByOrder(table, staff, input, key, language, now),
  undoRedemption: ({ staff, input, key, language, now }) => undoRedemption(table, staff, input, key, language, now),
  listRedemptions: ({ staff, input, language, now }) => listRedemptions(table, staff, input, language, now),
})
