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
const seqOf = (record: DynamoDBRecord) => record.dynamodb?.SequenceNumber ?? ''
const failed = (...records: DynamoDBRecord[]) => ({
  batchItemFailures: records.map((record) => ({ itemIdentifier: seqOf(record) })),
})

test('goes on from the first record that the function says failed', async () => {
  const calls: number[][] = []
  pump = pumpTo((records) => {
    calls.push(records.map((record) => newImage(record).n))
    return calls.length === 1 ? failed(...records.slice(2, 4)) : undefined
  })
  await Promise.all([0, 1, 2, 3, 4].map((n) => put(`P${n}`, n)))
  await pump.idle()
  expect(calls).toEqual([
    [0, 1, 2, 3, 4],
    [2, 3, 4],
  ])
})

test('a record that fails ten times is set aside, once, and those behind it get through', async () => {
  const done: number[] = []
  let tries = 0
  pump = pumpTo((records) => {
    const poison = records.find((record) => newImage(record).n === 1)
    if (poison) tries += 1
    done.push(...(poison ? records.slice(0, records.indexOf(poison)) : records).map((record) => newImage(record).n))
    return poison && failed(poison)
  })
  await Promise.all([0, 1, 2].map((n) => put(`P${n}`, n)))
  await pump.idle()
  expect([done, tries]).toEqual([[0, 2], 10])
  const letters = deadLettersIn(folder).all()
  expect(letters).toHaveLength(1)
  expect(letters[0]).toMatchObject({ consumer: 'events', tries: 10, record: { dynamodb: { NewImage: { n: { N: '1' } } } } })
  expect(reports).toHaveLength(1)
})

test('where a function fails as a whole, the batch is halved until the record that does it is found', async () => {
  const done = new Set<number>()
  pump = pumpTo(
    (records) => {
      const images = records.map((record) => newImage(record).n)
      if (images.includes(6)) throw new Error('cannot digest it')
      for (const n of images) done.add(n)
      return undefined
    },
    { partial: false, batchSize: 8 },
  )
  await Promise.all(Array.from({ length: 12 }, (_, n) => put(`P${n}`, n)))
  await pump.idle()
  expect([...done].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11])
  expect(deadLettersIn(folder).all().at(-1)).toMatchObject({
    reason: 'Error: cannot digest it',
    record: { dynamodb: { NewImage: { n: { N: '6' } } } },
  })
})

test('a function that names a record it did not get has failed as a whole', async () => {
  let calls = 0
  const heard: number[] = []
  pump = pumpTo((records) => {
    calls += 1
    heard.push(...records.map((record) => newImage(record).n))
    return calls === 1 ? { batchItemFailures: [{ itemIdentifier: 'nobody' }] } : undefined
  })
  await Promise.all([0, 1].map((n) => put(`P${n}`, n)))
  await pump.idle()
  expect(heard).toEqual([0, 1, 0, 1])
})
