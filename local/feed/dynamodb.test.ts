import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import type { DynamoDBRecord } from 'aws-lambda'
import { openDynamo } from '../../functions/kernel/table/dynamodb.ts'
import { createTable } from '../../functions/kernel/table/dynamodb-create.ts'
import { haveDynamo } from '../../functions/kernel/table/engines.ts'
import { type DynamoLocal, startDynamoLocal } from '../dynamodb-local.ts'
import { deadLettersIn } from './dead-letters.ts'
import { dynamoFeed, streamOf } from './dynamodb.ts'
import { startPump } from './pump.ts'

const onDynamo = haveDynamo() ? describe : describe.skip

onDynamo("the change feed of AWS's own engine", () => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-streams-'))
  const now = () => new Date()
  let engine: DynamoLocal
  let client: DynamoDBClient
  let streams: DynamoDBStreamsClient

  beforeAll(async () => {
    engine = await startDynamoLocal()
    const options = {
      endpoint: engine.endpoint,
      region: 'local',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }
    client = new DynamoDBClient(options)
    streams = new DynamoDBStreamsClient(options)
    await createTable(client, 'streamed')
  }, 60_000)
  afterAll(async () => {
    streams.destroy()
    client.destroy()
    await engine.stop()
    rmSync(folder, { recursive: true })
  })

  test('delivers in order, sets a poison record aside, and goes on after a restart where it was', async () => {
    const table = openDynamo({ tableName: 'streamed', client })
    const put = (pk: string, n: number) => table.commit({ put: { pk, sk: 'a', n }, when: 'always' })
    const arn = await streamOf(streams, 'streamed')
    const file = join(folder, 'positions.json')
    const deadLetters = deadLettersIn(undefined)
    const heard: string[] = []
    const nameOf = ({ dynamodb }: DynamoDBRecord) => `${dynamodb?.Keys?.pk?.S}${dynamodb?.NewImage?.n?.N}`
    const start = () =>
      startPump(
        [
          {
            name: 'events',
            partial: true,
            batchSize: 4,
            tries: 10,
            feed: dynamoFeed(streams, arn, file),
            deliver: async ({ Records }) => {
              const poison = Records.findIndex((record) => nameOf(record) === 'P3')
              heard.push(...Records.slice(0, poison < 0 ? Records.length : poison).map(nameOf))
              return poison < 0
                ? undefined
                : { batchItemFailures: [{ itemIdentifier: Records[poison]?.dynamodb?.SequenceNumber }] }
            },
          },
        ],
        { deadLetters, now, report: () => {}, firstDelayMs: 1, longestDelayMs: 2 },
      )
    const first = start()
    for (let n = 0; n < 6; n += 1) {
      await put('P', n)
      await put('Q', n)
    }
    await first.idle()
    await first.stop()
    expect(heard.filter((name) => name.startsWith('P'))).toEqual(['P0', 'P1', 'P2', 'P4', 'P5'])
    expect(heard.filter((name) => name.startsWith('Q'))).toEqual(['Q0', 'Q1', 'Q2', 'Q3', 'Q4', 'Q5'])
    expect(deadLetters.all().map((letter) => nameOf(letter.record))).toEqual(['P3'])
    await put('P', 6)
    const second = start()
    await second.idle()
    await second.stop()
    expect(heard.slice(11)).toEqual(['P6'])
  }, 60_000)
})
