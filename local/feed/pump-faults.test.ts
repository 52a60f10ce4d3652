import type { DynamoDBRecord } from 'aws-lambda'
import { newImage, newPumping } from '../testing/pumping.ts'

const at = newPumping()
const seqOf = (record: DynamoDBRecord) => record.dynamodb?.SequenceNumber ?? ''
const failed = (...records: DynamoDBRecord[]) => ({
  batchItemFailures: records.map((record) => ({ itemIdentifier: seqOf(record) })),
})

test('goes on from the first record that the function says failed', async () => {
  const calls: number[][] = []
  const pump = at.pumpTo((records) => {
    calls.push(records.map((record) => newImage(record).n))
    return calls.length === 1 ? failed(...records.slice(2, 4)) : undefined
  })
  await Promise.all([0, 1, 2, 3, 4].map((n) => at.put(`P${n}`, n)))
  await pump.idle()
  expect(calls).toEqual([
    [0, 1, 2, 3, 4],
    [2, 3, 4],
  ])
})

test('a record that fails ten times is set aside, once, and those behind it get through', async () => {
  const done: number[] = []
  let tries = 0
  const pump = at.pumpTo((records) => {
    const poison = records.find((record) => newImage(record).n === 1)
    if (poison) tries += 1
    done.push(...(poison ? records.slice(0, records.indexOf(poison)) : records).map((record) => newImage(record).n))
    return poison && failed(poison)
  })
  await Promise.all([0, 1, 2].map((n) => at.put(`P${n}`, n)))
  await pump.idle()
  expect([done, tries]).toEqual([[0, 2], 10])
  const letters = at.letters()
  expect(letters).toHaveLength(1)
  expect(letters[0]).toMatchObject({ consumer: 'events', tries: 10, record: { dynamodb: { NewImage: { n: { N: '1' } } } } })
  expect(at.reports).toHaveLength(1)
})

test('where a function fails as a whole, the batch is halved until the record that does it is found', async () => {
  const done = new Set<number>()
  const pump = at.pumpTo(
    (records) => {
      const images = records.map((record) => newImage(record).n)
      if (images.includes(6)) throw new Error('cannot digest it')
      for (const n of images) done.add(n)
      return undefined
    },
    { partial: false, batchSize: 8 },
  )
  await Promise.all(Array.from({ length: 12 }, (_, n) => at.put(`P${n}`, n)))
  await pump.idle()
  expect([...done].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11])
  expect(at.letters().at(-1)).toMatchObject({
    reason: 'Error: cannot digest it',
    record: { dynamodb: { NewImage: { n: { N: '6' } } } },
  })
})

test('a function that names a record it did not get has failed as a whole', async () => {
  let calls = 0
  const heard: number[] = []
  const pump = at.pumpTo((records) => {
    calls += 1
    heard.push(...records.map((record) => newImage(record).n))
    return calls === 1 ? { batchItemFailures: [{ itemIdentifier: 'nobody' }] } : undefined
  })
  await Promise.all([0, 1].map((n) => at.put(`P${n}`, n)))
  await pump.idle()
  expect(heard).toEqual([0, 1, 0, 1])
})
