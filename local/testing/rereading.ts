import { derive } from '../../functions/events/events.ts'
import { deriveOpening } from '../../functions/events/opened.ts'
import { deriveRewards } from '../../functions/events/rewards.ts'
import { deriveVisit } from '../../functions/events/visits.ts'
import { deriveMet } from '../../functions/holdouts/holdouts.ts'
import type { FrontDoor } from './front-door.ts'

/** Hands every change there ever was to the feed once more, as a redelivery may. */
export async function rereadAll(door: FrontDoor): Promise<void> {
  for (const change of door.table.changesAfter(0, 100_000)) {
    await derive(door.table, change, door.clock.now())
    await deriveOpening(door.table, change, door.clock.now())
    await deriveVisit(door.table, change, door.clock.now())
    await deriveMet(door.table, change)
    await deriveRewards(door.table, change, door.clock.now())
  }
}
