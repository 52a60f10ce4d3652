import type { Problem } from '../../shared/problem.ts'
import { duePlace } from '../kernel/due.ts'
import type { Key, OrElse, Table, Write } from '../kernel/table/table.ts'
import { type CouponItem, dueAtEnd, type GivingOf } from './items.ts'
import { giftPlace } from './places.ts'

const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk })

/** What can be given: a coupon, or a voucher. */
export type Givable = Key & {
  state: string
  cycle: number
  gives?: number
  use?: object
  usedIn?: number
}

/** The coupon while it is out. The cycle moves, so a code shown before is worth nothing, now and after it has come back. */
export function outAs(coupon: Givable, giving: GivingOf) {
  const { cycle, gives = 0, use, usedIn = cycle } = coupon
  const state = 'given' as const
  return { state, cycle: cycle + 1, gives: gives + 1, giving, outUntil: giving.until, ...(use && { usedIn }) }
}

/** Puts a held coupon out. */
export function putOut(coupon: Givable, giving: GivingOf, orElse: OrElse): Write {
  return {
    change: keyOf(coupon),
    set: outAs(coupon, giving),
    when: {
      all: [
        { field: 'state', is: 'held' },
        { field: 'cycle', is: coupon.cycle },
        { field: 'usableTo', above: giving.at },
        // Nothing leaves that the budget has its money back for.
        { field: 'released', has: false },
      ],
    },
    orElse,
  }
}

/** Its giver wants it back, and nobody has it yet. */
export function withdraw(coupon: Givable, giving: GivingOf, now: Date, orElse: OrElse): Write {
  const at = now.toISOString()
  return {
    change: keyOf(coupon),
    set: { state: 'held', giving: { ...giving, withdrawnAt: at } },
    drop: ['outUntil'],
    when: whileOut(coupon, at),
    orElse,
  }
}

/**
 * The coupon changes hands: whatever it is worth, its rules, its dates and the money it holds go along, and its giver's keeps none of
 * it. Answers the taker's coupon first.
 */
export function handOver(
  coupon: CouponItem,
  giving: GivingOf,
  takerId: string,
  now: Date,
  refused: { taken: Problem; giver: OrElse },
): Write[] {
  const at = now.toISOString()
  // What a coupon is worth is everything but whose it is and what was done with it, so that a field that comes later is not forgotten.
  const {
    key: _key,
    use: _use,
    undo: _undo,
    usedIn: _usedIn,
    giving: _giving,
    outUntil: _out,
    gives: _gives,
    slot: _slot,
    ...worth
  } = coupon
  const { due: _due, dueAt: _dueAt, ...terms } = worth
  const { couponId, key } = giftPlace(takerId, coupon.batchId, giving.token)
  const taken: CouponItem = {
    ...terms,
    ...key,
    ...dueAtEnd({ ...terms, couponId }),
    couponId,
    memberId: takerId,
    claimedAt: at,
    state: 'held',
    cycle: 0,
    from: { memberId: coupon.memberId, couponId: coupon.couponId, cycle: coupon.cycle },
    hands: (coupon.hands ?? 0) + 1,
  }
  return [
    { put: taken, when: 'absent', orElse: (old) => (isSame(old as CouponItem | undefined, taken) ? 'mine' : refused.taken) },
    {
      change: keyOf(coupon),
      set: { giving: { ...giving, takenAt: at, takenById: takerId } },
      drop: ['outUntil', 'reservedFen', ...duePlace],
      when: whileOut(coupon, at),
      orElse: refused.giver,
    },
  ]
}

/** Writes down that a gift which nobody took is its giver's again. Answers the coupon as it is; a repeat changes nothing. */
export async function backIfOver<T extends Key & { cycle: number }>(
  table: Table,
  coupon: T,
  now: Date,
): Promise<T | undefined> {
  const [there] = await table.commit({
    change: keyOf(coupon),
    set: { state: 'held' },
    drop: ['outUntil'],
    when: {
      all: [
        { field: 'state', is: 'given' },
        { field: 'cycle', is: coupon.cycle },
        { field: 'outUntil', atMost: now.toISOString() },
      ],
    },
    orElse: () => 'mine',
  })
  return there as unknown as T | undefined
}

/** One taker, or its giver, or the clock: the first of them ends this. */
export const whileOut = ({ cycle }: { cycle: number }, at: string) => ({
  all: [
    { field: 'state', is: 'given' },
    { field: 'cycle', is: cycle },
    { field: 'outUntil', above: at },
  ],
})

const isSame = (there: CouponItem | undefined, taken: CouponItem) =>
  there?.from?.couponId === taken.from?.couponId && there?.from?.cycle === taken.from?.cycle
