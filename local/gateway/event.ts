import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { Matched } from './routes.ts'

/** A request as it came off the wire. */
export interface Arrived {
  method: string
  /** Path and query as sent. */
  target: string
  httpVersion: string
  /** Names and values in turn, in the order and spelling of the wire. */
  rawHeaders: string[]
  sourceIp: string
  body: Buffer
}

/** The event that API Gateway's HTTP API (payload format 2.0) makes of a request. */
export function eventOf(arrived: Arrived, matched: Matched, requestId: string, now: Date): APIGatewayProxyEventV2 {
  const [rawPath, rawQueryString] = splitTarget(arrived.target)
  const { headers, cookies } = headersOf(arrived)
  const query = queryOf(rawQueryString)
  const domainName = (headers.host ?? '127.0.0.1').replace(/:\d+$/, '')
  return {
    version: '2.0',
    routeKey: matched.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(query && { queryStringParameters: query }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName,
      domainPrefix: domainName.split('.')[0] ?? domainName,
      http: {
        method: arrived.method,
        path: rawPath,
        protocol: `HTTP/${arrived.httpVersion}`,
        sourceIp: arrived.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: matched.routeKey,
      stage: '$default',
      time: clfTime(now),
      timeEpoch: now.getTime(),
    },
    ...bodyOf(arrived.body, headers['content-type']),
    ...(matched.pathParameters && { pathParameters: matched.pathParameters }),
  }
}

export function splitTarget(target: string): [path: string, query: string] {
  const at = target.indexOf('?')
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)]
}

/** Names in lower case, repeated ones joined by a comma, cookies apart; what API Gateway adds is there too. */
function headersOf({ rawHeaders, sourceIp, body }: Arrived): { headers: { [name: string]: string }; cookies: string[] } {
  const headers: { [name: string]: string } = {}
  const cookies: string[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] as string).toLowerCase()
    const value = rawHeaders[at + 1] as string
    if (name === 'cookie') cookies.push(...value.split(/;\s*/).filter((cookie) => cookie !== ''))
    else if (!hopByHop.has(name)) headers[name] = name in headers ? `${headers[name]},${value}` : value
  }
  headers['content-length'] = String(body.length)
  headers['x-forwarded-for'] = 'x-forwarded-for' in headers ? `${headers['x-forwarded-for']}, ${sourceIp}` : sourceIp
  headers['x-forwarded-port'] = /:(\d+)$/.exec(headers.host ?? '')?.[1] ?? '80'
  headers['x-forwarded-proto'] = 'http'
  return { headers, cookies }
}

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'te', 'upgrade', 'proxy-connection', 'expect'])

function queryOf(raw: string): { [name: string]: string } | undefined {
  if (raw === '') return undefined
  const query: { [name: string]: string } = {}
  for (const [name, value] of new URLSearchParams(raw)) {
    query[name] = Object.hasOwn(query, name) ? `${query[name]},${value}` : value
  }
  return query
}

/** What API Gateway hands on as text; everything else, forms and a missing type too, comes as base64. */
const textTypes = /^\s*(text\/[^;]+|application\/(json|javascript|xml))\s*(;|$)/i

function bodyOf(body: Buffer, contentType: string | undefined): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false }
  const text = contentType !== undefined && textTypes.test(contentType) ? utf8Text(body) : undefined
  return text === undefined ? { body: body.toString('base64'), isBase64Encoded: true } : { body: text, isBase64Encoded: false }
}

/** The text, or undefined where the bytes are not UTF-8; a byte order mark stays in it. */
function utf8Text(body: Buffer): string | undefined {
  const text = body.toString('utf8')
  return Buffer.byteLength(text) === body.length && Buffer.from(text).equals(body) ? text : undefined
}

/** `12/Mar/2020:19:03:58 +0000` */
function clfTime(now: Date): string {
  const [day, month, year] = [now.getUTCDate(), months[now.getUTCMonth()], now.getUTCFullYear()]
  return `${String(day).padStart(2, '0')}/${month}/${year}:${now.toISOString().slice(11, 19)} +0000`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
