import type { Table } from './table.ts'

/**
 * The table of this process, as the environment names it. The comparison stands here word for word, so that a bundler that
 * is told process.env.FOOTFALL_TABLE leaves the other engine out.
 */
export const table: Table = await openTable()

async function openTable(): Promise<Table> {
  if (process.env.FOOTFALL_TABLE === 'dynamodb') {
    const { openDynamo } = await import('./dynamodb.ts')
    return openDynamo({ tableName: process.env.FOOTFALL_TABLE_NAME ?? 'footfall' })
  } else {
    const { openSqliteIn } = await import('./sqlite-folder.ts')
    return openSqliteIn(process.env.FOOTFALL_DATA ?? '.footfall')
  }
}
