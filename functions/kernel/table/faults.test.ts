import { createServer } from 'node:net'
import { type DynamoLocal, startDynamoLocal } from '../../../local/dynamodb-local.ts'
import { Problem } from '../../../shared/problem.ts'
import { openDynamo } from './dynamodb.ts'
import { createTable } from './dynamodb-create.ts'
import { haveDynamo, localClient, newPk } from './engines.ts'
import { cancelled, conflict, faultyClient, throttled } from './faulty-client.ts'
import type { Item, Write } from './table.ts'
import { TableBusy, TableUnavailable } from './table-faults.ts'

const describeDynamo = haveDynamo() ? describe : describe.skip

describeDynamo('a table in DynamoDB that fails', () => {
  let local: DynamoLocal
  beforeAll(async () => {
    local = await startDynamoLocal()
    const client = localClient(local.endpoint)
    await createTable(client, 'footfall')
    client.destroy()
  }, 60_000)
  afterAll(async () => local.stop())

  function failing() {
    const faulty = faultyClient(local.endpoint)
    return { ...faulty, table: openDynamo({ tableName: 'footfall', client: faulty.client }) }
  }

  /** A claim by one request: a coupon under its own key, and one less in stock. */
  function claim(pk: string): Write[] {
    const mine = (old: Item | undefined) =>
      old?.request === 'r1' ? ('mine' as const) : new Problem('input.invalid', { field: 'coupon' })
    return [
      { put: { pk, sk: 'coupon', request: 'r1' }, when: 'absent', orElse: mine },
      { change: { pk, sk: 'stock' }, add: { given: 1 }, when: 'always' },
    ]
  }

  test('tries a conflicting transaction again with the same token, and makes it once', async () => {
    const { table, faults, sent } = failing()
    const pk = newPk()
    faults.push(cancelled('None', 'TransactionConflict'), cancelled('TransactionConflict', 'None'))
    await table.commit(...claim(pk))
    const tokens = sent.filter(({ operation }) => operation === 'TransactWriteItems').map(({ token }) => token)
    expect(tokens).toHaveLength(3)
    expect(new Set(tokens).size).toBe(1)
    expect(await table.get({ pk, sk: 'stock' })).toMatchObject({ given: 1 })
  })

  test('gives each commit a token of its own', async () => {
    const { table, sent } = failing()
    await table.commit(...claim(newPk()))
    await table.commit(...claim(newPk()))
    const tokens = sent.flatMap(({ token }) => token ?? [])
    expect(new Set(tokens).size).toBe(2)
  })

  test('gives up a conflict that does not end within seconds, without an effect', async () => {
    const { table, always } = failing()
    const pk = newPk()
    always(cancelled('TransactionConflict', 'None'))
    const start = performance.now()
    await expect(table.commit(...claim(pk))).rejects.toBeInstanceOf(TableBusy)
    expect(performance.now() - start).toBeLessThan(8_000)
    always('none')
    expect((await table.query({ pk })).items).toEqual([])
  }, 20_000)

  test('asks again when a conflict hides whether an earlier condition failed', async () => {
    const { table, faults } = failing()
    const pk = newPk()
    await table.commit(...claim(pk))
    faults.push(cancelled('TransactionConflict', 'ConditionalCheckFailed'))
    expect(await table.commit(...claim(pk))).toEqual([{ pk, sk: 'coupon', request: 'r1' }, undefined])
  })

  test('tries a lone write again that met a transaction', async () => {
    const { table, faults, sent } = failing()
    const pk = newPk()
    faults.push(conflict)
    expect(await table.commit(claim(pk)[0] as Write)).toEqual([{ pk, sk: 'coupon', request: 'r1' }])
    expect(sent.map(({ operation }) => operation)).toEqual(['PutItem', 'PutItem'])
  })

  test.each([
    ['a read', throttled],
    ['a lone write', throttled],
    ['a transaction', throttled],
    ['a transaction', cancelled('None', 'ThrottlingError')],
  ])(
    'is busy, not broken, when %s stays throttled, and says so within seconds',
    async (what, fault) => {
      const { table, always } = failing()
      const pk = newPk()
      always(fault)
      const start = performance.now()
      const call =
        what === 'a read' ? table.get({ pk, sk: 's' }) : table.commit(...claim(pk).slice(0, what === 'a lone write' ? 1 : 2))
      await expect(call).rejects.toMatchObject({ name: 'TableBusy', retryAfterSeconds: 1, isFull: true })
      expect(performance.now() - start).toBeLessThan(8_000)
    },
    10_000,
  )

  test('gets over throttling that passes', async () => {
    const { table, faults } = failing()
    const pk = newPk()
    faults.push(throttled)
    await table.commit(...claim(pk))
    expect(await table.get({ pk, sk: 'stock' })).toMatchObject({ given: 1 })
  })

  test.each(['lost before', 'lost after'] as const)(
    'makes a transaction once whose answer was %s its effect',
    async (fault) => {
      const { table, faults } = failing()
      const pk = newPk()
      faults.push(fault)
      expect(await table.commit(...claim(pk))).toEqual([{ pk, sk: 'coupon', request: 'r1' }, undefined])
      expect(await table.get({ pk, sk: 'stock' })).toMatchObject({ given: 1 })
    },
  )

  test.each(['lost before', 'lost after'] as const)('makes a lone write once whose answer was %s its effect', async (fault) => {
    const { table, faults } = failing()
    const pk = newPk()
    const told: (Item | undefined)[] = []
    const count: Write = {
      change: { pk, sk: 'stock' },
      add: { given: 1 },
      set: { request: 'r1' },
      when: { field: 'request', not: 'r1' },
      orElse(old) {
        told.push(old)
        return 'mine'
      },
    }
    faults.push(fault)
    const counted = { pk, sk: 'stock', given: 1, request: 'r1' }
    expect(await table.commit(count)).toEqual([counted])
    // Lost after the effect, the SDK's own repeat meets that effect, and only orElse can tell whose it is.
    expect(told).toEqual(fault === 'lost after' ? [counted] : [])
    expect(await table.get({ pk, sk: 'stock' })).toEqual(counted)
  })

  test.each([1, 2])('learns the truth by asking again when every answer to %i writes was lost', async (writes) => {
    const { table, always } = failing()
    const pk = newPk()
    const all = claim(pk).slice(0, writes)
    always('lost after')
    const call = table.commit(...all)
    await expect(call).rejects.toBeInstanceOf(TableBusy)
    await expect(call).rejects.toMatchObject({ isFull: false })
    always('none')
    expect((await table.commit(...all))[0]).toEqual({ pk, sk: 'coupon', request: 'r1' })
    if (writes === 2) expect(await table.get({ pk, sk: 'stock' })).toMatchObject({ given: 1 })
  })

  test('asks again for keys that DynamoDB left over', async () => {
    const { table, faults, sent } = failing()
    const pk = newPk()
    await table.commit(...claim(pk))
    const before = sent.length
    const Keys = ['coupon', 'stock'].map((sk) => ({ pk: { S: pk }, sk: { S: sk } }))
    faults.push({ status: 200, body: { Responses: { footfall: [] }, UnprocessedKeys: { footfall: { Keys } } } })
    expect(
      await table.getMany([
        { pk, sk: 'stock' },
        { pk, sk: 'coupon' },
      ]),
    ).toHaveLength(2)
    expect(sent.length - before).toBe(2)
  })

  test('is unavailable where there is no such table', async () => {
    const client = localClient(local.endpoint)
    await expect(openDynamo({ tableName: 'other', client }).get({ pk: 'p', sk: 's' })).rejects.toBeInstanceOf(TableUnavailable)
    client.destroy()
  })

  test('does not wait for an endpoint that never answers', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => silent.once('listening', resolve))
    const address = silent.address()
    const port = address && typeof address === 'object' ? address.port : 0
    const table = openDynamo({ tableName: 'footfall', client: localClient(`http://127.0.0.1:${port}`, { maxAttempts: 1 }) })
    const start = performance.now()
    await expect(table.get({ pk: 'p', sk: 's' })).rejects.toBeInstanceOf(TableBusy)
    expect(performance.now() - start).toBeLessThan(8_000)
    table.close()
    silent.close()
  }, 20_000)
})
