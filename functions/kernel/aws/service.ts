import type { Agent, IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { environment } from '../environment.ts'
import { type Credentials, signed } from './signature.ts'

/** A service of AWS that speaks JSON, and how it wants to be addressed. */
export interface Speech {
  /** As in its host name and in a signature. */
  service: string
  /** The prefix of X-Amz-Target. */
  target: string
  type: 'application/x-amz-json-1.0' | 'application/x-amz-json-1.1'
}

/** Of the SDK's settings those that are used here. What is absent comes from the environment, as AWS gives it to a function. */
export interface ServiceConfig {
  region?: string
  endpoint?: string
  credentials?: Credentials
  /** 3 when absent. */
  maxAttempts?: number
  requestHandler?: { connectionTimeout?: number; requestTimeout?: number }
}

/** What is asked of a service; `operation` is its name there. */
export class Command {
  static operation = ''
  readonly input: object
  constructor(input: object) {
    this.input = input
  }
}

/** A refusal by the service, under the service's own name for it, with all that it said. */
export class ServiceException extends Error {
  readonly $metadata: { httpStatusCode: number; requestId: string | undefined }
  constructor(said: { [field: string]: unknown }, name: string, httpStatusCode: number, requestId: string | undefined) {
    super(String(said.message ?? said.Message ?? name))
    Object.assign(this, said)
    this.name = name
    this.$metadata = { httpStatusCode, requestId }
  }
}

type Exceptions = { [name: string]: typeof ServiceException }

const firstPauseMs = 50
const mostSockets = 50

/**
 * Calls one service: signed, over connections that are kept, tried again where an answer was lost or refused for the moment. It stands in a
 * deployed bundle for the SDK's client, under the same names (docs/decisions/0035): the SDK took as long to load as all else together.
 */
export class Service {
  readonly #speech: Speech
  readonly #config: ServiceConfig
  readonly #exceptions: Exceptions
  #agent: Agent | undefined

  constructor(speech: Speech, config: ServiceConfig, exceptions: Exceptions = {}) {
    this.#speech = speech
    this.#config = config
    this.#exceptions = exceptions
  }

  // biome-ignore lint/suspicious/noExplicitAny: each answer has the form of its operation, which the callers know by the SDK's types
  async send(command: Command): Promise<any> {
    const { operation } = command.constructor as typeof Command
    const body = JSON.stringify(command.input)
    const most = this.#config.maxAttempts ?? 3
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(operation, body)
      } catch (error) {
        if (attempt >= most || !isWorthAnotherTry(error)) throw error
        await pause(Math.random() * firstPauseMs * 2 ** attempt)
      }
    }
  }

  destroy(): void {
    this.#agent?.destroy()
  }

  async #once(operation: string, body: string): Promise<object> {
    const { service, target, type } = this.#speech
    const { aws } = environment
    const region = this.#config.region ?? aws.region
    const url = new URL(this.#config.endpoint ?? aws.endpoint(service, region))
    const headers = { 'content-type': type, 'x-amz-target': `${target}.${operation}` }
    const credentials = this.#config.credentials ?? aws.credentials
    const sent = signed({ host: url.host, headers, body }, credentials, { service, region }, new Date())
    const answer = await this.#post(url, sent, body)
    const said = await textOf(answer)
    const status = answer.statusCode ?? 0
    if (status < 300) return said === '' ? {} : JSON.parse(said)
    throw this.#refusal(said, status, answer.headers['x-amzn-requestid'] as string | undefined)
  }

  #refusal(said: string, status: number, requestId: string | undefined): ServiceException {
    let told: { [field: string]: unknown } = {}
    try {
      told = JSON.parse(said)
    } catch {
      // A load balancer on the way speaks HTML: its status says enough.
    }
    const { __type = 'UnknownError', ...rest } = told
    const name = String(__type).replace(/^.*#/, '')
    return new (this.#exceptions[name] ?? ServiceException)(rest, name, status, requestId)
  }

  /** The answer, once its headers are there. Silence ends in a TimeoutError, as with the SDK. */
  #post(url: URL, headers: { [name: string]: string }, body: string): Promise<IncomingMessage> {
    // Loaded when it is first needed: it brings half of what Node loads at all.
    const http = process.getBuiltinModule(url.protocol === 'http:' ? 'node:http' : 'node:https') as typeof import('node:http')
    this.#agent ??= new http.Agent({ keepAlive: true, maxSockets: mostSockets })
    const { connectionTimeout = 1_000, requestTimeout = 3_000 } = this.#config.requestHandler ?? {}
    const agent = this.#agent
    return new Promise((resolve, reject) => {
      const request = http.request(url, { method: 'POST', agent, headers })
      const giveUp = (what: string) => () =>
        request.destroy(Object.assign(new Error(`${url.host} ${what}`), { name: 'TimeoutError' }))
      const patience = setTimeout(giveUp('did not answer in time'), requestTimeout)
      request.on('socket', (socket) => {
        if (!socket.connecting) return
        const connecting = setTimeout(giveUp('took no connection in time'), connectionTimeout)
        for (const end of ['connect', 'close']) socket.once(end, () => clearTimeout(connecting))
      })
      request.on('response', resolve)
      request.on('error', reject)
      request.on('close', () => clearTimeout(patience))
      request.end(body)
    })
  }
}

function textOf(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    answer.on('data', (part: Buffer) => parts.push(part))
    answer.on('end', () => resolve(Buffer.concat(parts).toString()))
    answer.on('error', reject)
  })
}

/** What was lost on the way, what the service could not do now, and what it had no room for; a refusal for a reason stays one. */
function isWorthAnotherTry(error: unknown): boolean {
  if (!(error instanceof ServiceException)) return true
  return error.$metadata.httpStatusCode >= 500 || passing.has(error.name)
}

const passing = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestTimeout',
  'RequestTimeoutException',
])
