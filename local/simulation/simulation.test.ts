import { reportOf } from './report.ts'
import { greatRush, roughRush } from './scenarios.ts'

const seeds = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, nth) => from + nth)

/** Short enough for every run of the tests; `npm run simulate -- 500 5` is the long form. */
describe('the claim code in a world of lost answers, crashes, late writes and full partitions', () => {
  it.each([1, 11, 21, 31, 41])(
    'a flash batch gives neither one too many nor, after the reclaim, one too few: ten seeds from %i',
    async (first) => {
      for (const seed of seeds(first, first + 9)) {
        const { wrong } = await reportOf(roughRush(seed, true))
        expect({ seed, wrong }).toEqual({ seed, wrong: [] })
      }
    },
    120_000,
  )

  it('an ordinary batch keeps the same promises', async () => {
    for (const seed of seeds(1, 10)) {
      const { wrong } = await reportOf(roughRush(seed, false))
      expect({ seed, wrong }).toEqual({ seed, wrong: [] })
    }
  }, 120_000)

  it('of 10,000 guests a second 9,500 and more are served each second on a warmed table, for at most 3.2 units each', async () => {
    const { rate, unitsPerClaim, wrong } = await reportOf(greatRush(1, true, { seconds: 0.4, partitions: 60 }))
    expect(wrong).toEqual([])
    expect(rate).toBeGreaterThanOrEqual(9500)
    expect(unitsPerClaim).toBeLessThanOrEqual(3.2)
  }, 120_000)
})
