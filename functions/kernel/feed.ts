import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { AttributeValue, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { clock } from './clock.ts'
import { log } from './log.ts'
import { measured, writeGathered } from './metrics.ts'
import type { Item } from './table/table.ts'

/** One change of one item: what it was and what it became. */
export interface Change {
  old?: Item
  new?: Item
}

/**
 * The Lambda handler of what is derived from the change feed. Records come at least once and in order per item; the first that
 * fails is reported, and the feed comes back with it and all after it. So `derive` must be harmless when repeated.
 */
export function feed(derive: (change: Change) => Promise<void>) {
  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const failed = await firstFailed(event.Records, derive)
    writeGathered('feed')
    return { batchItemFailures: failed ? [{ itemIdentifier: numberOf(failed) }] : [] }
  }
}

async function firstFailed(
  records: DynamoDBRecord[],
  derive: (change: Change) => Promise<void>,
): Promise<DynamoDBRecord | undefined> {
  for (const record of records) {
    try {
      await derive({ old: itemIn(record.dynamodb?.OldImage), new: itemIn(record.dynamodb?.NewImage) })
    } catch (error) {
      const { name, stack } = error instanceof Error ? error : new Error(String(error))
      const FeedHeldUpSeconds = ageOf(record)
      const line = { level: 'error', what: 'feed', eventId: record.eventID, error: name, stack } as const
      log.write(measured(line, { FeedFailed: 1, ...(FeedHeldUpSeconds !== undefined && { FeedHeldUpSeconds }) }))
      return record
    }
  }
  return undefined
}

function itemIn(image: { [name: string]: AttributeValue } | undefined): Item | undefined {
  return image && (unmarshall(image as Parameters<typeof unmarshall>[0]) as Item)
}

/** How long ago its change was made: the feed stands still behind it. */
function ageOf(record: DynamoDBRecord): number | undefined {
  const made = record.dynamodb?.ApproximateCreationDateTime
  return made === undefined ? undefined : Math.max(0, Math.round(clock.now().getTime() / 1000 - made))
}

function numberOf(record: DynamoDBRecord): string {
  return record.dynamodb?.SequenceNumber ?? ''
}
