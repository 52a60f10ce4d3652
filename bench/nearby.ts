import { search } from '../functions/nearby/search.ts'
import { seeded } from '../local/seeded.ts'
import { stretchOf } from '../local/testing/curve.ts'

const places = 300

/**
 * The nearest 20 stores: milliseconds of CPU and questions a search, at three sizes of town. The table's own time is not in it: the questions go to
 * a sorted list in memory.
 */
export async function nearbySearches(rounds: number) {
  const rows = []
  for (const [what, count, perStretch] of [
    ['10,000 stores', 10_000, 10_000],
    ['1,000,000 stores at the same density', 1_000_000, 10_000],
    ['1,000,000 stores at 100 times the density', 1_000_000, 1_000_000],
  ] as const) {
    const curve = stretchOf(count, perStretch, seeded(19))
    const times = []
    for (let round = 0; round < rounds; round++) {
      curve.asked.length = 0
      const from = process.cpuUsage()
      for (let n = 0; n < places; n++)
        await search(curve.read, { from: curve.somewhere(), radius: 50_000, limit: 20, wanted: () => true })
      const { user, system } = process.cpuUsage(from)
      times.push((user + system) / 1000 / places)
    }
    const items = curve.asked.reduce((sum, many) => sum + many, 0)
    rows.push({ what, times, queries: curve.asked.length / places, items: items / places })
  }
  return rows
}
