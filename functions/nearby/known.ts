import { metres } from '../stores/stores.ts'
import { merged, type Range } from './ranges.ts'
import type { Asked, Found, Placed, Position } from './search.ts'

/** What one search has read of the curve. */
export class Known<T extends Placed> {
  /** Everything that stands there is known. */
  ranges: Range[] = []
  readonly #asked: Asked<T>
  readonly #seen = new Set<string>()
  /** What is wanted and comes after the last page, in order. */
  #wanted: (T & { distance: number })[] = []
  #isSorted = true

  constructor(asked: Asked<T>) {
    this.#asked = asked
  }

  /** The items of a range, from its start or (backward) its end on; where that is not the whole, nothing is known of the rest. */
  add(range: Range, items: T[], whole: boolean, backward: boolean): void {
    const last = items.at(-1)?.sk
    if (whole || last !== undefined) {
      const until = backward ? { from: last ?? range.from } : { to: last ?? range.to }
      this.ranges = merged([...this.ranges, whole ? range : { ...range, ...until }])
    }
    for (const item of items) {
      if (this.#seen.has(item.sk)) continue
      this.#seen.add(item.sk)
      const placed = { ...item, distance: metres(this.#asked.from, item) }
      if (placed.distance > this.#asked.radius || !this.#isAfter(placed) || !this.#asked.wanted(item)) continue
      this.#wanted.push(placed)
      this.#isSorted = false
    }
  }

  /** How far the first so many reach that are known; what is not known can only be nearer. */
  reachOf(count: number): number | undefined {
    return this.#sorted()[count - 1]?.distance
  }

  farthest(): number {
    return this.#sorted().at(-1)?.distance ?? 0
  }

  /** The page, where everything within `reach` is known; `isEnd`: nothing farther is asked for. */
  page(reach: number, isEnd: boolean): Found<T> {
    const { limit, after } = this.#asked
    const within = this.#sorted().filter(({ distance }) => distance <= reach)
    const items = within.slice(0, limit)
    if (isEnd && within.length <= limit) return { items }
    const last = items.length === limit ? items.at(-1) : undefined
    const { distance, sk } = last ?? { distance: reach, sk: '~' }
    return { items, next: { distance, sk, count: (after?.count ?? 0) + items.length } }
  }

  #sorted() {
    if (!this.#isSorted) this.#wanted.sort(inOrder)
    this.#isSorted = true
    return this.#wanted
  }

  #isAfter(position: Omit<Position, 'count'>) {
    const { after } = this.#asked
    return !after || inOrder(after, position) < 0
  }
}

const inOrder = (a: Omit<Position, 'count'>, b: Omit<Position, 'count'>) =>
  a.distance - b.distance || (a.sk === b.sk ? 0 : a.sk < b.sk ? -1 : 1)
