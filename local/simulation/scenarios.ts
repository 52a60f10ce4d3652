import type { Rush } from './rush.ts'
import { noFaults } from './sim-table.ts'
import { World } from './world.ts'

/** Everything that can go wrong, at once and often, on a small batch: what it takes to meet every order of the steps. */
export function roughRush(seed: number, flash: boolean): Rush {
  const chance = new World(seed + 1_000_000)
  const total = Math.floor(chance.between(20, 90))
  const rough = chance.between(0.2, 1)
  return {
    seed,
    flash,
    total,
    guests: Math.floor(total * chance.between(1.2, 2)),
    perSecond: chance.pick([50, 300, 1500]),
    partitions: chance.pick([2, 4, 30]),
    perMember: chance.pick([1, 1, 2, 3]),
    atOnce: chance.pick([1, 8]),
    faults: { lostBefore: 0.03 * rough, lostAfter: 0.05 * rough, late: 0.05 * rough, crash: 0.04 * rough },
    twice: chance.pick([0, 0.3]),
    pause: chance.happens(0.5) ? [chance.between(50, 400), chance.between(500, 3000)] : undefined,
    reclaim: chance.pick([
      { everyMs: 60_000, aheadMs: 0 },
      { everyMs: 700, aheadMs: 60_000 },
      { everyMs: 90, aheadMs: 60_000 },
    ]),
    tries: chance.pick([1, 2, 8]),
  }
}

/** The rush that the design is for: 10,000 guests a second on a table that was warmed for them, or was not. */
export function greatRush(
  seed: number,
  flash: boolean,
  options: { seconds: number; partitions: number; perSecond?: number },
): Rush {
  const { seconds, partitions, perSecond = 10_000 } = options
  const guests = perSecond * seconds
  return {
    seed,
    flash,
    total: Math.floor((guests * 2) / 3),
    guests,
    perSecond,
    partitions,
    perMember: 1,
    atOnce: 1,
    faults: { ...noFaults, lostBefore: 0.0002, lostAfter: 0.0003, late: 0.0002, crash: 0.0003 },
    twice: 0.02,
    reclaim: { everyMs: 60_000, aheadMs: 0 },
    tries: 8,
  }
}
