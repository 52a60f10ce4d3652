import { nearbySearches } from '../nearby.ts'
import { type Figure, figureOf, type Row } from '../row.ts'

const rounds = 3

/** The nearest twenty stores, by the number of stores and how close they stand. */
export const row: Row = {
  name: 'nearby',
  async take() {
    const figures: Figure[] = []
    for (const { what, times, queries, items } of await nearbySearches(rounds))
      figures.push(
        figureOf(times, {
          figure: `CPU of a search for the nearest 20 of ${what}`,
          ...{ who: 'Footfall', unit: 'ms' },
          how: `${queries.toFixed(1)} questions, ${items.toFixed(0)} entries read, in memory: the table's own time is not in it`,
        }),
      )
    return figures
  },
}
