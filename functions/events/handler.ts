import { holderIn } from '../holders/holders.ts'
import { deriveMet } from '../holdouts/holdouts.ts'
import { clock } from '../kernel/clock.ts'
import { feed } from '../kernel/feed.ts'
import { table } from '../kernel/table/open.ts'
import { followName } from '../merchants/merchants.ts'
import { derive } from './events.ts'
import { deriveOpening } from './opened.ts'
import { deriveRewards } from './rewards.ts'
import { tell } from './telling.ts'
import { deriveVisit } from './visits.ts'

export const handler = feed(async (change) => {
  const now = clock.now()
  await derive(table, change, now)
  await deriveOpening(table, change, now)
  await deriveVisit(table, change, now)
  await deriveMet(table, change)
  await deriveRewards(table, change, now)
  await tell(table, change, now)
  const holder = holderIn(change)
  if (holder) await table.commit(holder)
  await followName(table, change)
})
