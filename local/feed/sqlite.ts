import { marshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord } from 'aws-lambda'
import type { Change, SqliteTable } from '../../functions/kernel/table/sqlite.ts'
import type { Feed } from './feed.ts'

/** What the feed needs of the SQLite table. */
export type ChangeLog = Pick<SqliteTable, 'changesAfter' | 'checkpoint' | 'saveCheckpoint' | 'trimChanges' | 'onCommit'>

/** A checkpoint is saved no oftener: each save is a transaction of its own, and a redelivery after a crash does no harm. */
const saveEveryMs = 50
/** A commit of another process on the same file is not heard, only seen. */
const lookEveryMs = 500
const trimEvery = 1000

/** The change log of SQLite, for each function that listens to it. */
export function sqliteFeeds(log: ChangeLog, consumers: string[], now: () => Date): Feed[] {
  const saved = new Map(consumers.map((name) => [name, log.checkpoint(name)]))
  let trimmed = 0
  return consumers.map((name) =>
    sqliteFeed(log, name, now, (seq) => {
      saved.set(name, seq)
      const least = Math.min(...saved.values())
      if (least - trimmed < trimEvery) return
      log.trimChanges(least)
      trimmed = least
    }),
  )
}

function sqliteFeed(log: ChangeLog, consumer: string, now: () => Date, onSaved: (seq: number) => void): Feed {
  let position = log.checkpoint(consumer)
  let savedPosition = position
  let savedAt = 0
  let mayHaveMore = true
  let wake = () => {}
  log.onCommit(() => {
    mayHaveMore = true
    wake()
  })

  function save(): void {
    if (position === savedPosition) return
    log.saveCheckpoint(consumer, position)
    savedPosition = position
    savedAt = performance.now()
    onSaved(position)
  }

  return {
    async read(limit) {
      mayHaveMore = false
      const changes = log.changesAfter(position, limit)
      if (changes.length === 0 && performance.now() - savedAt > saveEveryMs) save()
      return changes.map((change) => recordOf(change, now()))
    },
    async done(record) {
      position = Number(record.dynamodb?.SequenceNumber)
      if (performance.now() - savedAt > saveEveryMs) save()
    },
    async more(signal) {
      if (mayHaveMore || signal.aborted) return
      await new Promise<void>((resolve) => {
        // What is not saved yet is, as soon as it may be.
        const timer = setTimeout(resolve, position === savedPosition ? lookEveryMs : saveEveryMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
        signal.addEventListener('abort', wake, { once: true })
      })
      signal.removeEventListener('abort', wake)
    },
    mark() {
      let last = position
      for (let page = log.changesAfter(last, 1000); page.length > 0; page = log.changesAfter(last, 1000))
        last = page.at(-1)?.seq ?? last
      return () => position >= last
    },
    close: save,
  }
}

/** A change as DynamoDB Streams would tell it. */
export function recordOf(change: Change, now: Date): DynamoDBRecord {
  const { seq, key } = change
  return {
    eventID: seq.toString(16).padStart(32, '0'),
    eventName: change.old === undefined ? 'INSERT' : change.new === undefined ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'local',
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(now.getTime() / 1000),
      Keys: image(key),
      ...(change.new && { NewImage: image(change.new) }),
      ...(change.old && { OldImage: image(change.old) }),
      SequenceNumber: String(seq).padStart(21, '0'),
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: 'arn:aws:dynamodb:local:000000000000:table/footfall/stream/local',
  }
}

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['Keys']>

// The SDK's type of a value and that of @types/aws-lambda differ only in what a table of plain values never holds (binary).
const image = (item: object) => marshall(item, { removeUndefinedValues: true }) as Image
