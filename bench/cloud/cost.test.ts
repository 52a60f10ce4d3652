import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { priceOfCall, priceOfFeed, sumOf } from './cost.ts'
import { type Prices, priceLists } from './prices.ts'

const round: Prices = {
  where: 'here',
  currency: 'USD',
  lookedUp: '2026-11-22',
  of: {
    tableWritesPerMillion: 1000,
    tableReadsPerMillion: 100,
    tableGbMonth: 1,
    streamReadsByLambdaPerMillion: 0,
    functionGbSecond: 2,
    functionCallsPerMillion: 10,
    requestsPerMillion: 50,
    logGb: 1000,
  },
}

it('a call costs its units, its request, its time at its memory, and its lines', () => {
  const step = { cost: { calls: 2, read: 3, write: 4 }, cpuMs: 1, logBytes: 400 }
  const { table, functions, gateway, logs, total } = priceOfCall(step, 1769, round)
  expect(table * 1e6).toBeCloseTo(4 * 1000 + 3 * 100)
  // Two trips of 5 ms, 2.2 ms of CPU on a whole core, rounded up.
  expect(functions * 1e6).toBeCloseTo(10 + 0.013 * (1769 / 1024) * 2 * 1e6)
  expect(gateway * 1e6).toBeCloseTo(50)
  expect(logs * 1e6).toBeCloseTo(1000)
  expect(total).toBeCloseTo(table + functions + gateway + logs)
})

it('half the memory is half the core: what is CPU takes twice as long, and costs the same', () => {
  const step = { cost: { calls: 0, read: 0, write: 0, records: 0 }, cpuMs: 10, logBytes: 0 }
  expect(priceOfFeed(step, 512, round).total).toBeCloseTo(priceOfFeed(step, 1024, round).total)
})

it('the feed is asked by nobody, and its function takes many records in a call', () => {
  const step = { cost: { calls: 0, read: 0, write: 2, records: 50 }, cpuMs: 0, logBytes: 0 }
  const { table, functions, gateway } = priceOfFeed(step, 512, round)
  expect([table * 1e6, functions * 1e6, gateway]).toEqual([2000, expect.closeTo(20), 0])
})

it('a journey costs what its steps do', () => {
  const one = { table: 1, functions: 2, gateway: 3, logs: 4, total: 10 }
  expect(sumOf([one, one])).toEqual({ table: 2, functions: 4, gateway: 6, logs: 8, total: 20 })
})

describe('the price list', () => {
  it('names the source of every price, and reckons with no list that has a hole', () => {
    const { whole, missing } = priceLists()
    expect(whole.map(({ where, currency }) => [where, currency])).toEqual([['aws us-east-1', 'USD']])
    expect(missing).toEqual([expect.stringMatching(/^aws-cn .*tableWritesPerMillion, tableReadsPerMillion/)])
  })

  it('is refused where a price has no source', () => {
    const file = join(tmpdir(), `footfall-prices-${process.pid}.json`)
    const bad = { partition: 'aws', region: 'x', currency: 'USD', lookedUp: '2026-11-22', missing: [] }
    const prices = { logGb: { price: 1, what: 'logs', sources: [] } }
    writeFileSync(file, JSON.stringify({ note: '', lists: [{ ...bad, prices }] }))
    expect(() => priceLists(file)).toThrow()
  })
})
