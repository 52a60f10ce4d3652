import { medusa } from './medusa.ts'
import { onPostgres } from './on-postgres.ts'
import { rowOf } from './row.ts'

/** Medusa, where a PostgreSQL is installed. */
export const row = rowOf('medusa', async () => medusa(await onPostgres()), {
  levels: [
    { atOnce: 1, rounds: 1 },
    { atOnce: 16, rounds: 2 },
    { atOnce: 64, rounds: 1 },
  ],
  starts: 2,
  promotions: [],
})
