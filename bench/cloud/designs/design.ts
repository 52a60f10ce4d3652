import type { Condition, Item, Key, Table, Write } from '../../../functions/kernel/table/table.ts'
import type { Database } from '../../../local/simulation/database.ts'
import type { Fleet } from '../../../local/simulation/fleet.ts'
import type { World } from '../../../local/simulation/world.ts'
import { Problem } from '../../../shared/problem.ts'

/** A way to sell so many of one thing, as little of it as shows what it can and cannot do. */
export interface Design {
  name: string
  /** What lies in the table before the first guest. */
  stock(total: number): Write[]
  /** One call of a member's; the same again finds what they have. True: they have one. False: all is gone. */
  claim(table: Table, memberId: string, around: Around): Promise<boolean>
  /** Whether this item is a claim that counts. */
  isClaim(item: Item): boolean
  /** What works beside the guests. */
  beside?(around: Around): Promise<void>
  /** What is done when the rush is over. */
  after?(table: Table): Promise<void>
}

/** Where a design runs. */
export interface Around {
  world: World
  database: Database
  /** Its own processes, counted like the guests'. */
  workers: Fleet
  total: number
  isOver(): boolean
}

export const couponKey = (memberId: string) => ({ pk: `MEMBER#${memberId}`, sk: 'COUPON' })
export const stockKey = (shard: number) => ({ pk: `STOCK#${shard}`, sk: 'STOCK' })

/** Thrown within a claim where a stock item has nothing left. */
export const empty = new Problem('batch.sold_out')
export const has = new Problem('batch.limit_reached')

let counted = 0

/**
 * A lone count, by a mark of its own: the seam refuses one that a repeat could make twice. A repeat that meets its own mark is known; one
 * that comes when others have counted meanwhile is not, which is what these designs live with.
 */
export function lone(change: Key, add: { [field: string]: number }, condition: Condition): Write {
  counted += 1
  const mark = `count ${counted}`
  return {
    ...{ change, add, set: { mark } },
    when: { all: [condition, { field: 'mark', not: mark }] },
    orElse: (old) => (old?.mark === mark ? 'mine' : empty),
  }
}
