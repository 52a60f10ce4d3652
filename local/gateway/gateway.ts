import { randomUUID } from 'node:crypto'
import {
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
  validateHeaderName,
  validateHeaderValue,
} from 'node:http'
import { type Answer, answerOf, gatewayAnswer } from './answer.ts'
import { isPreflight, preflightAnswer, withCors } from './cors.ts'
import type { DeployedFunction, Deployment } from './deployment.ts'
import { eventOf, splitTarget } from './event.ts'
import { type Handler, invoke, TimedOut } from './invoke.ts'
import { readBody } from './read-body.ts'
import { type Room, roomFor } from './room.ts'
import { routesOf } from './routes.ts'

export interface GatewayOptions {
  deployment: Deployment
  /** By the name of the function. */
  handlers: Map<string, Handler>
  now: () => Date
  /** A handler crashed or took too long: the gateway tells callers nothing, so this does. */
  failed: (what: string, requestId: string, error: unknown) => void
  /** How much may be under way at once; without it everything is let in. */
  room?: Room
  /** Honours the header x-footfall-fault; for tests of lost answers only. */
  faults?: boolean
}

/** What Lambda takes; API Gateway itself would take 10 MB. */
const maxBodyBytes = 6 * 1024 * 1024
/** An HTTP API waits no longer for any integration. */
const maxSeconds = 30

/** API Gateway's HTTP API in process: one request listener that calls the handlers serverless.yml gives its routes to. */
export function gateway({ deployment, handlers, now, failed, faults, room }: GatewayOptions): RequestListener {
  const { cors, functions } = deployment
  const owners = new Map(functions.flatMap((fn) => fn.routeKeys.map((key): [string, DeployedFunction] => [key, fn])))
  const match = routesOf([...owners.keys()])
  const within = roomFor(room ?? { most: Number.POSITIVE_INFINITY, spared: [] })

  async function answerTo(request: IncomingMessage, requestId: string): Promise<Answer> {
    const { method = 'GET', url = '/', headers } = request
    const matched = found(match, method, url)
    if (!cors) return integrationAnswer(request, matched, requestId)
    const ownOptions = typeof matched === 'object' && matched.routeKey.startsWith('OPTIONS ')
    if (isPreflight(method, headers) && !ownOptions) return preflightAnswer(cors, headers.origin ?? '')
    return withCors(await integrationAnswer(request, matched, requestId), cors, headers.origin)
  }

  async function integrationAnswer(request: IncomingMessage, matched: Found, requestId: string): Promise<Answer> {
    const body = await readBody(request, maxBodyBytes)
    if (matched === undefined) return gatewayAnswer(404, 'Not Found')
    if (matched === 'malformed') return gatewayAnswer(400, 'Bad Request')
    if (!body) return gatewayAnswer(413, 'Request Entity Too Large')
    const fn = owners.get(matched.routeKey) as DeployedFunction
    const { method = 'GET', url = '/', httpVersion, rawHeaders, socket } = request
    const arrived = { method, target: url, httpVersion, rawHeaders, sourceIp: socket.remoteAddress ?? '127.0.0.1', body }
    try {
      const event = eventOf(arrived, matched, requestId, now())
      const seconds = Math.min(fn.timeoutSeconds, maxSeconds)
      const handler = handlers.get(fn.name) as Handler
      const answer = await within(event, requestId, now(), async () =>
        answerOf(await invoke(fn, handler, event, requestId, seconds)),
      )
      if (answer.body.length > maxBodyBytes)
        throw new Error(`the answer has ${answer.body.length} bytes, more than Lambda hands on`)
      for (const [name, value] of answer.headers) checkHeader(name, value)
      return answer
    } catch (error) {
      failed(matched.routeKey, requestId, error)
      return error instanceof TimedOut ? gatewayAnswer(503, 'Service Unavailable') : gatewayAnswer(500, 'Internal Server Error')
    }
  }

  return (request, response) => {
    const fault = faults ? request.headers['x-footfall-fault'] : undefined
    if (fault === 'drop-before') {
      request.socket.destroy()
      return
    }
    const requestId = randomUUID()
    answerTo(request, requestId).then(
      (answer) => (fault === 'drop-after' ? request.socket.destroy() : send(response, answer, requestId)),
      (error: unknown) => {
        // A caller who went away while sending is no failure of ours.
        if (!request.destroyed || request.complete) failed(`${request.method} ${request.url}`, requestId, error)
        response.destroy()
      },
    )
  }
}

type Match = ReturnType<typeof routesOf>
type Found = ReturnType<Match> | 'malformed'

function found(match: Match, method: string, url: string): Found {
  try {
    return match(method, splitTarget(url)[0])
  } catch (error) {
    if (error instanceof URIError) return 'malformed'
    throw error
  }
}

function checkHeader(name: string, value: string): void {
  validateHeaderName(name)
  validateHeaderValue(name, value)
}

function send(response: ServerResponse, { status, headers, body }: Answer, requestId: string): void {
  const bare = status === 204 || status === 304
  const length: [string, string][] = bare ? [] : [['content-length', String(body.length)]]
  const all = [...headers.filter(([name]) => name !== 'content-length'), ...length, ['apigw-requestid', requestId]]
  response.writeHead(status, all.flat())
  response.end(bare ? undefined : body)
}
