import { onSqlite } from './on-sqlite.ts'
import { rowOf } from './row.ts'
import { vendure } from './vendure.ts'

/** Vendure beside us on the same engine and the same durability: SQLite, WAL, synchronous=FULL. */
export const row = rowOf('vendure', async () => vendure(onSqlite()), {
  levels: [
    { atOnce: 1, rounds: 3 },
    { atOnce: 16, rounds: 3 },
    { atOnce: 64, rounds: 2 },
  ],
  starts: 3,
  promotions: [1, 100, 1000],
})
