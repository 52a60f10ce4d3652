import { setImmediate as everythingElse } from 'node:timers/promises'
import { seeded } from '../seeded.ts'

interface Happening {
  at: number
  nth: number
  run: () => void
}

const began = Date.parse('2026-11-22T02:00:00.000Z')

/**
 * A world with a clock and a chance of its own: what is to happen lies in a queue, and time jumps from one happening to the next. The
 * same seed is the same world. Whatever runs in it may wait only for what the world brings about.
 */
export class World {
  /** Milliseconds since it began. */
  now = 0
  #heap: Happening[] = []
  #made = 0
  #chance: () => number

  constructor(seed: number) {
    this.#chance = seeded(seed)
  }

  date(laterMs = 0): Date {
    return new Date(began + Math.floor(this.now) + laterMs)
  }

  between(low: number, high: number): number {
    return low + this.#chance() * (high - low)
  }

  happens(probability: number): boolean {
    return probability > 0 && this.#chance() < probability
  }

  pick<T>(list: T[]): T {
    return list[Math.floor(this.between(0, list.length))] as T
  }

  in(ms: number, run: () => void): void {
    this.#push({ at: this.now + ms, nth: this.#made++, run })
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.in(ms, resolve))
  }

  /** Lets time pass until this has come about. */
  async until<T>(outcome: Promise<T>): Promise<T> {
    let over = false
    const ended = () => {
      over = true
    }
    outcome.then(ended, ended)
    await everythingElse()
    while (!over) {
      const next = this.#pop()
      if (!next) throw new Error('nothing is left to happen, and it has not come about')
      this.now = next.at
      next.run()
      // What now follows at once, through any number of promises, comes before the next happening.
      await everythingElse()
    }
    return outcome
  }

  #push(happening: Happening): void {
    const heap = this.#heap
    let at = heap.push(happening) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!isBefore(heap[at], heap[above])) break
      swap(heap, at, above)
      at = above
    }
  }

  #pop(): Happening | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    heap[0] = last
    for (let at = 0; ; ) {
      const left = 2 * at + 1
      const below = isBefore(heap[left + 1], heap[left]) ? left + 1 : left
      if (!isBefore(heap[below], heap[at])) return first
      swap(heap, at, below)
      at = below
    }
  }
}

function isBefore(one: Happening | undefined, other: Happening | undefined): boolean {
  if (!one || !other) return false
  return one.at < other.at || (one.at === other.at && one.nth < other.nth)
}

function swap(heap: Happening[], one: number, other: number): void {
  const kept = heap[one] as Happening
  heap[one] = heap[other] as Happening
  heap[other] = kept
}
