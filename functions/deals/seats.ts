import { holdMinutes } from '../../shared/deals.ts'
import { Problem } from '../../shared/problem.ts'
import { bare } from '../kernel/ids.ts'
import type { Write } from '../kernel/table/table.ts'
import { type GroupItem, groupKey } from './items.ts'

/** Who sits in a group: the order is the member's nth of that deal, placed `at`. */
export interface Seat {
  memberId: string
  nth: number
  at: string
  state: 'held' | 'paid'
}

const prefix = 'seat:'
/** The field of a member's seat: one member, one seat. */
export const seatField = (memberId: string) => `${prefix}${bare(memberId)}`

/** What stands in the field: all of it follows from the order, so a write that moves a seat knows what it was. */
const textOf = ({ state, nth, at }: Omit<Seat, 'memberId'>) => `${state} ${nth} ${at}`

/** The seats that are taken, in the order in which they were. */
export function seatsOf(group: GroupItem): Seat[] {
  const fields = Object.keys(group).filter((name) => name.startsWith(prefix))
  const seats = fields.map((name) => {
    const [state, nth, at = ''] = String(group[name]).split(' ')
    return { memberId: `mbr_${name.slice(prefix.length)}`, nth: Number(nth), at, state: state as Seat['state'] }
  })
  return seats.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.memberId < b.memberId ? -1 : 1))
}

/** A leader who leaves hands over to the next by being gone: whoever has paid and came first, before anybody has paid whoever came first. */
export function leaderOf(seats: Seat[]): Seat | undefined {
  return seats.find(({ state }) => state === 'paid') ?? seats[0]
}

/** Until when a seat taken at an instant has to be paid: some minutes, and never past the end of its group. */
export function payByOf(at: Date, endsAt?: string): string {
  const end = endsAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(endsAt)
  return new Date(Math.min(at.getTime() + holdMinutes * 60_000, end)).toISOString()
}

/** What a write on a seat needs to know of the order it belongs to. */
export interface SeatedOrder {
  groupId: string
  memberId: string
  nth: number
  /** When it was placed. */
  at: string
}

/** The seat as it is written when it is taken. */
export const heldSeat = ({ memberId, nth, at }: Omit<SeatedOrder, 'groupId'>) => ({
  [seatField(memberId)]: textOf({ state: 'held', nth, at }),
})

/** The seat of an order that is paid. A repeat changes nothing, alone or in a commit. */
export function seatPaid(order: SeatedOrder): Write {
  const field = seatField(order.memberId)
  const paid = textOf({ ...order, state: 'paid' })
  return {
    change: groupKey(order.groupId),
    set: { [field]: paid },
    add: { paid: 1 },
    when: { field, is: textOf({ ...order, state: 'held' }) },
    orElse: (old) => (old?.[field] === paid ? 'mine' : new Problem('table.busy')),
  }
}

/** The seat of an order that is closed unpaid is free again. Rides behind what makes the closing's effects happen once. */
export function seatFreed(order: SeatedOrder): Write {
  const field = seatField(order.memberId)
  return {
    change: groupKey(order.groupId),
    add: { left: 1 },
    drop: [field],
    when: { field, is: textOf({ ...order, state: 'held' }) },
    orElse: () => new Problem('table.busy'),
  }
}

/**
 * A member who has paid leaves while the group is open and not everybody has paid; the order's refund rides along. Else `refused`. The
 * next member leads then: the leader is who came first of those that are left.
 */
export function seatLeft(order: SeatedOrder, size: number, refused: Problem): Write {
  const field = seatField(order.memberId)
  return {
    change: groupKey(order.groupId),
    add: { left: 1, paid: -1 },
    drop: [field],
    when: {
      all: [
        { field, is: textOf({ ...order, state: 'paid' }) },
        { field: 'state', is: 'open' },
        { field: 'paid', below: size },
      ],
    },
    orElse: () => refused,
  }
}
