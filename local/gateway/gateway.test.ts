import { mkdtempSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { type Door, openDoor } from '../door.ts'
import { readDeployment } from './deployment.ts'
import { gateway } from './gateway.ts'
import { loadHandler } from './invoke.ts'

const serverless = `
service: tiny
provider:
  name: aws
  timeout: 1
  httpApi:
    cors:
      allowedOrigins: ['\${param:origin}']
      allowedHeaders: [Content-Type, Authorization]
      exposedResponseHeaders: [Footfall-Time]
      maxAge: 600
functions:
  echo:
    handler: echo.handler
    role: !GetAtt Role.Arn
    environment: { TABLE: !Ref Table, URL: !Sub 'https://\${Api}' }
    events:
      - httpApi: '*'
      - httpApi: 'POST /echo/{name}'
      - httpApi: { method: get, path: /plain }
  odd:
    handler: odd.handler
    events:
      - httpApi: 'GET /odd/{what}'
`
const echo = `export const handler = async (event, context) => ({
  statusCode: 201,
  headers: { 'content-type': 'application/json', 'Access-Control-Allow-Origin': 'https://evil.example' },
  cookies: ['a=1', 'b=2'],
  body: JSON.stringify({ event, context, left: context.getRemainingTimeInMillis() }),
})`
const odd = `export const calls = []
export const handler = async (event) => {
  const { what } = event.pathParameters
  calls.push(what)
  if (what === 'crash') throw new Error('a secret')
  if (what === 'slow') await new Promise((done) => setTimeout(done, 1500))
  if (what === 'header') return { statusCode: 200, headers: { x: 'a\\nb' }, body: '' }
  if (what === 'status') return { statusCode: 'nine', body: '' }
  if (what === 'binary') return { statusCode: 200, headers: { 'content-type': 'image/png' }, body: 'AP8=', isBase64Encoded: true }
  if (what === 'text') return 'Hello from Lambda'
  if (what === 'empty') return { statusCode: 204 }
  if (what === 'bare') return { statusCode: 200, body: 'bare' }
  if (what === 'calls') return { calls }
  return { what }
}`

let door: Door
const failures: string[] = []
const folder = mkdtempSync(join(tmpdir(), 'footfall-gateway-'))

beforeAll(async () => {
  writeFileSync(join(folder, 'serverless.yml'), serverless)
  writeFileSync(join(folder, 'echo.mjs'), echo)
  writeFileSync(join(folder, 'odd.mjs'), odd)
  const deployment = readDeployment(join(folder, 'serverless.yml'), ['http://127.0.0.1:4100', 'http://localhost:4100'])
  const handlers = new Map(
    await Promise.all(deployment.functions.map(async (fn) => [fn.name, await loadHandler(folder, fn)] as const)),
  )
  door = await openDoor(0, 'the test')
  const now = () => new Date('2026-01-01T00:00:00Z')
  door.serve(
    gateway({ deployment, handlers, now, failed: (what, _id, error) => failures.push(`${what} ${error}`), faults: true }),
  )
})
afterAll(() => door.close(0))

/** What the two handlers answer, as far as a test reads it. */
type Echo = { event: APIGatewayProxyEventV2; context: { [name: string]: unknown }; left: number; calls: string[] }
const read = async (answer: Response | Promise<Response>) => (await (await answer).json()) as Echo
const get = (path: string, init?: RequestInit) => fetch(door.url + path, init)

test('hands a request to the handler that serverless.yml names, with what API Gateway would give it', async () => {
  const answer = await get('/echo/%E5%BA%97?a=1&a=2', {
    method: 'POST',
    body: '{"x":1}',
    headers: { 'content-type': 'application/json' },
  })
  expect(answer.status).toBe(201)
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  const { event, context, left } = await read(answer)
  expect(event).toMatchObject({
    routeKey: 'POST /echo/{name}',
    pathParameters: { name: '店' },
    queryStringParameters: { a: '1,2' },
    body: '{"x":1}',
  })
  expect(event.requestContext).toMatchObject({ timeEpoch: 1767225600000, requestId: answer.headers.get('apigw-requestid') })
  expect(context).toMatchObject({ functionName: 'echo', awsRequestId: event.requestContext.requestId })
  expect(left).toBeGreaterThan(500)
  expect(left).toBeLessThanOrEqual(1000)
})

test('takes the written-out form of a route, and sends everything else to the catch-all', async () => {
  expect((await read(get('/plain'))).event.routeKey).toBe('GET /plain')
  expect((await read(get('/nowhere'))).event.routeKey).toBe('$default')
  expect((await get('/plain', { method: 'HEAD' })).status).toBe(201)
})

test('tells callers nothing of a handler that crashes, answers nonsense or takes too long, and tells us', async () => {
  for (const what of ['crash', 'header', 'status']) {
    const answer = await get(`/odd/${what}`)
    expect([answer.status, await answer.json()]).toEqual([500, { message: 'Internal Server Error' }])
  }
  const late = await get('/odd/slow')
  expect([late.status, await late.json()]).toEqual([503, { message: 'Service Unavailable' }])
  expect(failures).toHaveLength(4)
  expect(failures[0]).toBe('GET /odd/{what} Error: a secret')
})

test('answers in every form that a handler may use', async () => {
  expect(Buffer.from(await (await get('/odd/binary')).arrayBuffer())).toEqual(Buffer.from([0, 0xff]))
  const text = await get('/odd/text')
  expect([text.headers.get('content-type'), await text.text()]).toEqual(['application/json', 'Hello from Lambda'])
  expect(await (await get('/odd/value')).json()).toEqual({ what: 'value' })
  const empty = await get('/odd/empty')
  expect([empty.status, empty.headers.get('content-length')]).toEqual([204, null])
  expect((await get('/odd/bare')).headers.get('content-type')).toBe('text/plain;charset=UTF-8')
})

test('a malformed path is 400, a body above 6 MB is 413 and does not reach the handler', async () => {
  expect((await get('/odd/%E5%ZZ')).status).toBe(400)
  const big = await get('/echo/big', {
    method: 'POST',
    body: Buffer.alloc(6 * 1024 * 1024 + 1),
    headers: { 'content-type': 'text/plain' },
  })
  expect([big.status, await big.json()]).toEqual([413, { message: 'Request Entity Too Large' }])
  const fits = await get('/echo/fits', {
    method: 'POST',
    body: Buffer.alloc(1024 * 1024, 97),
    headers: { 'content-type': 'text/plain' },
  })
  expect(fits.status).toBe(201)
})

test('answers a preflight itself, and puts its own CORS headers in place of the handler’s', async () => {
  const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }
  const good = await get('/echo/a', { method: 'OPTIONS', headers: { origin: 'http://127.0.0.1:4100', ...asked } })
  expect(good.status).toBe(204)
  expect(Object.fromEntries(good.headers)).toMatchObject({
    'access-control-allow-origin': 'http://127.0.0.1:4100',
    'access-control-allow-methods': 'OPTIONS,GET,POST,PUT,PATCH,DELETE',
    'access-control-allow-headers': 'content-type,authorization',
    'access-control-max-age': '600',
  })
  const bad = await get('/echo/a', { method: 'OPTIONS', headers: { origin: 'https://evil.example', ...asked } })
  expect(bad.headers.get('access-control-allow-origin')).toBeNull()
  const answer = await get('/plain', { headers: { origin: 'http://127.0.0.1:4100' } })
  expect(answer.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:4100')
  expect(answer.headers.get('access-control-expose-headers')).toBe('footfall-time')
  expect(
    (await get('/plain', { headers: { origin: 'https://evil.example' } })).headers.get('access-control-allow-origin'),
  ).toBeNull()
})

test('loses an answer after the handler ran, or before, where a test asks for that', async () => {
  await expect(get('/odd/lost-after', { headers: { 'x-footfall-fault': 'drop-after' } })).rejects.toThrow()
  await expect(get('/odd/lost-before', { headers: { 'x-footfall-fault': 'drop-before' } })).rejects.toThrow()
  const { calls } = await read(get('/odd/calls'))
  expect(calls).toContain('lost-after')
  expect(calls).not.toContain('lost-before')
})

test('keeps a connection open for the next request', async () => {
  const { port } = new URL(door.url)
  const socket = connect(Number(port), '127.0.0.1')
  let heard = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    heard += text
  })
  const request = 'GET /odd/again HTTP/1.1\r\nHost: x\r\n\r\n'
  socket.write(request)
  while (heard.split('HTTP/1.1 200').length < 2) await new Promise((done) => setTimeout(done, 5))
  socket.write(request)
  while (heard.split('HTTP/1.1 200').length < 3) await new Promise((done) => setTimeout(done, 5))
  socket.destroy()
})

test('refuses a serverless.yml that gives one route to two functions, or names a handler that is not there', async () => {
  const file = join(folder, 'twice.yml')
  writeFileSync(
    file,
    "functions:\n  a: { handler: a.h, events: [{ httpApi: 'GET /x' }] }\n  b: { handler: b.h, events: [{ httpApi: 'GET /x' }] }\n",
  )
  expect(() => readDeployment(file)).toThrow('gives the route GET /x to two functions')
  const [fn] = readDeployment(join(folder, 'serverless.yml')).functions
  await expect(loadHandler(folder, { ...(fn as NonNullable<typeof fn>), module: 'gone' })).rejects.toThrow(
    'there is no such file',
  )
})
