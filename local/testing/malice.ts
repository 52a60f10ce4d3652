import { clock } from '../../functions/kernel/clock.ts'
import { api } from '../../shared/api.ts'
import type { Contract } from '../../shared/contract.ts'
import { type Code, type Language, problems, sentence, statusOf } from '../../shared/problems.ts'
import { type RouteName, routes } from '../../shared/routes.ts'
import { frontDoor } from './front-door.ts'

/** The front door for tests of abuse. */
export async function maliceDoor() {
  const door = await frontDoor()
  const loginCode = (openid: string) => door.sandbox.codes.give(openid)

  /** Any request with a JSON body, or with exactly these bytes. */
  function post(path: string, body: unknown, headers: { [name: string]: string } = {}) {
    const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
    return door.send('POST', path, { 'content-type': 'application/json', ...headers }, bytes)
  }

  /** An operation with these values, whether they fit or not: path parameters into the path, the rest where its method wants it. */
  function ask(name: RouteName, input: { [field: string]: unknown }, headers: { [name: string]: string } = {}) {
    const { method, path, inPath } = wayTo(name)
    const filled = path.replace(/\{(\w+)\}/g, (_, field: string) => pathText(input[field]))
    const rest = Object.fromEntries(Object.entries(input).filter(([field]) => !inPath.includes(field)))
    if (method !== 'GET') return post(filled, rest, headers)
    const query = new URLSearchParams(Object.entries(rest).map(([field, value]): [string, string] => [field, text(value)]))
    return door.send('GET', query.size > 0 ? `${filled}?${query}` : filled, headers)
  }

  let seen = 0
  /** The keys of what changed since it was asked last. */
  function changes(): string[] {
    const changed = door.table.changesAfter(seen, 100_000)
    seen = changed.at(-1)?.seq ?? seen
    return changed.map(({ key }) => `${key.pk} ${key.sk}`)
  }

  return { ...door, loginCode, post, ask, changes }
}

export type MaliceDoor = Awaited<ReturnType<typeof maliceDoor>>
export type Reply = Awaited<ReturnType<MaliceDoor['send']>>

export const as = (token: string) => ({ authorization: `Bearer ${token}` })

export const operations = Object.entries(api) as [RouteName, Contract][]

export function wayTo(name: RouteName): { method: string; path: string; inPath: string[] } {
  const [method, path] = routes[name].split(' ') as [string, string]
  return { method, path, inPath: [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string) }
}

const refusalFields = ['code', 'message', 'field', 'retryAt', 'details', 'requestId']

/** A refusal has one shape, a code of the closed list with its status, and the server's time. */
export function expectRefusal(reply: Reply, code?: Code, field?: string, language: Language = 'zh'): void {
  const { status, headers, body } = reply
  expect(Object.keys(problems)).toContain(body.code)
  if (code !== undefined) expect({ code: body.code, field: body.field }).toEqual({ code, field })
  expect(status).toBe(statusOf(body.code))
  expect(Object.keys(body).filter((name) => !refusalFields.includes(name))).toEqual([])
  expect(body.message).toBe(sentence(body.code, language))
  expect(body.requestId).toBe(headers['x-request-id'])
  expectStamped(reply)
  if (status === 429 || status === 503) expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1)
}

/** Every answer carries the server's time and its own name. */
export function expectStamped({ headers }: Reply): void {
  expect(Math.abs(Date.parse(headers['footfall-time'] ?? '') - clock.now().getTime())).toBeLessThan(5000)
  expect(headers['x-request-id']).toMatch(/^[\w-]{8,}$/)
  expect(headers['content-type']).toBe('application/json; charset=utf-8')
}

const text = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))

/** Never empty and never a dot segment: that would be another address, which is not what is being tried. */
function pathText(value: unknown): string {
  const given = text(value).toWellFormed()
  return given === '' ? '%20' : encodeURIComponent(given).replaceAll('.', '%2E')
}
