import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Numbers from 0 to below 1 that a seed decides, the same in every run. */
export function seeded(seed: number): () => number {
  // Neighbouring seeds begin alike in this generator: spread them, and let it run in.
  const chance = xoroshiro128plus(Math.imul(seed + 1, 0x9e3779b1))
  for (let skipped = 0; skipped < 20; skipped++) chance.next()
  return () => uniformFloat64(chance)
}
