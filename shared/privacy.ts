import * as z from 'zod'
import { type Contract, Id, Instant, listInput, listOf } from './contract.ts'

/** One thing that is kept, as it is kept; `kind` says what it is. */
const Kept = z.looseObject({ kind: z.string() })

export const privacyContracts = {
  exportMe: {
    role: 'member',
    summary:
      'Everything that is kept about the caller, as it is kept, page by page: the account, consents, coupons with their use.',
    input: z.strictObject({ ...listInput }),
    output: listOf(Kept).extend({ memberId: Id, madeAt: Instant, textVersion: z.string() }),
    refuses: [],
  },
  eraseMe: {
    role: 'member',
    summary:
      'Erases the caller: name, phone number, consents and the link to WeChat are gone, coupons that are held end, sessions end. Not to be undone. What was redeemed stays in the accounts of its store without a name, and limits per person still count.',
    input: z.strictObject({ confirm: z.literal('erase') }),
    output: z.object({ erasedAt: Instant }),
    refuses: ['member.on_staff', 'table.busy'],
  },
} as const satisfies Record<string, Contract>
