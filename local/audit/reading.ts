import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { askedOf } from '../../functions/kernel/table/question.ts'
import { SqliteReader } from '../../functions/kernel/table/sqlite-reader.ts'
import { storedKey, storedKeys } from '../../functions/kernel/table/stored.ts'
import type { Item } from '../../functions/kernel/table/table.ts'
import { Meter } from '../../functions/kernel/table/units.ts'
import { Refusal } from '../refusal.ts'
import type { Sight } from './law.ts'

/** A whole table to be looked at, and nothing else: there is no way to write through it. */
export interface Reading {
  sight: Sight
  /** Every item once, page by page; none is kept. */
  items(): AsyncGenerator<Item>
  close(): void
}

/** The SQLite table of a data folder, opened read-only: also while the stack runs on it. What is read is one moment of it. */
export function readingOfFolder(folder: string): Reading {
  const path = join(folder, 'footfall.db')
  if (!existsSync(path)) throw new Refusal(`There is no table in ${folder}. Name its folder with FOOTFALL_DATA.`)
  const db = new DatabaseSync(path, { readOnly: true, timeout: 5000 })
  const reader = new SqliteReader(db, new Meter())
  async function* items() {
    for (const { json } of db.prepare('SELECT json FROM items').iterate()) yield JSON.parse(String(json)) as Item
  }
  const sight: Sight = {
    get: async (key) => reader.get(storedKey(key)),
    getMany: async (keys) => reader.getMany(storedKeys(keys)),
    async query(question) {
      const asked = askedOf(question)
      return asked ? reader.query(asked) : { items: [] }
    },
  }
  return { sight, items, close: () => db.close() }
}

/**
 * A DynamoDB table, by Scan, Get and Query alone: rights to read are all that the credentials need. A scan of a table that moves is no one
 * moment of it.
 */
export async function readingOfDynamo(tableName: string, made?: DynamoDBClient): Promise<Reading> {
  const [{ ScanCommand }, { newClient, openDynamo }, { itemFrom }] = await Promise.all([
    import('@aws-sdk/client-dynamodb'),
    import('../../functions/kernel/table/dynamodb.ts'),
    import('../../functions/kernel/table/dynamodb-reader.ts'),
  ])
  const client = made ?? newClient()
  const { get, getMany, query, close } = openDynamo({ tableName, client })
  async function* items() {
    let ExclusiveStartKey: { [name: string]: never } | undefined
    do {
      const page = await client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey }))
      for (const one of page.Items ?? []) yield itemFrom(one)
      ExclusiveStartKey = page.LastEvaluatedKey as typeof ExclusiveStartKey
    } while (ExclusiveStartKey)
  }
  return { sight: { get, getMany, query }, items, close }
}
