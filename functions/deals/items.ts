import type { DealForm } from '../../shared/deals.ts'
import { bare } from '../kernel/ids.ts'
import type { Condition, Item, Key } from '../kernel/table/table.ts'
import type { SetVersion } from '../stores/stores.ts'

/** Whether it can be bought, as its marketer has set it; the window is another matter. `stopped` is for good. */
export type Gate = 'draft' | 'open' | 'paused' | 'stopped'

/** A version of a deal's terms: what is bought under it keeps it. */
export type Terms = {
  dealId: string
  version: number
  promotionId: string
  merchantId: string
  merchantName: string
  zone: string
  /** Its ladder goes from the smallest group to the largest. */
  form: DealForm
  /** What `form.voucher.storeSetId` meant when the terms were made. */
  storeSet?: SetVersion
}

/** Immutable: an order and a group name the version they were placed under. */
export type TermsItem = Item & Terms

/** What a deal says to people, under its present terms: words only, no limit is judged on it. `list` puts one that is not a draft among the offers. */
export type DealItem = Item &
  Terms & {
    /** How many stock items there are. */
    shards: number
    gate: Gate
    /** Why it is paused. */
    pausedFor?: string
    /** The stores in its form are the promotion's, and follow them. */
    inheritsStores?: true
    /** So many percent of members do not see it in lists: its promotion's, and never changed. */
    holdOutPercent?: number
    from: string
    to: string
  }

/** A part of the stock, counted in vouchers, and everything that a purchase's condition asks. */
export interface StockItem extends Item {
  left: number
  gate: Gate
  from: string
  to: string
  version: number
}

/**
 * People who buy together. Its seats are flat fields, `seat:<bare memberId>` (seats.ts), so that who sits twice, or last, is judged by
 * the condition of the write that sits down. No index holds it: its clock (groups.ts) does.
 */
export interface GroupItem extends Item {
  groupId: string
  dealId: string
  version: number
  size: number
  priceFen: number
  openedAt: string
  endsAt: string
  /** From then on nobody can join: a payment needs some time. */
  lastJoinAt: string
  state: 'open' | 'complete' | 'failed'
  /** Seats that can still be taken. */
  left: number
  /** Seats that are paid. */
  paid: number
  /** How many missing seats the merchant takes at the end; absent: none. */
  sponsoredSeats?: number
  /** How many it took. */
  sponsored?: number
  /** When it was complete, or failed. */
  decidedAt?: string
}

export const dealKey = (dealId: string): Key => ({ pk: `DEAL#${dealId}`, sk: dealSk })
export const dealSk = 'DEAL'
export const termsKey = (dealId: string, version: number): Key => ({
  pk: `DEALRULES#${dealId}`,
  sk: `V#${String(version).padStart(6, '0')}`,
})
export const stockKey = (dealId: string, shard: number): Key => ({ pk: `DEAL#${dealId}#STOCK#${shard}`, sk: 'STOCK' })
export const groupKey = (groupId: string): Key => ({ pk: `GROUP#${groupId}`, sk: groupSk })
export const groupSk = 'GROUP'

/** While a group is open: when its time is over (`due`), and that it can be found by its deal (`list`). */
export interface ClockItem extends Item {
  groupId: string
}
export const clockKey = (groupId: string): Key => ({ pk: `GROUP#${groupId}`, sk: 'CLOCK' })
export const groupsOf = (dealId: string) => `GROUPS#${dealId}`

/** The partition of the index `list` that holds what can be had, by its end; batches of coupons stand there too. */
const offers = 'OFFERS'
export const listed = (to: string, dealId: string) => ({ list: offers, listAt: `${to}#${dealId}` })

/** The partition of the index `list` that holds what of a merchant's may still be used, by its end; rules of coupons stand there too. */
export const usableOf = (merchantId: string) => `USABLE#${merchantId}`

/** Names the place of an order in a member's wallet: member, deal, and the how-manieth of that deal it is. */
export function orderIdOf(memberId: string, dealId: string, nth: number): string {
  return `ord_${bare(memberId)}${bare(dealId)}-${nth}`
}

/** What every purchase asks of the stock item it takes from, but for one that joins: open groups outlive the sale. */
export const onSale = (deal: Pick<DealItem, 'version'>, at: string): Condition[] => [
  { field: 'gate', is: 'open' },
  { field: 'from', atMost: at },
  { field: 'to', above: at },
  { field: 'version', is: deal.version },
]
