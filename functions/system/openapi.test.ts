import { Validator } from '@seriousme/openapi-schema-validator'
import { maliceDoor, operations, wayTo } from '../../local/testing/malice.ts'
import type { Contract } from '../../shared/contract.ts'
import { type Code, problems, statusOf } from '../../shared/problems.ts'
import { type RouteName, routes } from '../../shared/routes.ts'

interface Parameter {
  name: string
  in: string
  required: boolean
  schema: object
}
interface Operation {
  operationId: string
  parameters: Parameter[]
  requestBody?: { required: boolean; content: { [type: string]: { schema: { properties: object; required?: string[] } } } }
  responses: { [status: string]: { description: string; content: { [type: string]: { schema: object } } } }
  security: object[]
}
interface Document {
  openapi: string
  paths: { [path: string]: { [method: string]: Operation } }
  components: { schemas: { Problem: { properties: { code: { enum: string[] } } } } }
}

let document: Document
beforeAll(async () => {
  const door = await maliceDoor()
  const reply = await door.send('GET', '/openapi.json')
  expect(reply.status).toBe(200)
  document = reply.body
  await door.close()
})

async function verdict(changed: (copy: Document) => void = () => {}): Promise<boolean> {
  const copy = structuredClone(document)
  changed(copy)
  return (await new Validator().validate(copy as unknown as Record<string, unknown>)).valid
}

const operationOf = (name: RouteName): Operation => {
  const { method, path } = wayTo(name)
  const found = document.paths[path]?.[method.toLowerCase()]
  if (!found) throw new Error(`${name} is not in the document`)
  return found
}

/** What every operation of this role may answer, whatever its own contract lists. */
function refusalsOf(contract: Contract): Code[] {
  const { role, idempotent, refuses } = contract
  return [
    ...refuses,
    ...([
      'input.invalid',
      'input.malformed',
      'input.too_large',
      'input.wrong_type',
      'session.invalid',
      'server.fault',
    ] as const),
    ...(role === 'guest' ? [] : (['session.missing'] as const)),
    ...(role === 'guest' || role === 'member' ? [] : (['role.forbidden'] as const)),
    ...(idempotent ? (['idempotency.mismatch'] as const) : []),
  ]
}

describe('the document of the API', () => {
  it('is OpenAPI 3.1, and the validator knows when it is not', async () => {
    const judged = await new Validator().validate(structuredClone(document) as unknown as Record<string, unknown>)
    expect(judged).toEqual({ valid: true })
    expect(document.openapi).toMatch(/^3\.1\./)
    const login = '/sessions'
    expect(await verdict(({ paths }) => Object.assign(paths, { 'no-slash': paths[login] }))).toBe(false)
    expect(await verdict(({ paths }) => Object.assign(paths[login]?.post ?? {}, { responses: undefined, answers: {} }))).toBe(
      false,
    )
    expect(
      await verdict(({ paths }) => Object.assign(paths[login]?.post?.parameters ?? [], [{ name: 'x', in: 'elsewhere' }])),
    ).toBe(false)
    expect(await verdict((copy) => Object.assign(copy, { openapi: 3 }))).toBe(false)
  })

  it('has every operation once, under its own name', () => {
    const there = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [operationId, `${method.toUpperCase()} ${path}`]),
    )
    expect(Object.fromEntries(there)).toEqual(routes)
    expect(there).toHaveLength(Object.keys(routes).length)
  })

  it.each(operations)('%s says what it refuses with, in the one shape', (name, contract) => {
    const { responses } = operationOf(name)
    for (const code of refusalsOf(contract)) {
      const { description = '', content } = responses[String(statusOf(code))] ?? {}
      expect(description.split(', ')).toContain(code)
      expect(content?.['application/json']?.schema).toEqual({ $ref: '#/components/schemas/Problem' })
    }
    const success = Object.keys(responses).filter((status) => status < '300')
    expect(success).toEqual([String(contract.status ?? 200)])
  })

  it.each(operations)('%s declares its path parameters, its other fields where they go, and its key', (name, contract) => {
    const { parameters, requestBody } = operationOf(name)
    const { method, inPath } = wayTo(name)
    const named = (where: string) => parameters.filter((one) => one.in === where).map((one) => one.name)
    expect(named('path')).toEqual(inPath)
    expect(parameters.filter((one) => one.in === 'path').every(({ required }) => required)).toBe(true)
    const rest = Object.keys(contract.input.shape).filter((field) => !inPath.includes(field))
    const body = Object.keys(requestBody?.content['application/json']?.schema.properties ?? {})
    expect({ query: named('query').sort(), body: body.sort() }).toEqual(
      method === 'GET' ? { query: rest.sort(), body: [] } : { query: [], body: rest.sort() },
    )
    expect(named('header')).toEqual(contract.idempotent ? ['Idempotency-Key'] : [])
    const empty = parameters.filter(({ schema }) => Object.keys(schema).length === 0)
    expect(empty).toEqual([])
  })

  it.each(operations)('%s says who may call it', (name, { role }) => {
    expect(operationOf(name).security).toEqual(role === 'guest' ? [{}, { bearer: [] }] : [{ bearer: [] }])
  })

  it('lists every code of a refusal', () => {
    expect(document.components.schemas.Problem.properties.code.enum).toEqual(Object.keys(problems))
  })

  it('promises that answers may grow: whoever checks them by this document must not break when one gains a field', () => {
    const closed = operations.filter(([name, contract]) => {
      if (contract.file) return false
      const answer = operationOf(name).responses[String(contract.status ?? 200)]?.content['application/json']?.schema
      return JSON.stringify(answer).includes('"additionalProperties":false')
    })
    expect(closed.map(([name]) => name)).toEqual([])
  })

  it('says that the table may be busy, which every function but that of the system may meet', () => {
    const silent = operations.filter(([name]) => {
      const { description = '' } = operationOf(name).responses['503'] ?? {}
      return (
        wayTo(name).path !== '/health' &&
        wayTo(name).path !== '/openapi.json' &&
        !description.split(', ').includes('table.busy')
      )
    })
    expect(silent.map(([name]) => name)).toEqual([])
  })
})
