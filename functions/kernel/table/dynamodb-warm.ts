import { DescribeTableCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb'
import { log } from '../log.ts'
import { newClient } from './dynamodb.ts'
import type { Warmth } from './warm.ts'

/** DynamoDB bills the rise and never takes it back; it is asked only for more than it has. */
export async function warmDynamo(tableName: string, writesPerSecond: number, client = newClient()): Promise<Warmth> {
  try {
    const { Table: described } = await client.send(new DescribeTableCommand({ TableName: tableName }))
    const has = described?.WarmThroughput
    if ((has?.WriteUnitsPerSecond ?? 0) >= writesPerSecond) return has?.Status === 'UPDATING' ? 'asked' : 'ready'
    await client.send(
      new UpdateTableCommand({ TableName: tableName, WarmThroughput: { WriteUnitsPerSecond: writesPerSecond } }),
    )
    return 'asked'
  } catch (error) {
    const { name, message } = error as Error
    log.write({ level: 'error', what: 'warmUp', writesPerSecond, error: `${name}: ${message}` })
    return 'refused'
  }
}
