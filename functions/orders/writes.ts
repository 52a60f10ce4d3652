import { Problem } from '../../shared/problem.ts'
import { dueAt } from '../kernel/due.ts'
import type { Key, Write } from '../kernel/table/table.ts'
import { type Attempt, attemptOf, type ClockItem, clockKey, type LateBy, lateOf, type OrderItem, type PaidBy } from './items.ts'
import { nextLook } from './rules.ts'

/** Every change of an order's money: what may happen to it stands in these conditions and nowhere else. */

const old = (item: unknown) => item as OrderItem | undefined
const busy = () => new Problem('table.busy')
const open = { field: 'state', in: ['placed', 'closing'] }

/**
 * The nth attempt, while it can be paid, and when the channel is asked for the first time how it stands. Two at once make the same attempt,
 * but not with two channels: the number is looked after at one of them alone.
 */
export function beginAttempt(order: OrderItem, key: Key, n: number, attempt: Attempt, now: Date): Write[] {
  const begun: Write = {
    change: key,
    set: { [`a${n}`]: attempt, attempts: n },
    when: {
      all: [
        { field: 'state', is: 'placed' },
        { field: 'attempts', is: n - 1 },
        { field: 'payBy', above: now.toISOString() },
      ],
    },
    orElse: (there) => {
      const found = old(there)
      if (found && attemptOf(found, n)?.channel === attempt.channel) return 'mine'
      return (found && unpayable(found, now)) ?? busy()
    },
  }
  const first = nextLook({ ...order, state: 'placed', attempts: n }, 0, now, now)
  return [begun, windClock(order.orderId, 0, first)]
}

/** When somebody looks at the order next. */
export function windClock(orderId: string, looks: number, at: Date): Write {
  return {
    change: clockKey(orderId),
    set: { orderId, looks, ...dueAt(orderId, at.toISOString(), 'order.look') },
    when: 'always',
  }
}

/** The first clock of an order, for the feed: an attempt may have wound it meanwhile. */
export function firstClock({ orderId, payBy }: OrderItem): Write {
  const clock: ClockItem = { ...clockKey(orderId), orderId, looks: 0, ...dueAt(orderId, payBy, 'order.look') }
  return { put: clock, when: 'absent', orElse: () => 'mine' }
}

/** Its money is decided: nobody has to look any more. */
export const stopClock = (orderId: string): Write => ({ remove: clockKey(orderId), when: 'always' })

/** Why an order cannot be paid now; undefined where it can. */
export function unpayable(order: OrderItem, now: Date): Problem | undefined {
  if (order.state === 'paid' || order.state === 'held') return new Problem('order.paid')
  if (order.state !== 'placed' || order.payBy <= now.toISOString()) return new Problem('order.closed')
  return undefined
}

/** Thrown where the money of an attempt finds its order closed, or paid by another one: it is kept as late then. */
export const tooLate = new Problem('order.closed')

/**
 * The payment itself, in one write: forward only, so that no state that arrives late takes it away. Where money that does not fit was put
 * aside (`held`), asking again does not make it fit.
 */
export function markPaid(key: Key, paid: PaidBy): Write {
  return {
    change: key,
    set: { state: 'paid', paid },
    when: open,
    orElse: (there) => {
      const found = old(there)
      return found && (isPaidBy(found, paid) || found.heldN === paid.n) ? 'mine' : tooLate
    },
  }
}

/** This very money stands in the order already. */
export function isPaidBy(order: OrderItem, { n, transactionId }: Pick<PaidBy, 'n' | 'transactionId'>): boolean {
  return [order.paid, lateOf(order, n)].some((one) => one?.n === n && one.transactionId === transactionId)
}

/** Money that came too late, or a second time, once for each attempt; the feed gives it back. */
export function keepLate(key: Key, late: LateBy): Write {
  return {
    change: key,
    set: { [`l${late.n}`]: late },
    when: {
      all: [
        { field: `l${late.n}`, has: false },
        { field: 'state', in: late.why === 'late' ? ['closed', 'held'] : ['paid'] },
      ],
    },
    orElse: (there) => {
      const found = old(there)
      return found && isPaidBy(found, late) ? 'mine' : busy()
    },
  }
}

/** Thrown where money that does not fit finds its order paid: there is nothing of it to stop, and the exception alone tells of it. */
export const paidAlready = new Problem('order.paid')

/** Money that does not fit came for the attempt: its seat and stock go back, as of a closed one, and a person decides about the money. */
export function hold(key: Key, n: number, now: Date): Write {
  return {
    change: key,
    set: { state: 'held', heldN: n, heldAt: now.toISOString() },
    when: { field: 'state', in: ['placed', 'closing', 'closed'] },
    orElse: () => paidAlready,
  }
}

/** It can no longer be paid; the channel is asked to say so too. */
export function beginClosing(key: Key, cancelled: boolean): Write {
  return {
    change: key,
    set: { state: 'closing', ...(cancelled && { cancelled }) },
    when: { field: 'state', is: 'placed' },
    orElse: () => 'mine',
  }
}

/** The channel has confirmed that this attempt cannot be paid. */
export function shutAttempt(order: OrderItem, key: Key, n: number): Write {
  return {
    change: key,
    set: { [`a${n}`]: { ...(attemptOf(order, n) as Attempt), shut: true } },
    when: { field: 'attempts', atLeast: n },
    orElse: busy,
  }
}

/** Every attempt is shut: stock and seat go back, derived by the feed. */
export function markClosed(key: Key, attempts: number, now: Date): Write {
  return {
    change: key,
    set: { state: 'closed', closedAt: now.toISOString() },
    when: {
      all: [
        { field: 'state', is: 'closing' },
        { field: 'attempts', is: attempts },
      ],
    },
    orElse: () => 'mine',
  }
}
