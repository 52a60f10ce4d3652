import { Problem } from '../../shared/problem.ts'
import type { Code } from '../../shared/problems.ts'
import type { Condition, Key, Write } from '../kernel/table/table.ts'
import { dayIn, midnightIn } from '../kernel/zone.ts'
import type { BatchItem, Gate, StockItem } from './items.ts'
import { stockKey, wallet } from './places.ts'

const shutBecause: { [gate in Gate]?: Code } = { draft: 'batch.not_found', paused: 'batch.paused', stopped: 'batch.ended' }

/** What every claim asks of the stock item it takes from. */
export const open = (batch: BatchItem, at: string): Condition[] => [
  { field: 'left', atLeast: 1 },
  { field: 'gate', is: 'open' },
  { field: 'from', atMost: at },
  { field: 'to', above: at },
  { field: 'version', is: batch.version },
]

/** One off a stock item, while its gate is open, inside its claim window, under the rules the coupon names. */
export function takeStock(batch: BatchItem, shard: number, now: Date, outcomes: { empty: Problem; edited: Problem }): Write {
  const at = now.toISOString()
  return {
    change: stockKey(batch.batchId, shard),
    add: { left: -1 },
    when: { all: open(batch, at) },
    orElse: (old) => whyRefused(old as StockItem | undefined, batch, at, outcomes) ?? outcomes.empty,
  }
}

/** Why nothing can be taken from a stock item now; undefined where only its stock can be the reason. */
export function whyRefused(stock: StockItem | undefined, batch: BatchItem, at: string, outcomes: { edited: Problem }) {
  const shut = stock && shutBecause[stock.gate]
  if (!stock || shut) return new Problem(shut ?? 'batch.not_found')
  if (stock.version !== batch.version) return outcomes.edited
  if (stock.from > at) return new Problem('batch.not_started', { retryAt: stock.from })
  if (stock.to <= at) return new Problem('batch.ended')
  return undefined
}

/** The caps of the day (of the merchant's zone) that the rules have: a count each, made by the day's first claim. */
export function countDay(batch: BatchItem, memberId: string, now: Date): Write[] {
  const { perMemberPerDay, perDay } = batch.form
  if (perMemberPerDay === undefined && perDay === undefined) return []
  const [day, tomorrow] = [dayIn(batch.zone, now), midnightIn(batch.zone, now, 1)]
  const reached = () => new Problem('batch.daily_limit_reached', { retryAt: tomorrow.toISOString() })
  const count = (key: Key, most: number): Write => ({
    change: key,
    add: { given: 1 },
    // Nobody asks for a day that is over.
    set: { expires: Math.floor(tomorrow.getTime() / 1000) + 7 * 86_400 },
    when: {
      any: [
        { field: 'given', has: false },
        { field: 'given', below: most },
      ],
    },
    orElse: reached,
  })
  const { batchId } = batch
  return [
    ...(perMemberPerDay === undefined ? [] : [count({ pk: wallet(memberId), sk: `GIVEN#${batchId}#${day}` }, perMemberPerDay)]),
    ...(perDay === undefined ? [] : [count({ pk: `BATCH#${batchId}#DAY#${day}`, sk: 'GIVEN' }, perDay)]),
  ]
}
