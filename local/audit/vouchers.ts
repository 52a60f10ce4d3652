import type { Item } from '../../functions/kernel/table/table.ts'
import { isOfMember, type Law, Sums } from './law.ts'

/** What an issued voucher has come to; where it was given away, the one that its taker holds says it. */
type End = 'usable' | 'used' | 'refunded' | 'expired' | 'given'

/**
 * Every voucher that was issued is one of usable, used, refunded (or on its way) and expired; one that was given to somebody lives on in
 * exactly one other. Of an order there are as many as were bought and delivered, none before, and what went back for them is
 * what its refunds set aside.
 */
export function vouchersLaw(now: Date): Law {
  const issued = new Sums()
  const backFen = new Sums()
  /** voucherId that was given for good -> how many came of it. */
  const given = new Map<string, { isGiven: boolean; heirs: number }>()
  const orders = new Map<string, { quantity: number; state: string; refundFen: number; groupId?: string; seat: string }>()
  const groups = new Map<string, { state: string; seats: Set<string> }>()
  const wrong: string[] = []
  const ends: { [end in End]: number } = { usable: 0, used: 0, refunded: 0, expired: 0, given: 0 }

  function ofVoucher(item: Item): void {
    const { voucherId, orderId, from } = item
    const [uses, used, paidFen] = [Number(item.uses), Number(item.used), Number(item.paidFen)]
    const end = endOf(item, now)
    if (end === undefined) wrong.push(`${voucherId}: is ${item.state}, which nothing ends in`)
    else ends[end] += 1
    if (!(used >= 0 && used <= uses)) wrong.push(`${voucherId}: used ${used} of ${uses}`)
    if ((item.state === 'used') !== (used === uses) && item.state !== 'given' && item.state !== 'void')
      wrong.push(`${voucherId}: used ${used} of ${uses} and ${item.state}`)
    if (from === undefined) issued.add(String(orderId), 1)
    else heirOf(String((from as { voucherId: string }).voucherId)).heirs += 1
    if (end === 'given') heirOf(String(voucherId)).isGiven = true
    if (end === 'refunded') backFen.add(String(orderId), paidFen - Math.floor((paidFen * used) / uses))
  }
  const heirOf = (voucherId: string) => {
    const found = given.get(voucherId) ?? { isGiven: false, heirs: 0 }
    given.set(voucherId, found)
    return found
  }

  return {
    promise: 'vouchers issued = usable + used + refunded + expired',
    take(item) {
      if (isOfMember(item, 'VOUCHER#')) ofVoucher(item)
      else if (isOfMember(item, 'ORDER#')) {
        const { quantity, state, refundFen, groupId } = item
        const seat = `${String(item.memberId).slice(4)} ${item.placedAt}`
        const about = { quantity: Number(quantity), state: String(state), refundFen: Number(refundFen), seat }
        orders.set(String(item.orderId), groupId === undefined ? about : { ...about, groupId: String(groupId) })
      } else if (item.pk.startsWith('GROUP#') && item.sk === 'GROUP') {
        const paid = Object.entries(item).filter(([name, seat]) => name.startsWith('seat:') && String(seat).startsWith('paid'))
        const seats = paid.map(([name, seat]) => `${name.slice('seat:'.length)} ${String(seat).split(' ')[2]}`)
        groups.set(String(item.groupId), { state: String(item.state), seats: new Set(seats) })
      }
    },
    end() {
      for (const [voucherId, { isGiven, heirs }] of given)
        if (heirs !== Number(isGiven))
          wrong.push(`${voucherId}: ${isGiven ? 'given' : 'not given'}, and ${heirs} others came of it`)
      for (const [orderId, { quantity, state, refundFen, groupId, seat }] of orders) {
        const group = groupId === undefined ? undefined : groups.get(groupId)
        const isDelivered =
          state === 'paid' && (groupId === undefined || (group?.state === 'complete' && group.seats.has(seat)))
        const there = issued.of(orderId)
        // Who left a group, or was given the money back before the feed came, never had any.
        const wanted = isDelivered ? quantity : 0
        if (there !== wanted) wrong.push(`${orderId} (${state}): ${there} vouchers of ${wanted}`)
        else if (isDelivered && backFen.of(orderId) !== refundFen)
          wrong.push(`${orderId}: ${refundFen} fen go back for vouchers with ${backFen.of(orderId)} left`)
      }
      return { counted: Object.values(ends).reduce((sum, n) => sum + n, 0), wrong }
    },
  }
}

function endOf({ state, usableTo, outUntil }: Item, now: Date): End | undefined {
  const isOver = String(usableTo) <= now.toISOString()
  switch (state) {
    case 'used':
      return 'used'
    case 'refunding':
    case 'refunded':
      return 'refunded'
    case 'void':
      return 'expired'
    case 'given':
      // On its way to somebody, or its giver's again: it is still the one that was issued.
      if (outUntil === undefined) return 'given'
      return isOver ? 'expired' : 'usable'
    case 'held':
      return isOver ? 'expired' : 'usable'
    default:
      return undefined
  }
}
