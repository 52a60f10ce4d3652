import type { Place } from '../stores/stores.ts'
import { cover, inside, sidesOf } from './cells.ts'
import { Known } from './known.ts'
import { joined, minus, type Range } from './ranges.ts'

/** Something that stands on the curve, as the index has it: `sk` is its leaf and its id. */
export interface Placed extends Place {
  sk: string
}

/** A place in the answer: by distance in metres, and as far as each other in the order of the curve. `count`: how many came until it. */
export interface Position {
  distance: number
  sk: string
  count: number
}

export interface Asked<T> {
  from: Place
  /** Metres. */
  radius: number
  limit: number
  after?: Position | undefined
  wanted(item: T): boolean
}

export interface Found<T> {
  items: (T & { distance: number })[]
  /** Where the next page goes on; absent where nothing more is within the radius. */
  next?: Position
}

/** One question to the index: the first items of a range, or the last. `whole`: there are no more in it. */
export type Read<T> = (range: Range, limit: number, backward: boolean) => Promise<{ items: T[]; whole: boolean }>

const atOnce = 9
const perQuery = 100
/** After so many questions a page ends where it is: with a filter that nothing passes it would read a whole city. */
const mostQueries = 8 * atOnce

/**
 * The nearest that are wanted, none left out. A look at both sides on the curve says how far the page reaches at most, however dense
 * it is here; then everything in that circle is read, in at most nine parts at once. Where one of them is too full, more is known and
 * the circle gets smaller; where too few are wanted, it grows.
 */
export async function search<T extends Placed>(read: Read<T>, asked: Asked<T>): Promise<Found<T>> {
  const { from, radius, limit, after } = asked
  const known = new Known(asked)
  if (after) known.ranges = inside(from, after.distance)
  let queries = 0
  const look = async (ranges: Range[], most: number, backward = false) => {
    queries += ranges.length
    const answers = await Promise.all(ranges.map((range) => read(range, most, backward)))
    for (const [n, { items, whole }] of answers.entries()) known.add(ranges[n] as Range, items, whole, backward)
    return answers.every(({ whole }) => whole)
  }
  let reach = after ? grown(after.distance, after.count, limit) : await firstReach()
  let proven = after?.distance ?? -1
  for (;;) {
    reach = Math.min(radius, reach)
    const ranges = joined(minus(cover(from, reach), known.ranges), atOnce)
    const isAll = (await look(ranges.slice(0, atOnce), perQuery)) && ranges.length <= atOnce
    const enough = known.reachOf(limit)
    if (!isAll) {
      reach = Math.min(reach, enough ?? reach)
      continue
    }
    const isMore = reach > proven
    proven = reach
    const isEnd = reach >= radius
    if (isEnd || (enough !== undefined && enough <= reach) || (isMore && queries >= mostQueries))
      return known.page(reach, isEnd)
    // It is less dense here than it was: a ring that is too wide is made smaller by what it shows.
    reach = enough ?? Math.max(50, 2 * reach)
  }

  async function firstReach() {
    const { until, after } = sidesOf(from)
    const wholes = await Promise.all([look([until], limit, true), look([after], limit)])
    return known.reachOf(limit) ?? (wholes.every((whole) => whole) ? radius : known.farthest())
  }
}

/** To about where the next page ends, if it is as dense there. */
function grown(distance: number, count: number, limit: number): number {
  const factor = count > 0 ? 1.1 * Math.sqrt((count + limit) / count) : 2
  return Math.max(50, Math.ceil(distance * Math.min(2, Math.max(1.2, factor))))
}
