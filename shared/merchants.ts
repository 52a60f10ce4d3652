import * as z from 'zod'
import { type Contract, Id, Instant, listInput, listOf, words } from './contract.ts'
import { refusesWords } from './promotions.ts'
import { Invitation } from './staff.ts'
import { Zone } from './stores.ts'

const MarginFloor = z.int().min(0).max(95).meta({
  description: 'percent of its price that an offer has to leave over what it costs; one that does not, is not launched',
})
const Commission = z
  .int()
  .min(0)
  .max(5000)
  .meta({ description: 'basis points of what guests pay that the payment channel keeps' })

/** Who owns stores. */
export const Merchant = z.object({
  merchantId: Id,
  name: z.string(),
  /** Of its days in figures, and of a store nobody says the zone of. */
  zone: z.string(),
  /** Absent: no floor. */
  marginFloorPercent: z.int().optional(),
  commissionBasisPoints: z.int(),
  version: z.int(),
})
export type Merchant = z.infer<typeof Merchant>

/** A merchant as operators see it. */
export const Admitted = z.object({ merchantId: Id, name: z.string(), zone: z.string(), admittedAt: Instant.optional() })
export type Admitted = z.infer<typeof Admitted>

export const merchantContracts = {
  createMerchant: {
    role: 'operator',
    audit: ['name', 'zone'],
    summary: 'Admits a merchant, with an invitation for its first marketer; an operator confirms whoever takes it.',
    input: z.strictObject({ name: words(30), zone: Zone }),
    output: Merchant.extend({ invitation: Invitation }),
    status: 201,
    idempotent: true,
    refuses: ['invitation.expired'],
  },
  inviteMarketer: {
    role: 'operator',
    audit: ['role'],
    summary:
      'Another invitation for a marketer of a merchant: the first one has expired, or nobody is left there who could invite.',
    input: z.strictObject({ merchantId: Id }),
    output: Invitation,
    status: 201,
    idempotent: true,
    refuses: ['merchant.not_found', 'invitation.expired'],
  },
  listMerchants: {
    role: 'operator',
    summary: 'The merchants, the latest first.',
    input: z.strictObject({ ...listInput }),
    output: listOf(Admitted),
    refuses: [],
  },
  getMerchant: {
    role: 'marketer',
    summary: "The marketer's merchant and its settings.",
    input: z.strictObject({}),
    output: Merchant,
    refuses: [],
  },
  updateMerchant: {
    role: 'marketer',
    audit: ['name', 'marginFloorPercent', 'commissionBasisPoints', 'version'],
    summary:
      'Changes what is sent and leaves the rest as it is; null takes the floor away. A new name goes to the stores and the staff, and to offers made from then on.',
    input: z.strictObject({
      name: words(30).optional(),
      marginFloorPercent: MarginFloor.nullable().optional(),
      commissionBasisPoints: Commission.optional(),
      version: z.int().min(0),
    }),
    output: Merchant,
    refuses: ['version.stale', ...refusesWords],
  },
} as const satisfies Record<string, Contract>
