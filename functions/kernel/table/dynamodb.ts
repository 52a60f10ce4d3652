import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { environment } from '../environment.ts'
import { checkedWrites } from './commit-rules.ts'
import { DynamoCommits } from './dynamodb-commits.ts'
import { DynamoReader } from './dynamodb-reader.ts'
import { askedOf } from './question.ts'
import { storedKey, storedKeys } from './stored.ts'
import type { Table } from './table.ts'
import { Meter } from './units.ts'

export interface DynamoOptions {
  tableName: string
  /** A client of the caller's making, such as one for DynamoDB Local. */
  client?: DynamoDBClient
}

/** Opens the table in DynamoDB. Region and credentials come from the environment, as AWS gives them to a function. */
export function openDynamo({ tableName, client = newClient() }: DynamoOptions): Table {
  const meter = new Meter()
  const reader = new DynamoReader(client, tableName, meter)
  const commits = new DynamoCommits(client, tableName, meter, reader)
  return {
    get: async (key) => reader.get(storedKey(key)),
    getMany: async (keys) => reader.getMany(storedKeys(keys)),
    async query(question) {
      const asked = askedOf(question)
      return asked ? reader.query(asked) : { items: [] }
    },
    commit: async (...writes) => commits.commit(checkedWrites(writes)),
    units: () => meter.total(),
    close: () => client.destroy(),
  }
}

/** A client that gives up on a silent DynamoDB soon enough to still tell the guest. */
export function newClient(config: DynamoDBClientConfig = {}): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: 3,
    // Without throwOnRequestTimeout the SDK only warns, and a guest waits as long as the socket lives.
    requestHandler: { connectionTimeout: 1_000, requestTimeout: environment.tablePatienceMs, throwOnRequestTimeout: true },
    ...config,
  })
}
