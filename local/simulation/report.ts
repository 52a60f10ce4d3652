import { audit, claimsIn } from './audit.ts'
import { type Rush, RushHour } from './rush.ts'

export interface Report {
  /** Claims a second, answered, until nine of ten of the stock were gone. */
  rate: number
  /** Write units and requests of all guests' calls until then, for each claim: repeats and refusals count. */
  unitsPerClaim: number
  readsPerClaim: number
  callsPerClaim: number
  /** Answered in the rush itself, before the reclaim. */
  soldInRush: number
  claimed: number
  wrong: string[]
}

/** Runs one rush to its end and says how it went. */
export async function reportOf(rush: Rush): Promise<Report> {
  const hour = new RushHour(rush)
  await hour.run()
  const { spent, claimedAt } = hour
  const most = Math.floor(rush.total * 0.9)
  const ninth = claimedAt[most - 1]
  return {
    rate: ninth === undefined ? 0 : Math.round(most / (ninth / 1000)),
    unitsPerClaim: spent.write / most,
    readsPerClaim: spent.read / most,
    callsPerClaim: spent.calls / most,
    soldInRush: hour.soldInRush,
    claimed: claimsIn(hour.database).length,
    wrong: audit(hour),
  }
}
