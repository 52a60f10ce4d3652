import { Problem } from '../../shared/problem.ts'
import { duePlace } from '../kernel/due.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { freed } from './budget.ts'
import type { CouponItem } from './items.ts'
import { couponKeyOf, wallet } from './places.ts'
import { confirmedAmong } from './slots.ts'

const races = 5

/**
 * Ends what a member holds who erased everything at that instant: what is held is void, and every coupon is nobody's to see. The items
 * stay in their places, because a place that is taken is the limit per member. A repeat changes nothing.
 */
export async function endWallet(table: Table, memberId: string, erasedAt: string): Promise<void> {
  let cursor: string | undefined
  do {
    const page = await table.query({ pk: wallet(memberId), prefix: 'COUPON#', cursor })
    for (const coupon of await confirmedAmong(table, page.items)) await end(table, coupon, erasedAt)
    cursor = page.cursor
  } while (cursor !== undefined)
}

/** A use, or an undo, may come in between: then it is looked at again. */
async function end(table: Table, coupon: CouponItem, erasedAt: string): Promise<void> {
  const moved = new Problem('table.busy')
  let now: CouponItem | undefined = coupon
  for (let race = 0; race < races; race++) {
    if (!now || now.erasedAt !== undefined) return
    try {
      await table.commit(...ended(now, erasedAt, moved))
      return
    } catch (problem) {
      if (problem !== moved) throw problem
      now = (await table.get(couponKeyOf(coupon))) as CouponItem | undefined
    }
  }
  throw moved
}

function ended(coupon: CouponItem, erasedAt: string, moved: Problem): Write[] {
  const { state, cycle, giving, promotionId, reservedFen } = coupon
  const isOut = coupon.outUntil !== undefined
  const ends = state === 'held' || (state === 'given' && isOut)
  const frees = ends && reservedFen !== undefined && coupon.released === undefined
  // A gift that nobody has taken is out of the way, as if its giver had taken it back.
  const withdrawn = isOut && giving && { giving: { ...giving, withdrawnAt: erasedAt } }
  return [
    {
      change: couponKeyOf(coupon),
      set: { erasedAt, ...(ends && { state: 'void', ...withdrawn }), ...(frees && { released: true }) },
      drop: ['key', ...(ends ? ['outUntil', ...duePlace] : [])],
      when: {
        all: [
          { field: 'state', is: state },
          { field: 'cycle', is: cycle },
          { field: 'outUntil', has: isOut },
          { field: 'released', has: coupon.released !== undefined },
        ],
      },
      orElse: () => moved,
    },
    ...(frees ? [freed(promotionId, reservedFen)] : []),
  ]
}
