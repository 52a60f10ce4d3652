import { join } from 'node:path'
import type { SqliteTable } from '../../functions/kernel/table/sqlite.ts'
import type { Table } from '../../functions/kernel/table/table.ts'
import { TableBusy, TableUnavailable } from '../../functions/kernel/table/table-faults.ts'
import type { Feed } from '../feed/feed.ts'
import type { DeployedFunction } from '../gateway/deployment.ts'
import { Refusal } from '../refusal.ts'
import type { Settings } from '../settings.ts'
import type { LocalClock } from './clock-file.ts'

const tableName = () => process.env.FOOTFALL_TABLE_NAME ?? 'footfall'

/** The table that the handlers use too; in DynamoDB it is made where it is missing. Refused with one sentence where it cannot be used. */
export async function openTable(settings: Settings): Promise<Table> {
  try {
    if (settings.table === 'dynamodb') await makeDynamoTable()
    // The environment names the engine, so this comes after it is set.
    return (await import('../../functions/kernel/table/open.ts')).table
  } catch (error) {
    if (error instanceof TableUnavailable || error instanceof TableBusy) throw new Refusal(error.message, error)
    throw error
  }
}

/** The change feed of the table for each of these functions. */
export async function feedsOf(
  table: Table,
  functions: DeployedFunction[],
  clock: LocalClock,
  folder: string | undefined,
): Promise<Feed[]> {
  const names = functions.map(({ name }) => name)
  if (process.env.FOOTFALL_TABLE !== 'dynamodb') {
    const { sqliteFeeds } = await import('../feed/sqlite.ts')
    return sqliteFeeds(table as SqliteTable, names, clock.now)
  }
  const [{ DynamoDBStreamsClient }, { dynamoFeed, streamOf }] = await Promise.all([
    import('@aws-sdk/client-dynamodb-streams'),
    import('../feed/dynamodb.ts'),
  ])
  const client = new DynamoDBStreamsClient({
    endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB_STREAMS ?? process.env.AWS_ENDPOINT_URL_DYNAMODB,
  })
  const streamArn = await streamOf(client, tableName())
  return names.map((name) => dynamoFeed(client, streamArn, folder && join(folder, `stream-${name}.json`)))
}

async function makeDynamoTable(): Promise<void> {
  // A DynamoDB at an address of our own takes any region and keys, but the SDK wants to have some.
  process.env.AWS_REGION ??= 'local'
  process.env.AWS_ACCESS_KEY_ID ??= 'local'
  process.env.AWS_SECRET_ACCESS_KEY ??= 'local'
  const [{ DynamoDBClient, DescribeTableCommand, ResourceNotFoundException, waitUntilTableExists }, { createTable }] =
    await Promise.all([import('@aws-sdk/client-dynamodb'), import('../../functions/kernel/table/dynamodb-create.ts')])
  const client = new DynamoDBClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  })
  try {
    await client.send(new DescribeTableCommand({ TableName: tableName() }))
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) {
      const why = (error as Error).message || (error as Error).name
      throw new Refusal(`DynamoDB does not answer at ${process.env.AWS_ENDPOINT_URL_DYNAMODB} (${why}).`, error)
    }
    await createTable(client, tableName())
    await waitUntilTableExists({ client, maxWaitTime: 60 }, { TableName: tableName() })
  } finally {
    client.destroy()
  }
}
