import * as z from 'zod'
import { api } from '../../shared/api.ts'
import { type Contract, staffRolesOf } from '../../shared/contract.ts'
import { type Code, problems, statusOf } from '../../shared/problems.ts'
import { type RouteName, routes } from '../../shared/routes.ts'

type Schema = { [keyword: string]: unknown }

const everyone: Code[] = [
  'limit.slow_down',
  'input.invalid',
  'input.malformed',
  'input.too_large',
  'input.wrong_type',
  'table.busy',
]

/** The OpenAPI 3.1 document of the whole API, made from the contracts: it cannot say anything else than the functions do. */
export function openApi(): Schema & { openapi: string } {
  const paths: { [path: string]: { [method: string]: Schema } } = {}
  for (const [name, route] of Object.entries(routes) as [RouteName, string][]) {
    const [method, path] = route.split(' ') as [string, string]
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(name, api[name], method, path) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Footfall',
      version: '1',
      description:
        'Brings people from a screen into a store and proves what happened there. Money is integer fen (fields ending in Fen), ' +
        'instants are RFC 3339 with offset, distances are metres, coordinates are GCJ-02. Every answer carries the time of the ' +
        'server in Footfall-Time. Accept-Language: en gives English sentences, everything else Chinese.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: problemSchema() },
    },
  }
}

function operation(name: RouteName, contract: Contract, method: string, path: string): Schema {
  const input = z.toJSONSchema(contract.input, { io: 'input' }) as Schema & { properties?: { [field: string]: Schema } }
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)
  const { required, body } = split(input, inPath)
  const inQuery = method === 'GET' ? Object.keys(body.properties) : []
  const parameter = (where: 'path' | 'query') => (field: string) => ({
    name: field,
    in: where,
    required: where === 'path' || required.includes(field),
    schema: input.properties?.[field] ?? {},
  })
  const key = { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', pattern: '^[!-~]{1,64}$' } }
  return {
    operationId: name,
    summary: contract.summary,
    description: description(contract),
    tags: [name === 'getHealth' || name === 'getOpenApi' ? 'system' : path.split('/')[1]],
    security: contract.role === 'guest' ? [{}, { bearer: [] }] : [{ bearer: [] }],
    parameters: [...inPath.map(parameter('path')), ...inQuery.map(parameter('query')), ...(contract.idempotent ? [key] : [])],
    ...(method !== 'GET' && Object.keys(body.properties).length > 0
      ? { requestBody: { required: body.required !== undefined, content: { 'application/json': { schema: body } } } }
      : {}),
    responses: {
      [String(contract.status ?? 200)]: {
        description: 'Done.',
        headers: {
          'Footfall-Time': { description: 'The time of the server.', schema: { type: 'string', format: 'date-time' } },
        },
        content: contentOf(contract),
      },
      ...refusals(contract),
    },
  }
}

function contentOf({ file, output }: Contract): Schema {
  if (!file) return { 'application/json': { schema: answerSchema(output) } }
  return Object.fromEntries(file.map((type) => [type, { schema: { type: 'string', contentMediaType: type } }]))
}

function description({ role, longestBody }: Contract): string {
  const who = role === 'guest' ? 'Needs no token.' : `For: ${[role].flat().join(', ')}.`
  return longestBody === undefined ? who : `${who} The body holds at most ${longestBody} bytes.`
}

/** The fields beside the path's own. */
function split(input: Schema & { properties?: { [field: string]: Schema } }, inPath: string[]) {
  const required = (input.required as string[] | undefined) ?? []
  const properties = Object.fromEntries(Object.entries(input.properties ?? {}).filter(([field]) => !inPath.includes(field)))
  const needed = required.filter((field) => !inPath.includes(field))
  const body = { type: 'object', properties, additionalProperties: false, ...(needed.length > 0 ? { required: needed } : {}) }
  return { required, body }
}

function refusals(contract: Contract): { [status: string]: Schema } {
  const own: Code[] = contract.role === 'guest' ? ['session.invalid'] : ['session.missing', 'session.invalid']
  if (staffRolesOf(contract).length > 0) own.push('role.forbidden')
  if (contract.idempotent) own.push('idempotency.mismatch')
  const byStatus: { [status: string]: Code[] } = {}
  for (const code of new Set([...everyone, ...own, ...contract.refuses, 'server.fault' as Code])) {
    const status = String(statusOf(code))
    byStatus[status] = [...(byStatus[status] ?? []), code]
  }
  const problem = { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes]) => [status, { description: codes.join(', '), content: problem }]),
  )
}

function problemSchema(): Schema {
  return {
    type: 'object',
    required: ['code', 'message', 'requestId'],
    properties: {
      code: { type: 'string', enum: Object.keys(problems) },
      message: { type: 'string', description: "a sentence in the reader's language" },
      field: { type: 'string', description: 'the field at fault' },
      retryAt: { type: 'string', format: 'date-time' },
      details: { type: 'object', additionalProperties: true },
      requestId: { type: 'string' },
    },
  }
}

/** Answers may grow: a client of today must not refuse a field of tomorrow. */
function answerSchema(output: z.ZodType): Schema {
  const open = ({ jsonSchema }: { jsonSchema: Schema }) => {
    if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
  }
  const { $schema: _dialect, ...rest } = z.toJSONSchema(output, { io: 'output', override: open }) as Schema
  return rest
}
