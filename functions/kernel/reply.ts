import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { FileOut } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'
import { type Language, sentence } from '../../shared/problems.ts'
import { log } from './log.ts'
import { TableBusy } from './table/table-faults.ts'

/** `Accept-Language: en…` reads English, everybody else Chinese. */
export function languageOf(event: APIGatewayProxyEventV2): Language {
  return /^\s*en\b/i.test(event.headers['accept-language'] ?? '') ? 'en' : 'zh'
}

export function answer(status: number, body: unknown, now: Date, requestId: string): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'footfall-time': now.toISOString(),
      'x-request-id': requestId,
    },
    body: JSON.stringify(body),
  }
}

/** The bytes of a file. What everybody may see whoever has it may keep for good; what is made for somebody is theirs, and old tomorrow. */
export function fileAnswer(file: FileOut, now: Date, requestId: string, forGood: boolean): APIGatewayProxyStructuredResultV2 {
  const reply = answer(200, null, now, requestId)
  const kept = forGood && { 'cache-control': 'public, max-age=31536000, immutable' }
  return {
    ...reply,
    headers: { ...reply.headers, 'content-type': file.type, ...kept },
    body: file.bytes,
    isBase64Encoded: true,
  }
}

/** The one shape of a refusal: { code, message, field?, retryAt?, details?, requestId }. */
export function refusal(problem: Problem, language: Language, now: Date, requestId: string): APIGatewayProxyStructuredResultV2 {
  const { code, facts, status } = problem
  const reply = answer(status, { code, message: sentence(code, language), ...facts, requestId }, now, requestId)
  const wait = facts.retryAt === undefined ? 1 : Math.max(1, Math.ceil((Date.parse(facts.retryAt) - now.getTime()) / 1000))
  if (code === 'route.wrong_method') reply.headers = { ...reply.headers, allow: String(facts.details?.allowed) }
  if (status === 429 || status === 503) reply.headers = { ...reply.headers, 'retry-after': String(wait) }
  return reply
}

/** Those who were turned away in one moment come back within so long. */
const shedSpreadMs = 4_000

/** Refuses a call of which nothing was done, because there is more than can be had. `why` is for the log and its metrics. */
export function shed(why: 'table' | 'in_flight', now: Date): Problem {
  const retryAt = new Date(now.getTime() + 1_000 + Math.random() * shedSpreadMs).toISOString()
  return Object.assign(new Problem('limit.slow_down', { retryAt }), { cause: why })
}

/**
 * What was thrown, as a problem a caller may see; a fault is logged in full and shown as server.fault. A table that is full sheds the call:
 * nothing of it was written, and who was turned away together comes back apart.
 */
export function problemOf(thrown: unknown, now: Date, requestId: string): Problem {
  if (thrown instanceof Problem) return thrown
  if (thrown instanceof TableBusy) return thrown.isFull ? shed('table', now) : new Problem('table.busy')
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  log.write({ level: 'error', what: 'fault', requestId, error: error.name, stack: error.stack ?? error.message })
  return new Problem('server.fault')
}
