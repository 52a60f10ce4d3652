import { medusa } from './medusa.ts'
import { onPostgres } from './on-postgres.ts'
import { rowOf } from './row.ts'

/** Medusa, where a PostgreSQL is installed. */
export const row = rowOf('medusa', async () => medusa(await onPostgres()), {
  ...{ rounds: 2, levels: [1, 16, 64], starts: 2 },
  promotions: [],
})
