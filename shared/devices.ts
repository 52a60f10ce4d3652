import * as z from 'zod'
import { type Contract, Fen, Id, Instant, InstantIn } from './contract.ts'
import { Benefit, LineScope } from './coupons.ts'
import { conflictCodes } from './exceptions.ts'
import { Bill, redemptionKinds } from './redemptions.ts'

/** More than the cap, so that a queue whose answer was lost can come again with what was added since. */
const mostEntries = 60

/** Base64url of so many bytes. */
const bytes = (count: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((count * 4) / 3)}}$`))
const Fingerprint = z
  .union([z.literal(''), bytes(32)])
  .meta({ description: 'of the entry before; of the first the empty text' })

/** What a counter without network may redeem, and what it has to know of it: the code itself says only which coupon or voucher it is. */
export const OfflineOffer = z.object({
  /** batchId or dealId, as the id in the code holds it. */
  offerId: Id,
  kind: z.enum(redemptionKinds),
  title: z.string(),
  rules: z.array(z.string()),
  /** Of coupons. */
  benefit: Benefit.optional(),
  /** The part of the scope that is judged on the lines of a bill. */
  scope: LineScope.optional(),
  /** Of vouchers: how often each can be used in all, and the most that one use was paid with. */
  uses: z.int().optional(),
  useFen: Fen.optional(),
  /** When it can be used in this store, until the grant ends; empty: not before that. */
  open: z.array(z.object({ from: Instant, to: Instant })),
  /** Its holders have it under differing terms, which its code does not tell: only the server can say. */
  unsure: z.literal(true).optional(),
})
export type OfflineOffer = z.infer<typeof OfflineOffer>

/** What a device needs to redeem without network, and until when it may. */
export const Grant = z.object({
  deviceId: Id,
  storeId: Id,
  /** Public keys of codes (Ed25519), base64url as in a JWK, by the `kid` in a code's header. */
  keys: z.array(z.object({ kid: z.string(), x: z.string() })),
  /** What it may redeem before it is in touch again. */
  cap: z.object({ redemptions: z.int(), fen: Fen }),
  at: Instant,
  until: Instant,
  /** How far the device's clock is behind ours, in milliseconds; of a device that is being registered absent. */
  driftMs: z.int().optional(),
  /** The last entry that is known here. */
  counter: z.int(),
  head: z.string(),
  offers: z.array(OfflineOffer).max(300),
})
export type Grant = z.infer<typeof Grant>

/** What became of one entry, for good. `conflict`: it was handed over, and cannot be redeemed; it waits as an exception for a manager. */
export const SyncResult = z.object({
  counter: z.int(),
  state: z.enum(['done', 'conflict']),
  /** When it counts as made: by our clock, never before the device was last in touch. */
  at: Instant,
  redemptionId: Id.optional(),
  why: z.object({ code: z.enum(conflictCodes), message: z.string() }).optional(),
  /** Who had redeemed it already. */
  use: z.object({ by: z.string(), at: Instant, storeName: z.string() }).optional(),
  exceptionId: Id.optional(),
})
export type SyncResult = z.infer<typeof SyncResult>

const Entry = z.strictObject({
  counter: z.int().min(1).max(999_999),
  prev: Fingerprint,
  at: InstantIn.meta({ description: "by the device's own clock" }),
  code: z.string().min(1).max(400).meta({ description: 'what the QR held' }),
  uses: z.int().min(1).max(100).optional(),
  bill: Bill.optional(),
  fen: Fen.meta({ description: 'what the guest was told it is worth; of a voucher the most that its uses can be' }),
  signature: bytes(64).meta({ description: 'Ed25519 over the text of shared/offline.ts' }),
})

export const deviceContracts = {
  registerDevice: {
    role: 'clerk',
    audit: ['storeId'],
    summary: 'Makes a phone or tablet one that can redeem without network; the same key again answers the same device.',
    input: z.strictObject({
      storeId: Id,
      publicKey: bytes(32).meta({ description: "the device's own Ed25519 key, base64url" }),
    }),
    output: Grant,
    status: 201,
    refuses: ['device.too_many', 'store.not_found'],
  },
  syncRedemptions: {
    role: 'clerk',
    audit: 'fact',
    summary:
      'What a device redeemed without network, in order, each judged as redeem would have at that time; and what it needs to go on. The same queue again gives the same answers.',
    input: z.strictObject({
      deviceId: Id,
      sentAt: InstantIn.meta({ description: "by the device's own clock" }),
      entries: z.array(Entry).max(mostEntries),
      signature: bytes(64).meta({ description: 'Ed25519 over the text of shared/offline.ts' }),
    }),
    output: z.object({ results: z.array(SyncResult), grant: Grant }),
    longestBody: 256 * 1024,
    refuses: ['device.unknown', 'device.queue_broken', 'store.not_found', 'table.busy'],
  },
} as const satisfies Record<string, Contract>
