import type { IncomingMessage } from 'node:http'
import { readBody } from '../gateway/read-body.ts'
import { type FaultOf, faultsOf, type Suffering } from './faults.ts'
import { isOpenid } from './people.ts'
import { Refused } from './reply.ts'
import type { Sandbox } from './sandbox.ts'

type Body = { [field: string]: unknown }
type Command = (sandbox: Sandbox, body: Body) => unknown

const longestJump = 400 * 86400

/** What people and tests may do with the sandbox: method and path -> what happens. */
export const commands: { [route: string]: Command } = {
  'GET /health': ({ clock }) => ({ ok: true, now: clock.now().toISOString() }),
  'GET /journal': ({ journal }) => journal.read(),
  'POST /login-codes': ({ codes }, body) => {
    onlyFields(body, ['openid'])
    if (!isOpenid(body.openid)) throw invalid('openid', 'openid is 1 to 64 letters, digits, - or _')
    return { code: codes.give(body.openid) }
  },
  'POST /clock': ({ clock }, body) => {
    onlyFields(body, ['advanceSeconds'])
    clock.advance(wholeNumber(body.advanceSeconds, 'advanceSeconds', longestJump))
    return { now: clock.now().toISOString() }
  },
  'POST /faults': ({ faults }, body) => {
    const names = Object.keys(faultsOf) as Suffering[]
    onlyFields(body, names)
    const name = names.find((one) => Object.hasOwn(body, one)) ?? 'login'
    const asked = body[name] as Body | undefined
    if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) throw invalid(name, `${name} is { fault, times }`)
    onlyFields(asked, ['fault', 'times'], `${name}.`)
    const known: readonly unknown[] = faultsOf[name]
    if (!known.includes(asked.fault)) throw invalid(`${name}.fault`, `fault is one of ${known.join(', ')}`)
    const times = wholeNumber(asked.times ?? 1, `${name}.times`, 1_000_000)
    faults.set(name, asked.fault as FaultOf<typeof name>, times)
    return { [name]: { fault: asked.fault, times } }
  },
  'POST /reset': ({ faults, journal, codes, tokens }, body) => {
    onlyFields(body, [])
    tokens.end()
    faults.clear()
    journal.clear()
    codes.clear()
    return {}
  },
}

/** Runs the command of a request; every refusal is a Refused. */
export async function command(sandbox: Sandbox, request: IncomingMessage): Promise<unknown> {
  const path = (request.url ?? '/').split('?')[0]
  const found = commands[`${request.method} ${path}`]
  // A web page has no business here: any site could otherwise move the clock of whoever visits it.
  if (request.headers.origin !== undefined) throw new Refused(403, 'control.forbidden', 'The control is not for web pages')
  const body = await readBody(request, 64 * 1024)
  if (!found) {
    const known = Object.keys(commands).filter((route) => route.endsWith(` ${path}`))
    if (known.length > 0) throw new Refused(405, 'control.wrong_method', `Only ${known.join(', ')}`)
    throw new Refused(404, 'control.not_found', `There is only ${Object.keys(commands).join(', ')}`)
  }
  if (!body) throw new Refused(413, 'control.too_large', 'The body is larger than 64 KB')
  return found(sandbox, parsed(body))
}

function parsed(body: Buffer): Body {
  if (body.length === 0) return {}
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch (error) {
    throw new Refused(400, 'control.malformed', `The body is not JSON: ${(error as Error).message}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refused(422, 'control.invalid', 'The body is a JSON object')
  return value as Body
}

function onlyFields(body: Body, known: string[], under = ''): void {
  const strange = Object.keys(body).find((field) => !known.includes(field))
  if (strange !== undefined) throw invalid(`${under}${strange}`, `There is no field ${strange}`)
}

function wholeNumber(value: unknown, field: string, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value
  throw invalid(field, `${field} is a whole number from 1 to ${most}`)
}

const invalid = (field: string, message: string) => new Refused(422, 'control.invalid', message, field)
