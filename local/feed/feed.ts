import type { DynamoDBRecord } from 'aws-lambda'

/** What one function still has to hear of the table's changes, in order for each item. */
export interface Feed {
  /** The next records after the last that are done, oldest first; none at the end. Asking again gives the same ones again. */
  read(limit: number): Promise<DynamoDBRecord[]>
  /** This record, one of the last read, and all before it need not come again. */
  done(record: DynamoDBRecord): Promise<void>
  /** Settles as soon as there may be more to read, or when the signal stops it. */
  more(signal: AbortSignal): Promise<void>
  /** Answers a question: is everything done that was committed when this was called? */
  mark(): () => boolean
  /** Saves what is done. */
  close(): void
}
