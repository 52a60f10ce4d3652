import { Problem } from '../../shared/problem.ts'
import { Recent } from './recent.ts'

/**
 * How often something may be done by one name (a member, an address): `most` at once, and after that evenly so many a minute. It is
 * counted in this process alone, in memory: what that is worth where many processes serve, docs/decisions/0011 says. It is no limit of
 * what may be had: those stand in the conditions of writes.
 */
export class Pace {
  /** Name -> when the name would have used up everything it did at the even rate. */
  readonly #spent = new Recent<number>(50_000)
  readonly #most: () => number

  /** `most` is asked at each step, so that a deployment (and a test) can set it. */
  constructor(most: () => number) {
    this.#most = most
  }

  /** Counts one; refuses with limit.slow_down, which says when the next may come. */
  step(name: string, now: Date): void {
    const at = now.getTime()
    const even = 60_000 / this.#most()
    const spent = Math.max(this.#spent.get(name, now) ?? 0, at) + even
    const over = spent - at - 60_000
    // Half a step of grace for the rounding of `even`.
    if (over > even / 2) throw new Problem('limit.slow_down', { retryAt: new Date(at + Math.ceil(over)).toISOString() })
    this.#spent.keep(name, spent, new Date(Math.ceil(spent)))
  }
}
