import { randomUUID } from 'node:crypto'
import type { DynamoDBClient, DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { haveJava, startDynamoLocal } from '../../../local/dynamodb-local.ts'
import { leaveOut } from '../../../local/testing/left-out.ts'
import { newClient, openDynamo } from './dynamodb.ts'
import { createTable } from './dynamodb-create.ts'
import { openSqlite } from './sqlite.ts'
import type { Table } from './table.ts'

/** An engine under test, started before the tests and stopped after them. */
export interface Engine {
  name: string
  table: Table
}

export const dynamoLocal = 'DynamoDB Local'

/**
 * The engines that the contract holds for, for tests only. Where there is no Java, DynamoDB is left out with one loud line,
 * and never in CI.
 */
export function engines(): Engine[] {
  const sqlite = engine('SQLite', async () => {
    const table = openSqlite(':memory:')
    return { table, stop: async () => table.close() }
  })
  return haveDynamo() ? [sqlite, engine(dynamoLocal, startDynamo)] : [sqlite]
}

/** Whether DynamoDB Local can be tested against here; says so loudly where not, and fails in CI. */
export function haveDynamo(): boolean {
  if (haveJava()) return true
  leaveOut('NOT TESTED AGAINST DYNAMODB', 'there is no Java 17 or newer on this machine')
  return false
}

/** A client for DynamoDB Local, which takes any credentials. */
export function localClient(endpoint: string, config: DynamoDBClientConfig = {}): DynamoDBClient {
  return newClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    ...config,
  })
}

/** A partition that no other test writes to. */
export const newPk = (name = 'TEST') => `${name}#${randomUUID()}`

function engine(name: string, start: () => Promise<{ table: Table; stop(): Promise<void> }>): Engine {
  let running: { table: Table; stop(): Promise<void> } | undefined
  beforeAll(async () => {
    running = await start()
  }, 60_000)
  afterAll(async () => running?.stop())
  return {
    name,
    get table(): Table {
      if (!running) throw new Error(`${name} has not been started`)
      return running.table
    },
  }
}

async function startDynamo() {
  const { endpoint, stop } = await startDynamoLocal()
  const client = localClient(endpoint)
  await createTable(client, 'footfall')
  return { table: openDynamo({ tableName: 'footfall', client }), stop }
}
