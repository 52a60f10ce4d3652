import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import { Refusal } from '../refusal.ts'

/** What serverless.yml says that matters on one machine. */
export interface Deployment {
  /** The folder that the handlers' paths start from. */
  root: string
  functions: DeployedFunction[]
  cors: Cors | undefined
}

export interface DeployedFunction {
  name: string
  /** The module without its ending, and the name of its export. */
  module: string
  exported: string
  timeoutSeconds: number
  memoryMb: number
  /** API Gateway route keys, `GET /stores/{storeId}`, `ANY /x` or `$default`. */
  routeKeys: string[]
  streams: StreamEvent[]
  /** How often its schedule calls it, in seconds; none for most. */
  everySeconds: number | undefined
}

export interface StreamEvent {
  batchSize: number
  /** The function answers which records failed; else a failure means the whole batch. */
  partial: boolean
  /** A record that fails so often is set aside. */
  tries: number
}

export interface Cors {
  origins: string[]
  headers: string[]
  methods: string[]
  exposed: string[]
  credentials: boolean
  maxAgeSeconds: number | undefined
}

/**
 * Reads serverless.yml; CloudFormation's tags (!GetAtt, !Sub, !Ref) are taken as plain values. Where the site that may call
 * from a browser is left to the stage (`${param:origin}`), it is `webOrigins` on this machine.
 */
export function readDeployment(file: string, webOrigins: string[] = []): Deployment {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new Refusal(`${file} cannot be read: ${(error as Error).message}`)
  }
  // Tags that the parser does not know are warnings, not errors.
  const stack = asMap(parse(text, { logLevel: 'error' }), file)
  const provider = asMap(stack.provider ?? {}, 'provider')
  const functions = Object.entries(asMap(stack.functions ?? {}, 'functions')).map(([name, value]) =>
    readFunction(name, asMap(value, `functions.${name}`), provider),
  )
  const routeKeys = functions.flatMap((one) => one.routeKeys)
  const twice = routeKeys.find((key, at) => routeKeys.indexOf(key) !== at)
  if (twice) throw new Refusal(`serverless.yml gives the route ${twice} to two functions.`)
  return {
    root: resolve(dirname(file)),
    functions,
    cors: readCors(asMap(provider.httpApi ?? {}, 'provider.httpApi').cors, routeKeys, webOrigins),
  }
}

type Yaml = { [name: string]: unknown }

function readFunction(name: string, fn: Yaml, provider: Yaml): DeployedFunction {
  const handler = String(fn.handler)
  const dot = handler.lastIndexOf('.')
  if (dot < 1) throw new Refusal(`serverless.yml: functions.${name}.handler is not of the form path/file.export: ${handler}`)
  const events = (fn.events ?? []) as unknown[]
  if (!Array.isArray(events)) throw new Refusal(`serverless.yml: functions.${name}.events is not a list`)
  return {
    name,
    module: handler.slice(0, dot),
    exported: handler.slice(dot + 1),
    timeoutSeconds: asNumber(fn.timeout ?? provider.timeout ?? 6, `functions.${name}.timeout`),
    memoryMb: asNumber(fn.memorySize ?? provider.memorySize ?? 1024, `functions.${name}.memorySize`),
    routeKeys: events.flatMap((event) => routeKeyOf(asMap(event, `functions.${name}.events`).httpApi)),
    streams: events.flatMap((event) => streamOf(asMap(event, `functions.${name}.events`).stream, name)),
    everySeconds: events.map((event) => rateOf(asMap(event, `functions.${name}.events`).schedule, name)).find(Boolean),
  }
}

function routeKeyOf(event: unknown): string[] {
  if (event === undefined) return []
  if (typeof event === 'string') {
    if (event === '*') return ['$default']
    const [method = '', path = ''] = event.trim().split(/\s+/)
    return [routeKey(method, path)]
  }
  const { method = '*', path = '*' } = asMap(event, 'httpApi')
  return [path === '*' ? '$default' : routeKey(String(method), String(path))]
}

const routeKey = (method: string, path: string) => `${method === '*' ? 'ANY' : method.toUpperCase()} ${path}`

function streamOf(event: unknown, name: string): StreamEvent[] {
  if (event === undefined) return []
  const stream = typeof event === 'string' ? {} : asMap(event, 'stream')
  if (stream.type !== undefined && stream.type !== 'dynamodb') return []
  if (stream.filterPatterns)
    throw new Refusal(`serverless.yml: the stream of functions.${name} has filterPatterns, which the local pump does not know.`)
  const { batchSize = 10, functionResponseType, maximumRetryAttempts } = stream
  return [
    {
      batchSize: asNumber(batchSize, 'batchSize'),
      partial: functionResponseType === 'ReportBatchItemFailures',
      // AWS tries for a day where nothing is said, and holds up everything behind the record; here ten times are plenty.
      tries: maximumRetryAttempts === undefined ? 10 : asNumber(maximumRetryAttempts, 'maximumRetryAttempts') + 1,
    },
  ]
}

const unitSeconds = { minute: 60, hour: 3600, day: 86_400 }

function rateOf(event: unknown, name: string): number | undefined {
  if (event === undefined) return undefined
  const match = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(String(event))
  if (!match) throw new Refusal(`serverless.yml: the schedule of functions.${name} is no rate(): ${String(event)}`)
  return Number(match[1]) * unitSeconds[match[2] as keyof typeof unitSeconds]
}

/** What `cors: true` stands for in the Serverless Framework. */
const usualHeaders =
  'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Amz-User-Agent,X-Amzn-Trace-Id'.split(',')

function readCors(value: unknown, routeKeys: string[], webOrigins: string[]): Cors | undefined {
  if (value === undefined || value === false) return undefined
  const cors = value === true ? {} : asMap(value, 'provider.httpApi.cors')
  const methods = [
    'OPTIONS',
    ...routeKeys.flatMap((key) =>
      key === '$default' || key.startsWith('ANY ') ? ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] : [key.split(' ')[0] as string],
    ),
  ]
  return {
    origins: words(cors.allowedOrigins)?.flatMap((origin) => (origin.includes('${') ? webOrigins : [origin])) ?? ['*'],
    headers: words(cors.allowedHeaders) ?? usualHeaders,
    methods: words(cors.allowedMethods) ?? [...new Set(methods)],
    exposed: words(cors.exposedResponseHeaders) ?? [],
    credentials: cors.allowCredentials === true,
    maxAgeSeconds: cors.maxAge === undefined ? undefined : asNumber(cors.maxAge, 'maxAge'),
  }
}

function words(value: unknown): string[] | undefined {
  if (value === undefined) return undefined
  return (Array.isArray(value) ? value : [value]).map(String)
}

function asMap(value: unknown, where: string): Yaml {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(`serverless.yml: ${where} is not a map`)
  return value as Yaml
}

function asNumber(value: unknown, where: string): number {
  const number = Number(value)
  if (!Number.isFinite(number))
    throw new Refusal(`serverless.yml: ${where} is ${String(value)}, which is no number on this machine`)
  return number
}
