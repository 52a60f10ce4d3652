import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { log } from '../log.ts'
import { warmDynamo } from './dynamodb-warm.ts'
import { localClient } from './engines.ts'

/** As much of DynamoDB as setting the warm throughput meets, which DynamoDB Local does not have. */
async function askedOf(warm: object, refusal?: string) {
  const updates: unknown[] = []
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request))
    const isUpdate = String(request.headers['x-amz-target']).endsWith('UpdateTable')
    if (isUpdate) updates.push(body)
    const isRefused = isUpdate && refusal !== undefined
    response.writeHead(isRefused ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' })
    const described = { [isUpdate ? 'TableDescription' : 'Table']: { TableName: 'footfall', WarmThroughput: warm } }
    response.end(JSON.stringify(isRefused ? { __type: refusal, message: 'no' } : described))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const client = localClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  try {
    return { state: await warmDynamo('footfall', 6000, client), updates }
  } finally {
    client.destroy()
    server.close()
  }
}

beforeAll(() => {
  log.sink = () => {}
})

it('asks for more than the table has, and says that it takes a while', async () => {
  const { state, updates } = await askedOf({ ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4000, Status: 'ACTIVE' })
  expect(state).toBe('asked')
  expect(updates).toEqual([{ TableName: 'footfall', WarmThroughput: { WriteUnitsPerSecond: 6000 } }])
})

it('asks for nothing where the table can take it already, or is on its way there', async () => {
  expect(await askedOf({ WriteUnitsPerSecond: 6000, Status: 'ACTIVE' })).toEqual({ state: 'ready', updates: [] })
  expect(await askedOf({ WriteUnitsPerSecond: 6000, Status: 'UPDATING' })).toEqual({ state: 'asked', updates: [] })
})

it('says that it was refused, and fails nobody', async () => {
  for (const type of ['LimitExceededException', 'ValidationException', 'ResourceInUseException'])
    expect((await askedOf({ WriteUnitsPerSecond: 4000 }, `com.amazonaws.dynamodb.v20120810#${type}`)).state).toBe('refused')
})
