import * as z from 'zod'
import { Id } from './contract.ts'
import { offerStates } from './coupons.ts'
import { DealForm } from './deals.ts'

/** A deal as its marketer sees it. `taken` is exact; the other counts follow within a second of what happened. */
export const Deal = DealForm.extend({
  dealId: Id,
  promotionId: Id,
  version: z.int(),
  state: z.enum([...offerStates, 'draft', 'stopped']),
  /** In vouchers, but for `ordered` and `paid`, which are orders. `sponsoredFen`: what the seats cost that the merchant took. */
  counts: z.object({
    left: z.int(),
    taken: z.int(),
    ordered: z.int(),
    paid: z.int(),
    redeemed: z.int(),
    refunded: z.int(),
    groupsOpened: z.int(),
    groupsComplete: z.int(),
    groupsFailed: z.int(),
    sponsoredFen: z.int(),
  }),
})
export type Deal = z.infer<typeof Deal>
