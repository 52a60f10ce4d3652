import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import * as sdk from '@aws-sdk/client-dynamodb'
import * as sdkValues from '@aws-sdk/util-dynamodb'
import * as own from './client-dynamodb.ts'
import { signed } from './signature.ts'
import * as ownValues from './util-dynamodb.ts'

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
const config = { region: 'us-east-1', credentials }
const ask = { TableName: 'footfall', Key: { pk: { S: '会员' }, sk: { S: 'a' } } }

type Respond = (request: IncomingMessage, response: ServerResponse, body: string) => void

/** A service that answers each request with the next of these, and the last for good. */
async function withService(responds: Respond[], test: (endpoint: string, seen: IncomingMessage[]) => Promise<void>) {
  const seen: IncomingMessage[] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const respond = responds[Math.min(seen.push(request), responds.length) - 1] as Respond
    respond(request, response, body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const says =
  (status: number, body: object): Respond =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'R1' })
    response.end(JSON.stringify(body))
  }
const refuses = (name: string, more: object = {}) => says(400, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, ...more })
const found = says(200, { Item: { pk: { S: 'p' } } })
const lost: Respond = (request) => request.socket.destroy()

describe('a signature', () => {
  test("is that of AWS's own example", () => {
    const example = { host: 'example.amazonaws.com', headers: {}, body: '' }
    const where = { service: 'service', region: 'us-east-1' }
    expect(signed(example, credentials, where, new Date('2015-08-30T12:36:00Z')).authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, ' +
        'Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    )
  })

  test.each([undefined, 'a token of the role'])(
    "is the SDK's for the same request, with the session token %s",
    async (sessionToken) => {
      let compared = false
      const compare: Respond = (request, response, body) => {
        const sent = request.headers as { [name: string]: string }
        const names = /SignedHeaders=([^,]+)/.exec(sent.authorization ?? '')?.[1]?.split(';') ?? []
        const added = ['host', 'x-amz-date', 'x-amz-security-token']
        const headers = Object.fromEntries(
          names.filter((name) => !added.includes(name)).map((name) => [name, sent[name] ?? '']),
        )
        const at = String(sent['x-amz-date']).replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5')
        const where = { service: 'dynamodb', region: 'us-east-1' }
        const ours = signed({ host: sent.host ?? '', headers, body }, { ...credentials, sessionToken }, where, new Date(at))
        expect(ours.authorization).toBe(sent.authorization)
        compared = true
        found(request, response, body)
      }
      await withService([compare], async (endpoint) => {
        const given = { ...credentials, ...(sessionToken !== undefined && { sessionToken }) }
        const client = new sdk.DynamoDBClient({ ...config, endpoint, credentials: given, maxAttempts: 1 })
        await client.send(new sdk.GetItemCommand(ask))
        client.destroy()
      })
      expect(compared).toBe(true)
    },
  )
})

describe('a call', () => {
  async function answerTo(responds: Respond[], requestTimeout = 2000) {
    const outcome: { answer?: unknown; error?: unknown; tries: number } = { tries: 0 }
    await withService(responds, async (endpoint, seen) => {
      const client = new own.DynamoDBClient({ ...config, endpoint, requestHandler: { requestTimeout } })
      try {
        outcome.answer = await client.send(new own.GetItemCommand(ask))
      } catch (error) {
        outcome.error = error
      }
      client.destroy()
      outcome.tries = seen.length
      for (const { headers } of seen) expect(headers['x-amz-target']).toBe('DynamoDB_20120810.GetItem')
    })
    return outcome
  }

  test('gives what the service said', async () => {
    expect(await answerTo([found])).toEqual({ answer: { Item: { pk: { S: 'p' } } }, tries: 1 })
  })

  test.each([
    ['was lost', lost],
    ['is a fault of the service', says(500, {})],
    ['is that there is no room now', refuses('ThrottlingException')],
    ['is of something between', (_: unknown, response: ServerResponse) => response.writeHead(503).end('<html>')],
  ] as [string, Respond][])('is made again where the answer %s, and no more than three times', async (_, respond) => {
    expect(await answerTo([respond, respond, found])).toMatchObject({ answer: { Item: {} }, tries: 3 })
    expect(await answerTo([respond])).toMatchObject({ error: expect.anything(), tries: 3 })
  })

  test('that is refused for a reason is not made again, and says the reason with all that came with it', async () => {
    const { error, tries } = await answerTo([refuses('ConditionalCheckFailedException', { message: 'no', Item: ask.Key })])
    expect(tries).toBe(1)
    expect(error).toBeInstanceOf(own.ConditionalCheckFailedException)
    expect(error).toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'no',
      Item: ask.Key,
      $metadata: { httpStatusCode: 400, requestId: 'R1' },
    })
    const other = await answerTo([refuses('ValidationException', { Message: 'of two spellings' })])
    expect(other).toMatchObject({ error: { name: 'ValidationException', message: 'of two spellings' }, tries: 1 })
  })

  test('that nobody answers ends in a TimeoutError', async () => {
    const { error, tries } = await answerTo([() => {}], 50)
    expect(error).toMatchObject({ name: 'TimeoutError' })
    expect(tries).toBe(3)
  })

  test('that breaks off in the middle of its answer is lost too', async () => {
    const half: Respond = (_, response) => {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('{"Item":')
      setImmediate(() => response.destroy())
    }
    expect(await answerTo([half, found])).toMatchObject({ answer: { Item: {} }, tries: 2 })
  })

  test('that falls silent in the middle of its answer is given up in the same time', async () => {
    const silent: Respond = (_, response) => {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('{"Item":')
    }
    expect(await answerTo([silent, found], 200)).toMatchObject({ answer: { Item: {} }, tries: 2 })
  })

  test('finds nobody there, and says so', async () => {
    const client = new own.DynamoDBClient({ ...config, endpoint: 'http://127.0.0.1:9', maxAttempts: 1 })
    await expect(client.send(new own.GetItemCommand(ask))).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})

test("stands under the SDK's names, and carries values as the SDK does", () => {
  for (const name of Object.keys(own)) expect(sdk).toHaveProperty(name)
  for (const [name, command] of Object.entries(own))
    if (name.endsWith('Command')) expect(`${(command as typeof own.GetItemCommand).operation}Command`).toBe(name)
  const item = {
    ...{ text: '券 🎫', empty: '', zero: 0, less: -1, cents: 12.5, tiny: 1e-7, most: Number.MAX_SAFE_INTEGER },
    ...{ yes: true, no: false, none: null, list: [1, 'a', [], { deep: [null] }], map: { inner: { most: {} } } },
  }
  expect(ownValues.marshall({ ...item, gone: undefined })).toEqual(sdkValues.marshall(item))
  expect(ownValues.unmarshall(ownValues.marshall(item))).toEqual(item)
})
