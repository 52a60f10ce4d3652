import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { openSqlite, type SqliteTable } from '../../functions/kernel/table/sqlite.ts'
import { deadLettersIn } from '../feed/dead-letters.ts'
import { type Pump, startPump } from '../feed/pump.ts'
import { sqliteFeeds } from '../feed/sqlite.ts'

type Answer = { batchItemFailures: { itemIdentifier: string }[] } | undefined
export type Take = (records: DynamoDBRecord[]) => Answer | Promise<Answer>

/** A table of its own for each test of a file, and pumps that tell functions of its changes: opened before the test, stopped after it. */
export function newPumping() {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-pump-'))
  const now = () => new Date('2026-01-01T00:00:00Z')
  const reports: string[] = []
  const report = (line: string) => reports.push(line)
  let tables = 0
  let table: SqliteTable
  let running: Pump | undefined
  const open = () => openSqlite(join(folder, `${tables}.db`))

  beforeEach(() => {
    tables += 1
    reports.length = 0
    table = open()
  })
  afterEach(async () => {
    await running?.stop()
    running = undefined
    table.close()
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Stops this pump after the test, and none before it: one whose process has died stops no more. */
  function started(pump: Pump): Pump {
    running = pump
    return pump
  }

  /** Starts the pump on this test's table with one function; several on one table take their own name. */
  function pumpTo(take: Take, { name = 'events', partial = true, batchSize = 25 } = {}): Pump {
    const [feed] = sqliteFeeds(table, [name], now)
    if (!feed) throw new Error('there is a feed for each name')
    const deliver = async ({ Records }: DynamoDBStreamEvent) => take(Records)
    const deadLetters = deadLettersIn(folder)
    const pump = startPump([{ name, feed, partial, batchSize, tries: 10, deliver }], {
      deadLetters,
      now,
      report,
      firstDelayMs: 1,
      longestDelayMs: 4,
    })
    return started(pump)
  }

  /** The table as the next process finds it. */
  function reopen(): void {
    table.close()
    table = open()
  }

  return {
    get table(): SqliteTable {
      return table
    },
    /** What pumps of this test reported. */
    reports,
    ...{ now, report, started, pumpTo, reopen },
    put: (pk: string, n: number) => table.commit({ put: { pk, sk: 'a', n }, when: 'always' }),
    /** What pumps of this file have set aside. */
    letters: () => deadLettersIn(folder).all(),
  }
}

export const newImage = (record: DynamoDBRecord) =>
  unmarshall((record.dynamodb?.NewImage ?? {}) as { [name: string]: AttributeValue })
