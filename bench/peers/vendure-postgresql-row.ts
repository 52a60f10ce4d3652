import { onPostgres } from './on-postgres.ts'
import { rowOf } from './row.ts'
import { vendure } from './vendure.ts'

/** Vendure on the engine that it advises for production, where one is installed. */
export const row = rowOf('vendure-postgresql', async () => vendure(await onPostgres()), {
  levels: [{ atOnce: 16, rounds: 3 }],
  starts: 1,
  promotions: [],
})
