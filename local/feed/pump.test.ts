import { setTimeout as pause } from 'node:timers/promises'
import { jest } from '@jest/globals'
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { newImage, newPumping, type Take } from '../testing/pumping.ts'
import { deadLettersIn } from './dead-letters.ts'
import { startPump } from './pump.ts'
import { sqliteFeeds } from './sqlite.ts'

const at = newPumping()

test('delivers a made, a changed and a removed item as DynamoDB Streams would tell them', async () => {
  const heard: DynamoDBRecord[] = []
  const pump = at.pumpTo((records) => void heard.push(...records))
  await at.put('P', 1)
  await at.put('P', 2)
  await at.table.commit({ remove: { pk: 'P', sk: 'a' }, when: 'always' })
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

test('a change is delivered at its commit, and waits for no clock', async () => {
  const heard: number[] = []
  const pump = at.pumpTo((records) => void heard.push(records.length))
  await at.put('P', 1)
  await pump.idle()
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] })
  try {
    await at.put('P', 2)
    await pump.idle()
    await at.put('P', 3)
    await pump.idle()
  } finally {
    jest.useRealTimers()
  }
  expect(heard).toEqual([1, 1, 1])
})

test('keeps the order of each item, in batches no larger than serverless.yml says, under many commits at once', async () => {
  const heard = new Map<string, number[]>()
  let largest = 0
  const pump = at.pumpTo(
    (records) => {
      largest = Math.max(largest, records.length)
      for (const image of records.map(newImage)) heard.set(image.pk, [...(heard.get(image.pk) ?? []), image.n])
      return undefined
    },
    { batchSize: 7 },
  )
  await Promise.all(Array.from({ length: 300 }, (_, n) => at.put(`P${n % 3}`, n)))
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
  const first = at.pumpTo(take, { batchSize: 2 })
  await Promise.all([0, 1, 2].map((n) => at.put(`P${n}`, n)))
  while (heard.length < 2) await new Promise((done) => setTimeout(done, 2))
  const stopped = first.stop()
  release()
  await stopped
  expect(heard).toEqual([0, 1])
  at.reopen()
  const pump = at.pumpTo((records) => void heard.push(...records.map((record) => newImage(record).n)))
  await pump.idle()
  expect(heard).toEqual([0, 1, 2])
})

test('what was delivered but not yet noted before a crash is delivered again, never lost', async () => {
  const heard: number[] = []
  await at.put('P', 1)
  // A first process that dies inside its handler: nothing of it is closed or saved.
  at.pumpTo(() => new Promise<undefined>(() => heard.push(0)))
  while (heard.length === 0) await new Promise((done) => setTimeout(done, 2))
  const pump = at.pumpTo((records) => void heard.push(...records.map((record) => newImage(record).n)))
  await pump.idle()
  expect(heard).toEqual([0, 1])
})

test('a function that the table was not ready for waits and goes on', async () => {
  const heard: number[] = []
  const [feed] = sqliteFeeds(at.table, ['events'], at.now)
  let broken = 2
  const flaky = {
    ...feed,
    read: (limit: number) => (broken-- > 0 ? Promise.reject(new Error('busy')) : feed?.read(limit)),
  } as NonNullable<typeof feed>
  const deliver = async ({ Records }: DynamoDBStreamEvent) => void heard.push(...Records.map((record) => newImage(record).n))
  const consumer = { name: 'events', feed: flaky, partial: true, batchSize: 5, tries: 10, deliver }
  const how = { deadLetters: deadLettersIn(undefined), now: at.now, report: at.report, firstDelayMs: 1 }
  const pump = at.started(startPump([consumer], how))
  await at.put('P', 1)
  await pump.idle()
  expect([heard, at.reports.length]).toEqual([[1], 1])
})

test('each of two functions hears everything, and the log forgets only what both have heard', async () => {
  const [fast, slow] = sqliteFeeds(at.table, ['fast', 'slow'], at.now)
  if (!fast || !slow) throw new Error('there is a feed for each name')
  const put1500 = Array.from({ length: 1500 }, (_, n) => at.put(`P${n}`, n))
  await Promise.all(put1500)
  const readAll = async (feed: typeof fast) => {
    let count = 0
    for (let page = await feed.read(500); page.length > 0; page = await feed.read(500)) {
      count += page.length
      await feed.done(page.at(-1) as DynamoDBRecord)
    }
    // How far it is, is saved every 50 ms at most, by whatever is asked of it next: three pages may have taken less.
    await pause(60)
    await feed.read(500)
    return count
  }
  expect(await readAll(fast)).toBe(1500)
  expect(at.table.changesAfter(0, 2000)).toHaveLength(1500)
  expect(await readAll(slow)).toBe(1500)
  expect(at.table.changesAfter(0, 2000).length).toBeLessThan(1000)
})
