import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type * as z from 'zod'
import { type Contract, type FileOut, staffRolesOf } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import { type RouteName, routes } from '../../shared/routes.ts'
import { audited, isAudited } from './audit.ts'
import { clock } from './clock.ts'
import { log } from './log.ts'
import { measuredRefusal } from './metrics.ts'
import { rawBody, readInput } from './read-input.ts'
import { answer, fileAnswer, languageOf, problemOf, refusal } from './reply.ts'
import { bearerOf, mustBeOpen, refusedSession } from './session.ts'
import { type Staff, staffIn } from './staff.ts'
import type { Table } from './table/table.ts'

/** What an operation is called with. Who calls comes from the token, never from the input. */
export interface Call<C extends Contract = Contract> {
  /** The table; for an operation of staff that changes something the one that leaves a line in the audit log (audit.ts). */
  table: Table
  input: z.infer<C['input']>
  now: Date
  language: Language
  /** The Idempotency-Key, where the contract takes one and the caller sent one. */
  key: string | undefined
  /** The body byte for byte. */
  raw: () => Buffer
  /** The address the call came from, as API Gateway saw it: no header has a say. For limits of pace, never for a log. */
  from: string
  memberId: C['role'] extends 'guest' ? string | undefined : string
  /** The session that the token names; older tokens name none. */
  sessionId: string | undefined
  staff: C['role'] extends 'guest' | 'member' ? undefined : Staff
}

type Contracts = { readonly [name: string]: Contract }
type Operations<T extends Contracts> = { [N in keyof T]: (call: Call<T[N]>) => Promise<z.infer<T[N]['output']>> }

/** The Lambda handler of one noun: everything that is the same for every operation happens here, once. */
export function serve<T extends Contracts>(table: Table, contracts: T, operations: Operations<T>) {
  const byRoute = new Map(Object.keys(contracts).map((name) => [routes[name as RouteName] as string, name]))
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(refusals())
    .handler(async (event) => {
      const started = performance.now()
      const name = byRoute.get(event.routeKey)
      const contract = name === undefined ? undefined : contracts[name]
      if (name === undefined || !contract) throw unknownRoute(event)
      const operation = operations[name] as (call: Call) => Promise<unknown>
      const now = clock.now()
      const who = await caller(table, contract, event, now)
      const input = readInput(contract, event) as Call['input']
      const request = {
        input,
        now,
        language: languageOf(event),
        key: keyOf(contract, event),
        raw: () => rawBody(event),
        from: event.requestContext.http.sourceIp,
      }
      const isTraced = who.staff && isAudited(name as RouteName, contract)
      const traced = isTraced ? audited(table, name, contract, who.staff, input, now) : table
      const output = await operation({ table: traced, ...request, ...who } as Call)
      const { requestId } = event.requestContext
      const reply = contract.file
        ? fileAnswer(output as FileOut, now, requestId, contract.role === 'guest')
        : answer(contract.status ?? 200, output, now, requestId)
      log.write({ level: 'info', what: name, requestId, status: reply.statusCode ?? 200, ms: since(started) })
      return reply
    })
}

/** Every error, also one of a middleware, leaves in the one shape. */
function refusals(): middy.MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  return {
    onError: ({ event, error }) => {
      const { requestId, http } = event.requestContext
      const now = clock.now()
      const problem = problemOf(error, now, requestId)
      const { status, code } = problem
      log.write(measuredRefusal({ level: 'info', what: event.routeKey, requestId, method: http.method, status, code }, problem))
      return refusal(problem, languageOf(event), now, requestId)
    },
  }
}

async function caller(table: Table, contract: Contract, event: APIGatewayProxyEventV2, now: Date) {
  const token = /^Bearer ([\w.-]+)$/.exec(event.headers.authorization ?? '')?.[1]
  if (token === undefined) {
    if (event.headers.authorization !== undefined && event.headers.authorization !== '')
      throw refusedSession('token.jws_invalid')
    if (contract.role !== 'guest') throw new Problem('session.missing')
    return { memberId: undefined, sessionId: undefined, staff: undefined }
  }
  const bearer = await bearerOf(token)
  const { memberId, sessionId } = bearer
  const roles = staffRolesOf(contract)
  if (roles.length > 0) return { memberId, sessionId, staff: await staffIn(table, bearer, roles, now) }
  await mustBeOpen(table, bearer, now)
  return { memberId, sessionId, staff: undefined }
}

function keyOf(contract: Contract, event: APIGatewayProxyEventV2): string | undefined {
  const key = event.headers['idempotency-key']
  if (!contract.idempotent || key === undefined) return undefined
  if (!/^[\x21-\x7e]{1,64}$/.test(key)) throw new Problem('input.invalid', { field: 'Idempotency-Key' })
  return key
}

/** API Gateway sends here what fits no route: a known path with another method is told so. */
function unknownRoute(event: APIGatewayProxyEventV2): Problem {
  const allowed = Object.values(routes)
    .map((route) => route.split(' ') as [string, string])
    .filter(([, path]) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+').replaceAll('.', '\\.')}$`).test(event.rawPath))
    .map(([method]) => method)
  if (allowed.length === 0) return new Problem('route.not_found')
  return new Problem('route.wrong_method', { details: { allowed } })
}

function since(started: number): number {
  return Math.round((performance.now() - started) * 100) / 100
}
