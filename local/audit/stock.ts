import type { Item } from '../../functions/kernel/table/table.ts'
import { isOfMember, type Law, Sums } from './law.ts'

/**
 * Coupons: of an ordinary batch what is held and what is left make up what was given to it, exactly; a numbered slot of a flash batch is
 * one coupon's, and every coupon has its slot. Deals: what is left and what was sold never make more than there was, and exactly that
 * once nothing of the deal is under way.
 */
export function stockLaw(): Law {
  const batches = new Map<string, { total: number; isFlash: boolean }>()
  const deals = new Map<string, number>()
  const [left, held, sold, underWay, sizes, slots] = [new Sums(), new Sums(), new Sums(), new Sums(), new Sums(), new Sums()]
  /** couponId of a flash batch -> how often a slot names it, less once where the wallet has it. */
  const named = new Map<string, { slots: number; isHeld: boolean }>()
  /** Group -> its deal, and who of its orders is in it. */
  const groups = new Map<string, { state: string; seats: Set<string> }>()
  const inGroups: { dealId: string; groupId: string; seat: string; quantity: number; state: string }[] = []
  const nameOf = (couponId: string) => {
    const found = named.get(couponId) ?? { slots: 0, isHeld: false }
    named.set(couponId, found)
    return found
  }

  function ofStock({ pk, ...item }: Item): void {
    const id = pk.split('#')[1] ?? ''
    left.add(id, Number(item.left))
    if (item.size !== undefined) sizes.add(id, Number(item.size))
  }

  function ofCoupon(item: Item): void {
    // What was taken as a gift came out of no stock, and a place that waits for its slot is no coupon.
    if (item.from !== undefined) return
    if (item.slot !== undefined) nameOf(String(item.couponId)).isHeld ||= item.state !== 'pending'
    else held.add(String(item.batchId), 1)
  }

  function ofOrder(item: Item): void {
    const [dealId, groupId, state] = [String(item.dealId), item.groupId, String(item.state)]
    const quantity = Number(item.quantity)
    if (groupId === undefined) {
      if (state === 'paid') sold.add(dealId, quantity)
      // Given back by the feed, in a moment.
      else if (state !== 'closed') underWay.add(dealId, quantity)
      return
    }
    const seat = `${String(item.memberId).slice(4)} ${item.placedAt}`
    inGroups.push({ dealId, groupId: String(groupId), seat, quantity, state })
  }

  function endGroups(): void {
    for (const { dealId, groupId, seat, quantity, state } of inGroups) {
      const group = groups.get(groupId)
      if (group?.state === 'complete' && state === 'paid' && group.seats.has(seat)) sold.add(dealId, quantity)
      else if (group?.state === 'open' && group.seats.has(seat)) underWay.add(dealId, quantity)
    }
  }

  return {
    promise: 'coupons held + stock left = stock given',
    take(item) {
      const { pk, sk } = item
      if (sk === 'STOCK') ofStock(item)
      else if (pk.startsWith('BATCH#') && sk === 'BATCH')
        batches.set(String(item.batchId), { total: (item.form as { total: number }).total, isFlash: item.flash === true })
      else if (pk.startsWith('DEAL#') && sk === 'DEAL') deals.set(String(item.dealId), (item.form as { total: number }).total)
      else if (sk.startsWith('SLOT#')) {
        slots.add(String(item.batchId), 1)
        nameOf(String(item.couponId)).slots += 1
      } else if (isOfMember(item, 'COUPON#')) ofCoupon(item)
      else if (isOfMember(item, 'ORDER#')) ofOrder(item)
      else if (pk.startsWith('GROUP#') && sk === 'GROUP') groups.set(String(item.groupId), groupOf(item))
    },
    end() {
      const wrong: string[] = []
      endGroups()
      for (const [batchId, { total, isFlash }] of batches) {
        if (isFlash) {
          if (sizes.of(batchId) !== total) wrong.push(`${batchId}: ${sizes.of(batchId)} numbered places for ${total}`)
          if (slots.of(batchId) > total) wrong.push(`${batchId}: ${slots.of(batchId)} claimed of ${total}`)
        } else if (left.of(batchId) + held.of(batchId) !== total)
          wrong.push(`${batchId}: ${held.of(batchId)} held and ${left.of(batchId)} left of ${total}`)
        if (left.of(batchId) < 0) wrong.push(`${batchId}: ${left.of(batchId)} left`)
      }
      for (const [couponId, { slots: times, isHeld }] of named) {
        if (times > 1) wrong.push(`${couponId}: ${times} slots`)
        if (isHeld && times === 0) wrong.push(`${couponId}: held, and no slot is its own`)
      }
      for (const [dealId, total] of deals) {
        const [rest, out, open] = [left.of(dealId), sold.of(dealId), underWay.of(dealId)]
        if (rest < 0 || rest + out + open > total)
          wrong.push(`${dealId}: ${rest} left, ${out} sold, ${open} ordered of ${total}`)
        else if (open === 0 && rest + out !== total) wrong.push(`${dealId}: ${rest} left and ${out} sold of ${total}`)
      }
      return { counted: batches.size + deals.size, wrong }
    },
  }
}

/** Who has paid for a seat in it, each with the instant of the order. */
function groupOf(item: Item): { state: string; seats: Set<string> } {
  const seats = Object.entries(item).filter(([name]) => name.startsWith('seat:'))
  const places = seats.map(([name, seat]) => `${name.slice('seat:'.length)} ${String(seat).split(' ')[2]}`)
  return { state: String(item.state), seats: new Set(places) }
}
