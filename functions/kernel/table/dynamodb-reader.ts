import {
  type AttributeValue,
  BatchGetItemCommand,
  type ConsumedCapacity,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { keyId } from './commit-rules.ts'
import { Expressions, marshalled } from './dynamodb-expressions.ts'
import { AgainSoon, patiently } from './dynamodb-patience.ts'
import { type Asked, cursorAfter } from './question.ts'
import type { Item, Key, Page } from './table.ts'
import type { Meter } from './units.ts'

type Attributes = Record<string, AttributeValue>

/** Reads from DynamoDB; what each call cost is what DynamoDB says it cost. */
export class DynamoReader {
  #client: DynamoDBClient
  #tableName: string
  #meter: Meter

  constructor(client: DynamoDBClient, tableName: string, meter: Meter) {
    this.#client = client
    this.#tableName = tableName
    this.#meter = meter
  }

  async get(key: Key): Promise<Item | undefined> {
    const command = new GetItemCommand({
      TableName: this.#tableName,
      Key: marshalled({ ...key }),
      ConsistentRead: true,
      ReturnConsumedCapacity: 'TOTAL',
    })
    const answer = await patiently(() => this.#client.send(command))
    this.#meter.read(consumed(answer.ConsumedCapacity))
    return answer.Item && itemFrom(answer.Item)
  }

  async getMany(keys: Key[]): Promise<Item[]> {
    const found = new Map<string, Item>()
    // DynamoDB refuses a key that is asked for twice.
    let left = [...new Map(keys.map((key) => [keyId(key), key])).values()].map((key): Attributes => marshalled({ ...key }))
    await patiently(async () => {
      if (left.length === 0) return
      const answer = await this.#client.send(
        new BatchGetItemCommand({
          RequestItems: { [this.#tableName]: { Keys: left, ConsistentRead: true } },
          ReturnConsumedCapacity: 'TOTAL',
        }),
      )
      this.#meter.read(consumed(answer.ConsumedCapacity))
      for (const attributes of answer.Responses?.[this.#tableName] ?? []) {
        const item = itemFrom(attributes)
        found.set(keyId(item), item)
      }
      left = answer.UnprocessedKeys?.[this.#tableName]?.Keys ?? []
      if (left.length > 0) throw new AgainSoon('keys were left over')
    })
    return keys.map((key) => found.get(keyId(key))).filter((item) => item !== undefined)
  }

  async query(asked: Asked): Promise<Page> {
    const { index, pk, after, backward, limit } = asked
    const expressions = new Expressions()
    const start =
      after &&
      (index ? { [index]: pk, [`${index}At`]: after.at, pk: after.pk ?? '', sk: after.sk ?? '' } : { pk, sk: after.at })
    const command = new QueryCommand({
      TableName: this.#tableName,
      ...(index ? { IndexName: index } : { ConsistentRead: true }),
      KeyConditionExpression: expressions.keys(asked),
      ...expressions.aliases(),
      ScanIndexForward: !backward,
      Limit: limit,
      ...(start && { ExclusiveStartKey: marshalled(start) }),
      ReturnConsumedCapacity: 'TOTAL',
    })
    const answer = await patiently(() => this.#client.send(command))
    this.#meter.read(consumed(answer.ConsumedCapacity))
    const items = (answer.Items ?? []).map(itemFrom)
    return answer.LastEvaluatedKey ? { items, cursor: cursorAfter(itemFrom(answer.LastEvaluatedKey), asked) } : { items }
  }
}

/** An item as DynamoDB carries it, in our form. */
export const itemFrom = (attributes: Attributes) => unmarshall(attributes) as Item

/** Capacity units as DynamoDB reports them, for one call or for each table of it. */
export function consumed(capacity: ConsumedCapacity | ConsumedCapacity[] | undefined): number {
  return [capacity ?? []].flat().reduce((units, { CapacityUnits = 0 }) => units + CapacityUnits, 0)
}
