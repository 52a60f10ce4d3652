import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type AttributeValue,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type Shard,
  type _Record as StreamRecord,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams'
import type { DynamoDBRecord } from 'aws-lambda'
import { writeWhole } from '../data/write-whole.ts'
import type { Feed } from './feed.ts'

const pollEveryMs = 100
const shardsAgeMs = 2_000
const saveEveryMs = 200

/** How far one function has read; a shard that is read to its end keeps its place as `ended`. */
interface Positions {
  streamArn: string
  shards: { [shardId: string]: { after?: string; ended?: true } }
}

/** The newest stream of a table. */
export async function streamOf(client: DynamoDBStreamsClient, tableName: string): Promise<string> {
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: tableName }))
  const newest = Streams.toSorted((a, b) => String(a.StreamLabel).localeCompare(String(b.StreamLabel))).at(-1)
  if (!newest?.StreamArn) throw new Error(`the table ${tableName} has no stream`)
  return newest.StreamArn
}

/** A stream of DynamoDB, shard by shard, a parent to its end before its children. `file` keeps how far it was read. */
export function dynamoFeed(client: DynamoDBStreamsClient, streamArn: string, file: string | undefined): Feed {
  const positions = loaded(file, streamArn)
  const iterators = new Map<string, string>()
  let shards: Shard[] = []
  let shardsAt = Number.NEGATIVE_INFINITY
  let buffer: { shardId: string; records: DynamoDBRecord[] } | undefined
  let passes = 0
  let lastEmptyPass = 0
  let isDirty = false
  let savedAt = 0

  function save(): void {
    if (file && isDirty) writeWhole(file, `${JSON.stringify(positions)}\n`)
    isDirty = false
    savedAt = performance.now()
  }

  const placeOf = (shardId: string) => {
    positions.shards[shardId] ??= {}
    return positions.shards[shardId]
  }

  async function describe(): Promise<void> {
    shards = []
    let from: string | undefined
    do {
      const { StreamDescription } = await client.send(
        new DescribeStreamCommand({ StreamArn: streamArn, ExclusiveStartShardId: from }),
      )
      shards.push(...(StreamDescription?.Shards ?? []))
      from = StreamDescription?.LastEvaluatedShardId
    } while (from !== undefined)
    shardsAt = performance.now()
    // DynamoDB forgets a shard after a day: so do we.
    const known = new Set(shards.map((shard) => shard.ShardId))
    for (const shardId of Object.keys(positions.shards)) if (!known.has(shardId)) delete positions.shards[shardId]
  }

  /** The next records of one shard; an end is remembered. */
  async function readShard(shardId: string): Promise<DynamoDBRecord[]> {
    const ShardIterator = iterators.get(shardId) ?? (await iterator(shardId))
    iterators.delete(shardId)
    const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator, Limit: 1000 }))
    if (NextShardIterator) iterators.set(shardId, NextShardIterator)
    else if (Records.length === 0) {
      placeOf(shardId).ended = true
      isDirty = true
      // Its children may be new.
      shardsAt = Number.NEGATIVE_INFINITY
    }
    return Records.map((record) => recordOf(record, streamArn))
  }

  async function iterator(shardId: string): Promise<string | undefined> {
    const { after } = placeOf(shardId)
    const from = after
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: after }
      : { ShardIteratorType: 'TRIM_HORIZON' as const }
    try {
      return (await client.send(new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: shardId, ...from }))).ShardIterator
    } catch (error) {
      // We slept for longer than DynamoDB keeps changes: the next try begins with the oldest that is left.
      if (error instanceof TrimmedDataAccessException) placeOf(shardId).after = undefined
      throw error
    }
  }

  /** Shards that may be read now: not at their end, and with no parent that still has records. */
  function readable(): string[] {
    const open = shards.filter(({ ShardId }) => ShardId && !placeOf(ShardId).ended)
    const openIds = new Set(open.map(({ ShardId }) => ShardId))
    return open.filter(({ ParentShardId }) => !openIds.has(ParentShardId)).map(({ ShardId }) => ShardId as string)
  }

  return {
    async read(limit) {
      if (buffer && buffer.records.length > 0) return buffer.records.slice(0, limit)
      passes += 1
      const pass = passes
      if (performance.now() - shardsAt > shardsAgeMs) await describe()
      // A parent that ends in this pass lets its children be read in the same one.
      for (let turn = readable(), seen = new Set<string>(); turn.length > 0; turn = readable().filter((id) => !seen.has(id))) {
        for (const shardId of turn) {
          seen.add(shardId)
          const records = await readShard(shardId)
          if (records.length === 0) continue
          buffer = { shardId, records }
          return records.slice(0, limit)
        }
        if (shardsAt === Number.NEGATIVE_INFINITY) await describe()
      }
      lastEmptyPass = pass
      save()
      return []
    },
    async done(record) {
      if (!buffer) throw new Error('done is said of a record that was read')
      const at = buffer.records.findIndex(({ eventID }) => eventID === record.eventID)
      buffer.records = buffer.records.slice(at + 1)
      placeOf(buffer.shardId).after = record.dynamodb?.SequenceNumber as string
      isDirty = true
      if (performance.now() - savedAt > saveEveryMs) save()
    },
    async more(signal) {
      await sleep(pollEveryMs, undefined, { signal }).catch((error: Error) => {
        if (error.name !== 'AbortError') throw error
      })
    },
    mark() {
      const first = passes + 1
      return () => lastEmptyPass >= first
    },
    close: save,
  }
}

function loaded(file: string | undefined, streamArn: string): Positions {
  const fresh = { streamArn, shards: {} }
  if (!file || !existsSync(file)) return fresh
  const saved: Positions = JSON.parse(readFileSync(file, 'utf8'))
  return saved.streamArn === streamArn ? saved : fresh
}

function recordOf(record: StreamRecord, streamArn: string): DynamoDBRecord {
  const { ApproximateCreationDateTime: at, ...rest } = record.dynamodb ?? {}
  const { OldImage, NewImage } = rest
  const images = { ...(OldImage && { OldImage: wholeIn(OldImage) }), ...(NewImage && { NewImage: wholeIn(NewImage) }) }
  const dynamodb = { ...rest, ...images, ...(at && { ApproximateCreationDateTime: Math.floor(at.getTime() / 1000) }) }
  // The SDK's type of a value and that of @types/aws-lambda differ only in what a table of plain values never holds (binary).
  return { ...record, dynamodb: dynamodb as DynamoDBRecord['dynamodb'], eventSourceARN: streamArn } as DynamoDBRecord
}

type Attributes = { [name: string]: AttributeValue }

/** An empty map comes out of DynamoDB Local's stream as nothing at all: it is made one again. Lambda gets it whole. */
function wholeIn(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, whole(value)]))
}

function whole(value: AttributeValue): AttributeValue {
  if (value.M) return { M: wholeIn(value.M) }
  if (value.L) return { L: value.L.map(whole) }
  return Object.keys(value).length === 0 ? { M: {} } : value
}
