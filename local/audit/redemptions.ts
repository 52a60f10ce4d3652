import { lastUse } from '../../functions/coupons/coupons.ts'
import type { CouponItem } from '../../functions/coupons/items.ts'
import type { Item } from '../../functions/kernel/table/table.ts'
import { lastUseOf, type VoucherItem } from '../../functions/vouchers/vouchers.ts'
import { isOfMember, type Law } from './law.ts'

interface Seen {
  events: number
  /** As the log, the day of the store, and the thing itself say. */
  stores: Set<string>
  clerks: Set<string>
  things: Set<string>
  lines: number
}

/**
 * Every redemption stands once in the log and once in the day of a store, and both name the same store, the same clerk and the same thing:
 * the coupon or voucher that says so too.
 */
export function redemptionsLaw(): Law {
  const all = new Map<string, Seen>()
  const held = new Set<string>()
  const of = (redemptionId: string): Seen => {
    const fresh = { events: 0, stores: new Set<string>(), clerks: new Set<string>(), things: new Set<string>(), lines: 0 }
    const found = all.get(redemptionId) ?? fresh
    all.set(redemptionId, found)
    return found
  }
  const thingOf = (item: Item) => String(item.couponId ?? item.voucherId)

  function ofThing(item: Item, redemptionId: string, use: { storeId: string; byId: string } | undefined): void {
    held.add(thingOf(item))
    if (!use) return
    const seen = of(redemptionId)
    seen.stores.add(use.storeId)
    seen.clerks.add(use.byId)
    seen.things.add(thingOf(item))
  }

  function ofLine(item: Item): void {
    const use = item.use as { storeId: string; byId: string }
    const seen = of(String(item.redemptionId))
    seen.lines += 1
    seen.stores.add(use.storeId)
    seen.stores.add(item.pk.split('#')[1] ?? '')
    seen.clerks.add(use.byId)
    seen.things.add(thingOf(item))
  }

  return {
    promise: 'every redemption has one clerk, one store, one holding',
    take(item) {
      if (isOfMember(item, 'COUPON#') && item.state !== 'pending') ofThing(item, lastUse(item as CouponItem), item.use as never)
      else if (isOfMember(item, 'VOUCHER#')) ofThing(item, lastUseOf(item as VoucherItem), item.use as never)
      else if (item.sk.startsWith('AT#') && item.redemptionId !== undefined) ofLine(item)
      else if (item.pk.startsWith('EVENT#') && item.kind === 'redeemed') {
        const seen = of(String(item.redemptionId))
        seen.events += 1
        seen.stores.add(String(item.storeId))
        seen.things.add(thingOf(item))
      }
    },
    end() {
      const wrong: string[] = []
      for (const [redemptionId, { events, stores, clerks, things, lines }] of all) {
        const say = (what: string) => wrong.push(`${redemptionId}: ${what}`)
        if (events !== 1) say(`${events} times in the log`)
        if (lines !== 1) say(`${lines} times in the day of a store`)
        if (clerks.size !== 1) say(`${clerks.size} clerks (${[...clerks].join(', ')})`)
        if (stores.size !== 1) say(`${stores.size} stores (${[...stores].join(', ')})`)
        if (things.size !== 1) say(`${things.size} things (${[...things].join(', ')})`)
        for (const thing of things) if (!held.has(thing)) say(`nobody holds ${thing}`)
      }
      return { counted: all.size, wrong }
    },
  }
}
