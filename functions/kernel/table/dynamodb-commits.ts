import { randomUUID } from 'node:crypto'
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { keyOf } from './commit-rules.ts'
import { holds } from './condition.ts'
import { Expressions, marshalled } from './dynamodb-expressions.ts'
import { AgainSoon, patiently } from './dynamodb-patience.ts'
import { consumed, type DynamoReader, itemFrom } from './dynamodb-reader.ts'
import type { Item, Write } from './table.ts'
import { TableBusy, TableMisuse } from './table-faults.ts'
import { chargeFailed, type Meter } from './units.ts'
import { answerToFailure } from './verdict.ts'

type Answer = (Item | undefined)[]

/**
 * Commits to DynamoDB.
 *
 * A lone write whose answer was lost is sent again by the SDK, and its condition may then fail against its own effect. That
 * is not told apart here: the old item comes to `orElse`, which knows its caller's mark and says 'mine'. A lone `add` whose
 * condition would still hold is refused before (commit-rules.ts). A transaction carries one token over all its tries, so
 * DynamoDB makes it once.
 */
export class DynamoCommits {
  #client: DynamoDBClient
  #tableName: string
  #meter: Meter
  #reader: DynamoReader

  constructor(client: DynamoDBClient, tableName: string, meter: Meter, reader: DynamoReader) {
    this.#client = client
    this.#tableName = tableName
    this.#meter = meter
    this.#reader = reader
  }

  async commit(writes: Write[]): Promise<Answer> {
    const [only] = writes
    if (!only || writes.length > 1) return this.#transaction(writes)
    return 'check' in only ? this.#lookup(only) : this.#loneWrite(only)
  }

  /** A lone check writes nothing, so a strong read judged here says the same for a quarter of the price, and never conflicts. */
  async #lookup(write: Write): Promise<Answer> {
    const old = await this.#reader.get(keyOf(write))
    return holds(write.when, old) ? [undefined] : answerToFailure([write], [true], [old])
  }

  async #loneWrite(write: Write): Promise<Answer> {
    const outcome = await patiently(async () => {
      try {
        return await this.#sent(write)
      } catch (error) {
        if (error instanceof TransactionConflictException) throw new AgainSoon('a transaction held the item', { cause: error })
        if (error instanceof ConditionalCheckFailedException) return error
        throw error
      }
    })
    if (outcome instanceof ConditionalCheckFailedException) {
      const old = outcome.Item && itemFrom(outcome.Item)
      chargeFailed(this.#meter, [write], [old])
      return answerToFailure([write], [true], [old])
    }
    this.#meter.write(consumed(outcome.ConsumedCapacity))
    if ('put' in write) return [write.put]
    return ['change' in write && outcome.Attributes ? itemFrom(outcome.Attributes) : undefined]
  }

  #sent(write: Write) {
    const expressions = new Expressions()
    const request = {
      TableName: this.#tableName,
      ConditionExpression: expressions.condition(write.when),
      ReturnConsumedCapacity: 'TOTAL',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    } as const
    if ('put' in write)
      return this.#client.send(new PutItemCommand({ ...request, Item: marshalled(write.put), ...expressions.aliases() }))
    const Key = marshalled({ ...keyOf(write) })
    if (!('change' in write)) return this.#client.send(new DeleteItemCommand({ ...request, Key, ...expressions.aliases() }))
    const UpdateExpression = expressions.update(write)
    return this.#client.send(
      new UpdateItemCommand({ ...request, Key, UpdateExpression, ReturnValues: 'ALL_NEW', ...expressions.aliases() }),
    )
  }

  async #transaction(writes: Write[]): Promise<Answer> {
    const command = new TransactWriteItemsCommand({
      TransactItems: writes.map((write) => this.#part(write)),
      ClientRequestToken: randomUUID(),
      ReturnConsumedCapacity: 'TOTAL',
    })
    const refused = await patiently(async () => {
      try {
        const answer = await this.#client.send(command)
        this.#meter.write(consumed(answer.ConsumedCapacity))
        return undefined
      } catch (error) {
        if (error instanceof TransactionInProgressException)
          throw new AgainSoon('the first try is still under way', { cause: error })
        if (!(error instanceof TransactionCanceledException)) throw error
        return failuresIn(error)
      }
    })
    if (!refused) return writes.map((write) => ('put' in write ? write.put : undefined))
    chargeFailed(this.#meter, writes, refused.olds)
    return answerToFailure(writes, refused.failed, refused.olds)
  }

  #part(write: Write): TransactWriteItem {
    const expressions = new Expressions()
    const base = { TableName: this.#tableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const
    if ('check' in write) {
      const ConditionExpression = expressions.statedCondition(write.when)
      return { ConditionCheck: { ...base, Key: marshalled({ ...write.check }), ConditionExpression, ...expressions.aliases() } }
    }
    const ConditionExpression = expressions.condition(write.when)
    if ('put' in write) return { Put: { ...base, Item: marshalled(write.put), ConditionExpression, ...expressions.aliases() } }
    const Key = marshalled({ ...keyOf(write) })
    if ('remove' in write) return { Delete: { ...base, Key, ConditionExpression, ...expressions.aliases() } }
    return {
      Update: { ...base, Key, UpdateExpression: expressions.update(write), ConditionExpression, ...expressions.aliases() },
    }
  }
}

/** Which conditions failed and what stood there; a cancellation for any other reason is thrown. */
function failuresIn(error: TransactionCanceledException): { failed: boolean[]; olds: Answer } {
  const reasons = error.CancellationReasons ?? []
  const codes = reasons.map(({ Code }) => Code)
  const firstFailed = codes.indexOf('ConditionalCheckFailed')
  const firstConflict = codes.indexOf('TransactionConflict')
  // The first failure in write order answers, and behind a conflict that stands before it there may be an earlier one.
  if (firstConflict >= 0 && (firstFailed < 0 || firstConflict < firstFailed))
    throw new AgainSoon('a conflict', { cause: error })
  if (firstFailed >= 0) {
    const olds = reasons.map(({ Item: old }) => old && itemFrom(old))
    return { failed: codes.map((code) => code === 'ConditionalCheckFailed'), olds }
  }
  if (codes.some((code) => code === 'ThrottlingError' || code === 'ProvisionedThroughputExceeded')) {
    throw new TableBusy('DynamoDB has no room for this transaction now.', error, true)
  }
  const refusal = reasons.find(({ Code }) => Code === 'ValidationError')
  throw refusal ? new TableMisuse(refusal.Message ?? 'DynamoDB refused a write', error) : error
}
