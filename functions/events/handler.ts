import { clock } from '../kernel/clock.ts'
import { feed } from '../kernel/feed.ts'
import { table } from '../kernel/table/open.ts'
import { derive } from './events.ts'
import { tell } from './telling.ts'
import { deriveVisits } from './visits.ts'

export const handler = feed(async (change) => {
  const now = clock.now()
  await derive(table, change, now)
  await deriveVisits(table, change, now)
  await tell(table, change, now)
})
