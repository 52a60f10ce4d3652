import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { AttributeValue, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { log } from './log.ts'
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
    for (const record of event.Records) {
      try {
        await derive({ old: itemIn(record.dynamodb?.OldImage), new: itemIn(record.dynamodb?.NewImage) })
      } catch (error) {
        const { name, stack } = error instanceof Error ? error : new Error(String(error))
        log.write({ level: 'error', what: 'feed', eventId: record.eventID, error: name, stack })
        return { batchItemFailures: [{ itemIdentifier: numberOf(record) }] }
      }
    }
    return { batchItemFailures: [] }
  }
}

function itemIn(image: { [name: string]: AttributeValue } | undefined): Item | undefined {
  return image && (unmarshall(image as Parameters<typeof unmarshall>[0]) as Item)
}

function numberOf(record: DynamoDBRecord): string {
  return record.dynamodb?.SequenceNumber ?? ''
}
