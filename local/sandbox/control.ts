import type { IncomingMessage } from 'node:http'
import { readBody } from '../gateway/read-body.ts'
import { type Body, invalid, onlyFields, parsedObject, wholeNumber } from './control-body.ts'
import { placeFaults } from './control-faults.ts'
import { miniCommands } from './mini/control.ts'
import { paymentCommands } from './pay/control.ts'
import { isOpenid } from './people.ts'
import { decoded, Refused } from './reply.ts'
import type { Sandbox } from './sandbox.ts'

/** What the braces in a route stand for. */
export type Named = { [name: string]: string }
export type Command = (sandbox: Sandbox, body: Body, named: Named) => unknown

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
  'POST /clock': async ({ clock, pay }, body) => {
    onlyFields(body, ['advanceSeconds'])
    clock.advance(wholeNumber(body.advanceSeconds, 'advanceSeconds', longestJump))
    // What fell due on the way is sent before this answers.
    await pay.courier.run()
    return { now: clock.now().toISOString() }
  },
  'POST /faults': ({ faults }, body) => placeFaults(faults, body),
  'POST /reset': ({ faults, journal, codes, tokens, pay }, body) => {
    onlyFields(body, [])
    tokens.end()
    faults.clear()
    journal.clear()
    codes.clear()
    // Orders and callbacks stay, as the clock does: the system's own books name them.
    pay.bills.clear()
    return {}
  },
  ...paymentCommands,
  ...miniCommands,
}

/** Runs the command of a request; every refusal is a Refused. */
export async function command(sandbox: Sandbox, request: IncomingMessage): Promise<unknown> {
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  const fitting = Object.keys(commands).flatMap((route) => {
    const named = namedIn(route.slice(route.indexOf(' ') + 1), path)
    return named ? [{ route, named }] : []
  })
  const found = fitting.find(({ route }) => route.startsWith(`${request.method} `))
  // A web page has no business here: any site could otherwise move the clock of whoever visits it.
  if (request.headers.origin !== undefined) throw new Refused(403, 'control.forbidden', 'The control is not for web pages')
  const body = await readBody(request, 64 * 1024)
  if (!found) {
    const known = fitting.map(({ route }) => route)
    if (known.length > 0) throw new Refused(405, 'control.wrong_method', `Only ${known.join(', ')}`)
    throw new Refused(404, 'control.not_found', `There is only ${Object.keys(commands).join(', ')}`)
  }
  if (!body) throw new Refused(413, 'control.too_large', 'The body is larger than 64 KB')
  return (commands[found.route] as Command)(sandbox, parsedObject(body), found.named)
}

/** The values of a route's names in a path; undefined where it is another path. */
function namedIn(pattern: string, path: string): Named | undefined {
  const names = [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)
  const values = new RegExp(`^${pattern.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(path)?.slice(1)
  return values && Object.fromEntries(names.map((name, at) => [name, decoded(values[at] as string)]))
}
