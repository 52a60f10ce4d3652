import type { Cost } from '../../local/testing/metered.ts'
import type { Prices } from './prices.ts'

/** What cannot be known without an account: each is said beside the figures that rest on it. */
export const assumed = {
  /** A request to DynamoDB and back, in milliseconds; AWS says 'single-digit'. */
  tripMs: 5,
  /** CPU of the AWS SDK for a request, which the table in memory does without. */
  sdkCpuMs: 0.6,
  /** Memory that buys a whole core. */
  memoryOfCoreMb: 1769,
  /** Records in one call of the feed's function, of the 25 that it takes at most: a busy table. */
  recordsACall: 25,
  /** Lambda's three lines about a call, and the access line of API Gateway. */
  linesBytes: 350,
  accessLineBytes: 250,
} as const

/** One step, as it was metered here. */
export interface Step {
  cost: Cost
  cpuMs: number
  logBytes: number
}

/** Money for one of it, by who asks for it, in the list's currency. */
export interface Money {
  table: number
  functions: number
  gateway: number
  logs: number
  total: number
}

/** A call by somebody: one request, one function that waits for each of its trips in turn. */
export function priceOfCall({ cost, cpuMs, logBytes }: Step, memoryMb: number, prices: Prices): Money {
  const ms = Math.ceil(waitedMs(cost, cpuMs, memoryMb))
  const { requestsPerMillion, functionCallsPerMillion, functionGbSecond, logGb } = prices.of
  return summed({
    table: tableMoney(cost, prices),
    functions: functionCallsPerMillion / 1e6 + (ms / 1000) * (memoryMb / 1024) * functionGbSecond,
    gateway: requestsPerMillion / 1e6,
    logs: ((logBytes + assumed.linesBytes + assumed.accessLineBytes) / 1e9) * logGb,
  })
}

/** What the feed does afterwards: a share of a call of its function, which takes many records. */
export function priceOfFeed({ cost, cpuMs, logBytes }: Step, memoryMb: number, prices: Prices): Money {
  const calls = (cost.records ?? 0) / assumed.recordsACall
  const { functionCallsPerMillion, functionGbSecond, logGb } = prices.of
  return summed({
    table: tableMoney(cost, prices),
    functions:
      (calls * functionCallsPerMillion) / 1e6 + (waitedMs(cost, cpuMs, memoryMb) / 1000) * (memoryMb / 1024) * functionGbSecond,
    gateway: 0,
    logs: ((logBytes + calls * assumed.linesBytes) / 1e9) * logGb,
  })
}

export function sumOf(all: Money[]): Money {
  const of = (part: keyof Money) => all.reduce((sum, money) => sum + money[part], 0)
  return summed({ table: of('table'), functions: of('functions'), gateway: of('gateway'), logs: of('logs') })
}

/** Money for the units that something asked of the table. */
export function tableMoney({ read, write }: { read: number; write: number }, { of }: Prices): number {
  return (write * of.tableWritesPerMillion + read * of.tableReadsPerMillion) / 1e6
}

const waitedMs = ({ calls }: Cost, cpuMs: number, memoryMb: number) =>
  calls * assumed.tripMs + (cpuMs + calls * assumed.sdkCpuMs) / Math.min(1, memoryMb / assumed.memoryOfCoreMb)

const summed = (parts: Omit<Money, 'total'>): Money => ({
  ...parts,
  total: parts.table + parts.functions + parts.gateway + parts.logs,
})
