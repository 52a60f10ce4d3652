import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type * as z from 'zod'
import type { Contract } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'

const usualLongestBody = 64 * 1024
const deepest = 12
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The body as it came, byte for byte (signatures are made over it). */
export function rawBody(event: APIGatewayProxyEventV2): Buffer {
  return Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
}

/**
 * Path parameters, query (GET) or body, as one checked value. Refuses with input.malformed, input.too_large,
 * input.wrong_type or input.invalid, which names the field.
 */
export function readInput(contract: Contract, event: APIGatewayProxyEventV2): unknown {
  const path = event.pathParameters ?? {}
  const query = event.queryStringParameters ?? {}
  const isGet = event.requestContext.http.method === 'GET'
  const stray = isGet ? undefined : Object.keys(query)[0]
  if (stray !== undefined) throw new Problem('input.invalid', { field: stray })
  const given = isGet ? query : readJson(event, contract.longestBody ?? usualLongestBody)
  for (const [name, value] of Object.entries(path)) {
    if (Object.hasOwn(given, name) && given[name] !== value) throw new Problem('input.invalid', { field: name })
  }
  const merged = { ...given, ...path }
  soundness(merged, '', 0)
  const checked = contract.input.safeParse(merged)
  if (!checked.success) throw new Problem('input.invalid', { field: fieldAtFault(checked.error) })
  return checked.data
}

function readJson(event: APIGatewayProxyEventV2, longestBody: number): Record<string, unknown> {
  const raw = rawBody(event)
  if (raw.length > longestBody) throw new Problem('input.too_large')
  if (raw.length === 0) return {}
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(event.headers['content-type'] ?? '')) {
    throw new Problem('input.wrong_type')
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(utf8.decode(raw))
  } catch {
    // Broken UTF-8 or broken JSON: the parser's own words would only confuse a person.
    throw new Problem('input.malformed')
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) throw new Problem('input.malformed')
  return parsed as Record<string, unknown>
}

/** What no schema speaks of: depth, lone surrogates, NUL, numbers that JSON cannot carry exactly, names of prototypes. */
function soundness(value: unknown, path: string, depth: number): void {
  const refuse = () => new Problem('input.invalid', path === '' ? {} : { field: path })
  if (depth > deepest) throw refuse()
  if (typeof value === 'string' && (!value.isWellFormed() || value.includes('\0'))) throw refuse()
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) throw refuse()
  if (value === null || typeof value !== 'object') return
  for (const [name, inner] of Object.entries(value)) {
    const field = path === '' ? name : `${path}.${name}`
    if (!name.isWellFormed() || name === '__proto__' || name === 'constructor' || name === 'prototype') {
      throw new Problem('input.invalid', { field: field.toWellFormed() })
    }
    soundness(inner, field, depth + 1)
  }
}

/** The path of the first issue; an unknown field is named itself, and inside a union the branch that fits best speaks. */
function fieldAtFault(error: z.ZodError): string {
  const issue = error.issues[0]
  const path = issue?.path.map(String) ?? []
  if (issue?.code === 'unrecognized_keys') return [...path, issue.keys[0]].join('.').slice(0, 200)
  return path.join('.')
}
