import * as z from 'zod'
import { type Contract, Fen, Id, Instant, Latitude, Longitude, listInput, listOf, words } from './contract.ts'
import { offerStates } from './coupons.ts'
import { ClosedStore, Store } from './stores.ts'

/** A seat is held so many minutes for who takes it to pay; never past the end of the group. */
export const holdMinutes = 15
/** Nobody can join in the last seconds of a group: a payment needs some time. */
export const lastJoinSeconds = 60

/** A step of the ladder: a group of exactly so many pays this price, each for each voucher. */
export const Step = z.strictObject({ size: z.int().min(2).max(20), priceFen: Fen.min(1) })
export type Step = z.infer<typeof Step>

export const refundRules = ['until_used', 'never'] as const

/** What a buyer gets, once for each of the quantity bought. Without stores it is good at the promotion's. */
export const VoucherRule = z.strictObject({
  uses: z.int().min(1).max(100).meta({ description: '1, or how often a pass can be used' }),
  validDays: z.int().min(1).max(365).meta({
    description: 'the day of purchase is the first, midnight in the zone of the store ends the last',
  }),
  storeSetId: Id.optional().meta({ description: 'instead of storeIds' }),
  storeIds: z.array(Id).min(1).max(100).optional(),
})
export type VoucherRule = z.infer<typeof VoucherRule>

/** What a marketer fills in. It can be bought inside the promotion's window; open groups run to their own clock. */
export const DealForm = z.strictObject({
  title: words(40),
  picture: Id.optional().meta({ description: 'from uploadPicture' }),
  total: z.int().min(1).max(1_000_000).meta({ description: 'vouchers' }),
  perMember: z.int().min(1).max(20).meta({ description: 'vouchers a member may have' }),
  aloneFen: Fen.min(1),
  listFen: Fen.min(1).optional().meta({ description: 'what it costs without the deal' }),
  unitCostFen: Fen.optional(),
  ladder: z.array(Step).min(1).max(6).meta({ description: 'a larger group never pays more' }),
  groupHours: z.int().min(1).max(168),
  voucher: VoucherRule,
  refundable: z.enum(refundRules),
  sponsoredSeats: z.int().min(0).max(19).optional().meta({
    description: 'so many missing seats the merchant takes, openly, when the clock of a group runs out',
  }),
})
export type DealForm = z.infer<typeof DealForm>

/** `open`: it has free seats; `full`: some of its seats are still being paid; `ending`: its time is over and a payment is looked after. */
export const groupStates = ['open', 'full', 'ending', 'complete', 'failed'] as const
export type GroupState = (typeof groupStates)[number]

/** `held`: being paid. */
export const seatStates = ['held', 'paid'] as const

/** An open group as a list shows it. */
export const GroupCard = z.object({
  groupId: Id,
  size: z.int(),
  priceFen: Fen,
  /** How many have paid, and how many seats can still be taken now. */
  paid: z.int(),
  free: z.int(),
  /** Who leads it, masked: whoever of its members came first. */
  leader: z.string(),
  endsAt: Instant,
})
export type GroupCard = z.infer<typeof GroupCard>

/** What is free instead, for who finds a group full or over. */
export const OtherWays = z.object({
  /** A seat that is being paid is free again by then, if it is not paid. */
  seatMayFreeAt: Instant.optional(),
  groups: z.array(GroupCard),
  /** A group of one's own, while the deal can be bought. */
  openOwn: Step.optional(),
})
export type OtherWays = z.infer<typeof OtherWays>

export const GroupMember = z.object({
  /** Masked. */
  name: z.string(),
  leads: z.boolean(),
  me: z.boolean(),
  at: Instant,
})
export type GroupMember = z.infer<typeof GroupMember>

/** A group as everybody with its link sees it: members are those who have paid. */
export const Group = z.object({
  groupId: Id,
  dealId: Id,
  title: z.string(),
  picture: Id.optional(),
  merchantName: z.string(),
  aloneFen: Fen,
  size: z.int(),
  /** What each pays for each voucher, from its first member to its last. */
  priceFen: Fen,
  state: z.enum(groupStates),
  members: z.array(GroupMember),
  /** Seats that are being paid. */
  held: z.int(),
  /** Seats that can be taken now. */
  free: z.int(),
  /** Missing seats that the merchant took when the time was over. */
  sponsored: z.int().optional(),
  /** How many the merchant would take. */
  sponsoredSeats: z.int().optional(),
  endsAt: Instant,
  perMember: z.int(),
  /** The caller's own seat; `payBy` while it is held. */
  mine: z.object({ orderId: Id, state: z.enum(seatStates), payBy: Instant.optional() }).optional(),
  /** For who is not in it and cannot join. */
  instead: OtherWays.optional(),
})
export type Group = z.infer<typeof Group>

/** What a guest sees of a deal. */
export const DealOffer = z.object({
  dealId: Id,
  promotionId: Id,
  title: z.string(),
  picture: Id.optional(),
  merchantName: z.string(),
  aloneFen: Fen,
  listFen: Fen.optional(),
  /** Smallest group first. */
  ladder: z.array(Step),
  groupHours: z.int(),
  voucher: z.object({ uses: z.int(), validDays: z.int() }),
  refundable: z.enum(refundRules),
  rules: z.array(z.string()),
  window: z.object({ from: Instant, to: Instant }),
  /** Coarse: exact up to 20, then rounded down to two digits; may be some seconds old. */
  left: z.int().min(0),
  state: z.enum(offerStates),
  /** Why it is paused, in the marketer's words. */
  pausedFor: z.string().optional(),
  perMember: z.int(),
  /** The nearest 20, nearest first when the question carried a place. */
  stores: z.array(Store),
  storeCount: z.int(),
  closedStores: z.array(ClosedStore).optional(),
})
export type DealOffer = z.infer<typeof DealOffer>

/** One card of the home page. */
export const DealCard = DealOffer.pick({
  dealId: true,
  title: true,
  picture: true,
  merchantName: true,
  aloneFen: true,
  listFen: true,
  left: true,
  state: true,
}).extend({
  kind: z.literal('deal'),
  /** The lowest price of the ladder. */
  best: Step,
  to: Instant,
  storeCount: z.int(),
  nearest: Store.optional(),
})
export type DealCard = z.infer<typeof DealCard>

const here = { lat: Latitude.optional(), lng: Longitude.optional() }

export const dealContracts = {
  getDeal: {
    role: 'guest',
    summary: 'One paid offer: its prices alone and in a group, its rules in words, and where it is good.',
    input: z.strictObject({ dealId: Id, ...here }),
    output: DealOffer,
    refuses: ['deal.not_found'],
  },
  getGroup: {
    role: 'guest',
    summary: 'Who is in a group, masked, what is missing and until when; with a token also the own seat.',
    input: z.strictObject({ groupId: Id }),
    output: Group,
    refuses: ['group.not_found'],
  },
  listOpenGroups: {
    role: 'guest',
    summary: 'The groups of a deal that can be joined now, soonest ending first.',
    input: z.strictObject({ dealId: Id, ...listInput }),
    output: listOf(GroupCard),
    refuses: ['deal.not_found'],
  },
} as const satisfies Record<string, Contract>
