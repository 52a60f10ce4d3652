import * as z from 'zod'
import { type Contract, Day, Id, Instant, Latitude, Longitude, listInput, listOf, words } from './contract.ts'
import { OfferCard } from './coupon-contracts.ts'
import { DealCard } from './deals.ts'
import { OpenNow, SpecialDays, Store, StoreForm, StoreRule } from './stores.ts'

/** A store as those see it who look after it. */
export const DeskStore = Store.extend({
  ...OpenNow.shape,
  ...SpecialDays.shape,
  dayEndsAt: z.string(),
  version: z.int(),
})
export type DeskStore = z.infer<typeof DeskStore>

/** A day on which the hours of the week do not hold. */
export const Exception = z.object({
  day: Day,
  closed: z.boolean(),
  reason: z.string().optional(),
  /** On the wall of the store. */
  hours: z.array(z.object({ from: z.string(), to: z.string() })),
})
export type Exception = z.infer<typeof Exception>

/** Everything about a store that a guest may want before setting out. */
export const StorePage = DeskStore.extend({
  /** The coming ones, soonest first. */
  exceptions: z.array(Exception),
  /** What can be claimed now and used there. */
  offers: z.array(OfferCard),
  /** What can be bought now and used there. */
  deals: z.array(DealCard),
  /** While it is closed: the nearest store of the same merchant that is not. */
  other: Store.optional(),
})
export type StorePage = z.infer<typeof StorePage>

export const StoreSet = z.object({
  storeSetId: Id,
  /** A version never changes what it holds; an edit makes the next one. */
  version: z.int(),
  name: z.string(),
  rule: StoreRule.optional(),
  storeCount: z.int(),
  changedAt: Instant,
})
export type StoreSet = z.infer<typeof StoreSet>

/** 64 KB of body hold so many ids. */
const StoreIds = z.array(Id).min(1).max(1500)
const members = { storeIds: StoreIds.optional(), rule: StoreRule.optional() }
const oneWay = (input: { storeIds?: unknown; rule?: unknown }) => (input.storeIds === undefined) !== (input.rule === undefined)
const eitherWay = { path: ['storeIds'], message: 'send either storeIds or rule' }

const here = { lat: Latitude.optional(), lng: Longitude.optional() }
const keepers = ['manager', 'marketer'] as const

export const storeContracts = {
  createStore: {
    role: keepers,
    audit: ['name'],
    summary: 'A new store of the merchant; a manager who makes one manages it.',
    input: StoreForm,
    output: DeskStore,
    status: 201,
    idempotent: true,
    refuses: [],
  },
  updateStore: {
    role: keepers,
    audit: ['name', 'version'],
    summary:
      'Changes what is sent and leaves the rest as it is; null takes phone or hours away. closedDays and specialHours are the exceptions to the hours of the week.',
    input: StoreForm.partial().extend({
      storeId: Id,
      version: z.int().min(1),
      phone: words(30).nullable().optional(),
      hours: StoreForm.shape.hours.unwrap().nullable().optional(),
      ...SpecialDays.partial().shape,
    }),
    output: DeskStore,
    refuses: ['store.not_found', 'version.stale'],
  },
  closeStore: {
    role: keepers,
    audit: ['until', 'forGood', 'reason'],
    summary:
      'Closes a store from now: for today, until a day (its last), or for good. For good it refuses while coupons are held that are good nowhere else, unless that is confirmed.',
    input: z.strictObject({
      storeId: Id,
      until: Day.optional(),
      forGood: z.literal(true).optional(),
      reason: words(60),
      confirmHolders: z.literal(true).optional(),
    }),
    output: DeskStore,
    refuses: ['store.not_found', 'store.closed', 'store.has_holders'],
  },
  reopenStore: {
    role: keepers,
    audit: [],
    summary: 'Opens a store again that was closed for some days. One that is open stays so; one that is closed for good too.',
    input: z.strictObject({ storeId: Id }),
    output: DeskStore,
    refuses: ['store.not_found', 'store.closed'],
  },
  listStores: {
    role: ['clerk', 'manager', 'marketer'],
    summary: "The stores where the caller works; a marketer's are all of the merchant's, by name.",
    input: z.strictObject({ ...listInput }),
    output: listOf(DeskStore),
    refuses: [],
  },
  getStore: {
    role: 'guest',
    summary: 'One store: whether it is open now, its coming exceptions, what can be claimed and used there.',
    input: z.strictObject({ storeId: Id, ...here }),
    output: StorePage,
    refuses: ['store.not_found'],
  },
  createStoreSet: {
    role: 'marketer',
    audit: ['name'],
    summary: 'A named set of stores, by their ids or by a rule, for offers to name as their scope.',
    input: z.strictObject({ name: words(40), ...members }).refine(oneWay, eitherWay),
    output: StoreSet,
    status: 201,
    idempotent: true,
    refuses: ['store.not_found'],
  },
  updateStoreSet: {
    role: 'marketer',
    audit: ['name', 'version'],
    summary: 'The next version of a set; a rule is asked anew. Coupons that are held keep the version they were claimed under.',
    input: z.strictObject({ storeSetId: Id, version: z.int().min(1), name: words(40), ...members }).refine(oneWay, eitherWay),
    output: StoreSet,
    refuses: ['set.not_found', 'store.not_found', 'version.stale'],
  },
  getStoreSet: {
    role: 'marketer',
    summary: 'A set with the ids of its stores, where they were named one by one.',
    input: z.strictObject({ storeSetId: Id }),
    output: StoreSet.extend({ storeIds: z.array(Id).optional() }),
    refuses: ['set.not_found'],
  },
  listStoreSets: {
    role: 'marketer',
    summary: "The merchant's sets of stores, newest first.",
    input: z.strictObject({ ...listInput }),
    output: listOf(StoreSet),
    refuses: [],
  },
} as const satisfies Record<string, Contract>
