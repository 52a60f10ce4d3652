import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { openSqlite, type SqliteTable } from '../../functions/kernel/table/sqlite.ts'
import { deadLettersIn } from './dead-letters.ts'
import { type Pump, startPump } from './pump.ts'
import { sqliteFeeds } from './sqlite.ts'

type Answer = { batchItemFailures: { itemIdentifier: string }[] } | undefined
type Take = (records: DynamoDBRecord[]) => Answer | Promise<Answer>

const folder = mkdtempSync(join(tmpdir(), 'footfall-pump-'))
const now = () => new Date('2026-01-01T00:00:00Z')
let table: SqliteTable
let pump: Pump | undefined
let reports: string[]
let names = 0

beforeEach(() => {
  names += 1
  reports = []
  table = openSqlite(join(folder, `${names}.db`))
})
afterEach(async () => {
  await pump?.stop()
  pump = undefined
  table.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

const put = (pk: string, n: number) => table.commit({ put: { pk, sk: 'a', n }, when: 'always' })

/** Starts the pump on this test's table with one function; several on one table take their own name. */
function pumpTo(take: Take, { name = 'events', partial = true, batchSize = 25 } = {}): Pump {
  const [feed] = sqliteFeeds(table, [name], now)
  if (!feed) throw new Error('there is a feed for each name')
  const deliver = async ({ Records }: DynamoDBStreamEvent) => take(Records)
  const deadLetters = deadLettersIn(folder)
  const report = (line: string) => reports.push(line)
  return startPump([{ name, feed, partial, batchSize, tries: 10, deliver }], {
    deadLetters,
    now,
    report,
    firstDelayMs: 1,
    longestDelayMs: 4,
  })
}

const newImage = (record: DynamoDBRecord) => unmarshall((record.dynamodb?.NewImage ?? {}) as { [name: string]: AttributeValue })

test('delivers a made, a changed and a removed item as DynamoDB Streams would tell them', async () => {
  const heard: DynamoDBRecord[] = []
  pump = pumpTo((records) => void heard.push(...records))
  await put('P', 1)
  await put('P', 2)
  await table.commit({ remove: { pk: 'P', sk: 'a' }, when: 'always' })
  await pump.idle()
  expect(heard.map((record) => record.eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE'])
  expect(heard[1]).toEqual({
    eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
    eventName: 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'local',
    dynamodb: {
      ApproximateCreationDateTime: 1767225600,
      Keys: { pk: { S: 'P' }, sk: { S: 'a' } },
      OldImage: { pk: { S: 'P' }, sk: { S: 'a' }, n: { N: '1' } },
      NewImage: { pk: { S: 'P' }, sk: { S: 'a' }, n: { N: '2' } },
      SequenceNumber: expect.stringMatching(/^\d{21}$/),
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: expect.stringContaining('stream'),
  })
  expect(heard[0]?.dynamodb).not.toHaveProperty('OldImage')
  expect(heard[2]?.dynamodb).not.toHaveProperty('NewImage')
})

test('a change is delivered within milliseconds of its commit', async () => {
  let heardAt = 0
  pump = pumpTo(() => {
    heardAt = performance.now()
    return undefined
  })
  await pump.idle()
  await new Promise((done) => setTimeout(done, 30))
  await put('P', 1)
  const committedAt = performance.now()
  await pump.idle()
  expect(heardAt - committedAt).toBeLessThan(250)
})

test('keeps the order of each item, in batches no larger than serverless.yml says, under many commits at once', async () => {
  const heard = new Map<string, number[]>()
  let largest = 0
  pump = pumpTo(
    (records) => {
      largest = Math.max(largest, records.length)
      for (const image of records.map(newImage)) heard.set(image.pk, [...(heard.get(image.pk) ?? []), image.n])
      return undefined
    },
    { batchSize: 7 },
  )
  await Promise.all(Array.from({ length: 300 }, (_, at) => put(`P${at % 3}`, at)))
  await pump.idle()
  expect(largest).toBe(7)
  for (const pk of [0, 1, 2]) expect(heard.get(`P${pk}`)).toEqual(Array.from({ length: 100 }, (_, at) => at * 3 + pk))
})

test('stopping finishes the batch under way, and the next start goes on behind it', async () => {
  const heard: number[] = []
  let release = () => {}
  const take: Take = async (records) => {
    heard.push(...records.map((record) => newImage(record).n))
    await new Promise<void>((done) => {
      release = done
    })
    return undefined
  }
  const first = pumpTo(take, { batchSize: 2 })
  await Promise.all([0, 1, 2].map((n) => put(`P${n}`, n)))
  while (heard.length < 2) await new Promise((done) => setTimeout(done, 2))
  const stopped = first.stop()
  release()
  await stopped
  expect(heard).toEqual([0, 1])
  const path = join(folder, `${names}.db`)
  table.close()
  table = openSqlite(path)
  pump = pumpTo((records) => void heard.push(...records.map((record) => newImage(record).n)))
  await pump.idle()
  expect(heard).toEqual([0, 1, 2])
})

test('what was delivered but not yet noted before a crash is delivered again, never lost', async () => {
  const heard: number[] = []
  await put('P', 1)
  // A first process that dies inside its handler: nothing of it is closed or saved.
  pumpTo(() => new Promise<undefined>(() => heard.push(0)))
  while (heard.length === 0) await new Promise((done) => setTimeout(done, 2))
  pump = pumpTo((records) => void heard.push(...records.map((record) => newImage(record).n)))
  await pump.idle()
  expect(heard).toEqual([0, 1])
})

test('a function that the table was not ready for waits and goes on', async () => {
  const heard: number[] = []
  const [feed] = sqliteFeeds(table, ['events'], now)
  let broken = 2
  const flaky = {
    ...feed,
    read: (limit: number) => (broken-- > 0 ? Promise.reject(new Error('busy')) : feed?.read(limit)),
  } as NonNullable<typeof feed>
  const deliver = async ({ Records }: DynamoDBStreamEvent) => void heard.push(...Records.map((record) => newImage(record).n))
  const consumer = { name: 'events', feed: flaky, partial: true, batchSize: 5, tries: 10, deliver }
  pump = startPump([consumer], {
    deadLetters: deadLettersIn(undefined),
    now,
    report: (line) => reports.push(line),
    firstDelayMs: 1,
  })
  await put('P', 1)
  await pump.idle()
  expect([heard, reports.length]).toEqual([[1], 1])
})

test('each of two functions hears everything, and the log forgets only what both have heard', async () => {
  const [fast, slow] = sqliteFeeds(table, ['fast', 'slow'], now)
  if (!fast || !slow) throw new Error('there is a feed for each name')
  const put1500 = Array.from({ length: 1500 }, (_, n) => put(`P${n}`, n))
  await Promise.all(put1500)
  const readAll = async (feed: typeof fast) => {
    let count = 0
    for (let page = await feed.read(500); page.length > 0; page = await feed.read(500)) {
      count += page.length
      await feed.done(page.at(-1) as DynamoDBRecord)
    }
    return count
  }
  expect(await readAll(fast)).toBe(1500)
  expect(table.changesAfter(0, 2000)).toHaveLength(1500)
  expect(await readAll(slow)).toBe(1500)
  expect(table.changesAfter(0, 2000).length).toBeLessThan(1000)
})
