import { eventOf } from './event.ts'

const arrived = {
  method: 'POST',
  target: '/my/path?parameter1=value1&parameter1=value2&parameter2=value',
  httpVersion: '1.1',
  rawHeaders: [
    'Header1',
    'value1',
    'HEADER2',
    'value1',
    'header2',
    'value2',
    'Cookie',
    'cookie1=a; cookie2=b',
    'User-Agent',
    'agent',
    'Host',
    '127.0.0.1:4000',
    'Content-Type',
    'text/plain',
  ],
  sourceIp: '192.0.2.1',
  body: Buffer.from('Hello from Lambda'),
}
const matched = { routeKey: '$default', pathParameters: { parameter1: 'value1' } }
const now = new Date(1583348638390)

test("makes AWS's documented example of payload format 2.0, field by field", () => {
  expect(eventOf(arrived, matched, 'id', now)).toEqual({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/my/path',
    rawQueryString: 'parameter1=value1&parameter1=value2&parameter2=value',
    cookies: ['cookie1=a', 'cookie2=b'],
    headers: {
      header1: 'value1',
      header2: 'value1,value2',
      'user-agent': 'agent',
      host: '127.0.0.1:4000',
      'content-type': 'text/plain',
      'content-length': '17',
      'x-forwarded-for': '192.0.2.1',
      'x-forwarded-port': '4000',
      'x-forwarded-proto': 'http',
    },
    queryStringParameters: { parameter1: 'value1,value2', parameter2: 'value' },
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: '127.0.0.1',
      domainPrefix: '127',
      http: { method: 'POST', path: '/my/path', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'agent' },
      requestId: 'id',
      routeKey: '$default',
      stage: '$default',
      time: '04/Mar/2020:19:03:58 +0000',
      timeEpoch: 1583348638390,
    },
    body: 'Hello from Lambda',
    pathParameters: { parameter1: 'value1' },
    isBase64Encoded: false,
  })
})

test('leaves out what a request does not have: cookies, query, path parameters, body', () => {
  const bare = eventOf(
    { ...arrived, target: '/', rawHeaders: [], body: Buffer.alloc(0) },
    { routeKey: 'GET /', pathParameters: undefined },
    'id',
    now,
  )
  expect(bare).not.toHaveProperty('cookies')
  expect(bare).not.toHaveProperty('queryStringParameters')
  expect(bare).not.toHaveProperty('pathParameters')
  expect(bare).not.toHaveProperty('body')
  expect(bare).toMatchObject({ rawQueryString: '', isBase64Encoded: false })
})

test.each([
  ['application/json', '{"a":1}', false],
  ['Application/JSON; charset=utf-8', '{"名":"店"}', false],
  ['text/csv', 'a,b', false],
  ['application/xml', '<a/>', false],
  ['application/x-www-form-urlencoded', 'a=b', true],
  ['application/octet-stream', 'a', true],
  ['multipart/form-data; boundary=x', '--x--', true],
])('a body of %s comes as base64 where AWS does that', (type, text, isBase64Encoded) => {
  const event = eventOf({ ...arrived, rawHeaders: ['content-type', type], body: Buffer.from(text) }, matched, 'id', now)
  expect(event.isBase64Encoded).toBe(isBase64Encoded)
  expect(Buffer.from(event.body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString()).toBe(text)
})

test('a body without a type, and JSON that is not UTF-8, come as base64, byte for byte', () => {
  const bytes = Buffer.from([0x22, 0xff, 0x22])
  for (const rawHeaders of [[], ['content-type', 'application/json']]) {
    const event = eventOf({ ...arrived, rawHeaders, body: bytes }, matched, 'id', now)
    expect(event).toMatchObject({ isBase64Encoded: true, body: bytes.toString('base64') })
  }
})

test('a query that names a prototype, or is oddly encoded, is only text', () => {
  const event = eventOf({ ...arrived, target: '/?__proto__=x&constructor=y&a=%E5%ZZ&b=1+2' }, matched, 'id', now)
  expect(Object.keys(event.queryStringParameters ?? {})).toEqual(expect.arrayContaining(['constructor', 'a', 'b']))
  expect(event.queryStringParameters?.b).toBe('1 2')
})
