import { setTimeout as sleep } from 'node:timers/promises'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import type { StreamEvent } from '../gateway/deployment.ts'
import type { DeadLetters } from './dead-letters.ts'
import type { Feed } from './feed.ts'

/** A function that hears of changes, and where it hears them from. */
export interface Consumer extends StreamEvent {
  name: string
  feed: Feed
  deliver: (event: DynamoDBStreamEvent) => Promise<unknown>
}

export interface PumpOptions {
  deadLetters: DeadLetters
  now: () => Date
  /** One line for a person: a record was set aside, the feed cannot be read. */
  report: (line: string, error?: unknown) => void
  firstDelayMs?: number
  longestDelayMs?: number
}

export interface Pump {
  /** Settles when everything that was committed before the call is delivered (or set aside). */
  idle(): Promise<void>
  /** Finishes the batches under way and saves how far each function has come. */
  stop(): Promise<void>
}

/** Delivers changes at least once, in order for each item, as Lambda's event source mapping does. */
export function startPump(consumers: Consumer[], options: PumpOptions): Pump {
  const stopping = new AbortController()
  const workers = consumers.map((consumer) => new Worker(consumer, options, stopping.signal))
  const runs = workers.map((worker) => worker.run())
  return {
    idle: async () => {
      await Promise.all(workers.map((worker) => worker.idle()))
    },
    stop: async () => {
      stopping.abort()
      await Promise.all(runs)
    },
  }
}

class Worker {
  #consumer: Consumer
  #options: Required<PumpOptions>
  #signal: AbortSignal
  /** How many records the next batch may have: halved where a batch fails as a whole, to find the record that does it. */
  #size: number
  #failing = { id: '', tries: 0 }
  #waiting: { reached: () => boolean; resolve: () => void }[] = []

  constructor(consumer: Consumer, options: PumpOptions, signal: AbortSignal) {
    this.#consumer = consumer
    this.#options = { firstDelayMs: 20, longestDelayMs: 2000, ...options }
    this.#signal = signal
    this.#size = consumer.batchSize
  }

  idle(): Promise<void> {
    const reached = this.#consumer.feed.mark()
    return new Promise((resolve) => {
      this.#waiting.push({ reached, resolve })
      this.#tellWaiting()
    })
  }

  async run(): Promise<void> {
    let brokenReads = 0
    while (!this.#signal.aborted) {
      try {
        const batch = await this.#consumer.feed.read(this.#size)
        brokenReads = 0
        this.#tellWaiting()
        if (batch.length === 0) await this.#consumer.feed.more(this.#signal)
        else await this.#deliver(batch)
      } catch (error) {
        // The table may be locked or away for a while; the changes wait in it.
        if (brokenReads === 0)
          this.#options.report(`The change feed of ${this.#consumer.name} cannot be read; it is tried again.`, error)
        brokenReads += 1
        await this.#pause(brokenReads)
      }
    }
    this.#consumer.feed.close()
  }

  async #deliver(batch: DynamoDBRecord[]): Promise<void> {
    const { feed, batchSize } = this.#consumer
    const { delivered, reason, isExact } = await this.#attempt(batch)
    const last = batch[delivered - 1]
    if (last) await feed.done(last)
    this.#tellWaiting()
    const failed = batch[delivered]
    if (!failed) {
      this.#size = Math.min(batchSize, this.#size * 2)
      return
    }
    const tries = this.#countTry(failed)
    if (tries >= this.#consumer.tries && (isExact || batch.length === 1)) {
      await this.#setAside(failed, tries, reason)
      return
    }
    if (!isExact) this.#size = Math.max(1, Math.floor(batch.length / 2))
    await this.#pause(tries)
  }

  /** How many records from the start of the batch are delivered, and why no more. */
  async #attempt(batch: DynamoDBRecord[]): Promise<{ delivered: number; reason: unknown; isExact: boolean }> {
    try {
      const answer = await this.#consumer.deliver({ Records: batch })
      const failures = this.#consumer.partial ? ((answer as DynamoDBBatchResponse | undefined)?.batchItemFailures ?? []) : []
      if (failures.length === 0) return { delivered: batch.length, reason: undefined, isExact: true }
      const places = failures.map(({ itemIdentifier }) =>
        batch.findIndex((record) => record.dynamodb?.SequenceNumber === itemIdentifier),
      )
      // One that is not in the batch means that the whole batch failed.
      if (places.includes(-1))
        return { delivered: 0, reason: new Error('the function named a record that it did not get'), isExact: false }
      return {
        delivered: Math.min(...places),
        reason: new Error('the function named this record in batchItemFailures'),
        isExact: true,
      }
    } catch (error) {
      return { delivered: 0, reason: error, isExact: false }
    }
  }

  #countTry(record: DynamoDBRecord): number {
    const id = record.eventID ?? ''
    this.#failing = { id, tries: this.#failing.id === id ? this.#failing.tries + 1 : 1 }
    return this.#failing.tries
  }

  async #setAside(record: DynamoDBRecord, tries: number, reason: unknown): Promise<void> {
    const { deadLetters, now, report } = this.#options
    const consumer = this.#consumer.name
    // First set aside, then gone on: a crash between the two sets it aside twice, never loses it.
    deadLetters.add({ consumer, at: now().toISOString(), tries, reason: String(reason), record })
    report(
      `${consumer} failed ${tries} times on the change ${record.dynamodb?.SequenceNumber}: it is set aside as a dead letter.`,
      reason,
    )
    await this.#consumer.feed.done(record)
    this.#size = this.#consumer.batchSize
    this.#tellWaiting()
  }

  async #pause(tries: number): Promise<void> {
    const { firstDelayMs, longestDelayMs } = this.#options
    const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** (tries - 1))
    // Stopping cuts the wait short, and that is no error.
    await sleep(delay, undefined, { signal: this.#signal }).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error
    })
  }

  #tellWaiting(): void {
    const reached = this.#waiting.filter((one) => one.reached())
    this.#waiting = this.#waiting.filter((one) => !reached.includes(one))
    for (const { resolve } of reached) resolve()
  }
}
