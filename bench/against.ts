import { exactly, type Figure } from './row.ts'
import type { Ran } from './run.ts'

/** Goals that are times another's figure: made of what both rows of the run brought, where both did. */
export function against(rows: Ran[]): Ran {
  const all = rows.flatMap(({ figures }) => figures)
  const median = (figure: string, who: RegExp) => all.find((one) => one.figure === figure && who.test(one.who))
  const us = /^Footfall$/
  const tried = 'what the CPU of our journeys tells, of which this is made'
  // The peer on the same engine with the same durability; its one journey is cart with coupon, order, payment settled.
  const vendure = /^Vendure .*SQLite/
  const ratio = (
    words: string,
    ours: Figure | undefined,
    theirs: Figure | undefined,
    least: number,
    isCost = false,
  ): Figure[] => {
    if (!ours || !theirs) return []
    const value = isCost ? theirs.median / ours.median : ours.median / theirs.median
    const how = `the medians of this run: "${ours.figure}" and ${theirs.who}'s "${theirs.figure}"`
    const figure = exactly(value, { figure: words, who: 'Footfall', unit: 'x', how })
    return [{ ...figure, goal: { words: `≥ ${least} x`, met: value >= least, tried } }]
  }
  const [speed, cpu] = ['paid journeys a second, 16 at once', 'server CPU a paid journey']
  const figures = [
    ...ratio(
      "coupon journeys a second ÷ Vendure's journeys a second, 16 at once",
      median('coupon journeys a second, 16 at once', us),
      median(speed, vendure),
      100,
    ),
    ...ratio("paid journeys a second ÷ Vendure's, 16 at once", median(speed, us), median(speed, vendure), 40),
    ...ratio(
      "Vendure's server CPU a journey ÷ that of a paid journey of ours",
      median(cpu, us),
      median(cpu, vendure),
      35,
      true,
    ),
  ]
  return { name: 'against', figures, leftOut: [], budgetSeconds: 0, tookSeconds: 0, othersBusy: undefined }
}
