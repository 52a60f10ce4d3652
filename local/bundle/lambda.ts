import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

/** A packaged function in a bare process of its own. */
export interface Lambda {
  invoke(event: unknown): Promise<unknown>
  call(routeKey: string, request?: Request): Promise<{ status: number; body: { [field: string]: unknown } }>
  stop(): void
}

interface Request {
  path?: { [name: string]: string }
  query?: { [name: string]: string }
  token?: string
  /** Idempotency-Key */
  key?: string
  body?: unknown
  /** Further headers, and a body that is sent as it is. */
  headers?: { [name: string]: string }
  raw?: string
}

/** Starts it with only what Lambda would put into its environment. */
export async function startLambda(module: string, env: { [name: string]: string }): Promise<Lambda> {
  const child = fork(join(import.meta.dirname, 'lambda-process.mjs'), [module], {
    cwd: dirname(module),
    execArgv: [],
    env: { AWS_REGION: 'eu-west-1', AWS_SECRET_ACCESS_KEY: 'none', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (text: Buffer) => {
    said += text
  })
  await answerOf(child, () => said)
  const invoke = async (event: unknown) => {
    child.send(event as object)
    const { answer, failure } = (await answerOf(child, () => said)) as { answer: unknown; failure?: string }
    if (failure !== undefined) throw new Error(failure)
    return answer
  }
  return {
    invoke,
    async call(routeKey, request = {}) {
      const {
        statusCode = 0,
        body = '{}',
        isBase64Encoded,
      } = (await invoke(eventOf(routeKey, request))) as APIGatewayProxyStructuredResultV2
      return { status: statusCode, body: isBase64Encoded ? { bytes: body } : JSON.parse(body || '{}') }
    },
    stop: () => child.kill(),
  }
}

async function answerOf(child: ChildProcess, said: () => string): Promise<unknown> {
  const gone = once(child, 'exit').then(() => {
    throw new Error(`the process ended: ${said()}`)
  })
  gone.catch(() => {})
  const [message] = (await Promise.race([once(child, 'message'), gone])) as [unknown]
  return message
}

/** An event of API Gateway's HTTP API, payload format 2.0. */
function eventOf(routeKey: string, { path, query, token, key, body, headers, raw }: Request) {
  const [method, pattern = '/nowhere'] = routeKey.split(' ')
  const rawPath = pattern.replace(/\{(\w+)\}/g, (_, name) => path?.[name] ?? '')
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    pathParameters: path,
    queryStringParameters: query,
    requestContext: {
      requestId: 'a-request',
      routeKey,
      stage: '$default',
      http: { method, path: rawPath, sourceIp: '203.0.113.1' },
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(raw !== undefined && { body: raw }),
    isBase64Encoded: false,
  }
}
