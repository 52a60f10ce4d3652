import type { CallOf, OutputOf } from '../../../shared/api.ts'
import type { RouteName } from '../../../shared/routes.ts'
import { apiBase } from '../platform/config'
import { send } from '../platform/http'
import { language } from '../platform/language'
import { learnTime } from './clock'
import { wireOf } from './route'
import { readSession } from './session'
import { refusalOf } from './trouble'

export interface AskOptions {
  /** Idempotency-Key: the same for every try of one thing. */
  key?: string
  /** Milliseconds to wait, where a long thing is sent. */
  timeout?: number
}

/** One question to the API, as whoever is logged in. Throws Refusal (the server said no) or Lost (nobody knows). */
export async function ask<Name extends RouteName>(
  name: Name,
  input: CallOf<Name>,
  options: AskOptions = {},
): Promise<OutputOf<Name>> {
  const { method, path, body } = wireOf(name, input as Record<string, unknown>)
  const headers: Record<string, string> = { 'Accept-Language': language }
  const session = readSession()
  if (session && name !== 'login') headers.Authorization = `Bearer ${session.token}`
  if (options.key) headers['Idempotency-Key'] = options.key
  if (body) headers['Content-Type'] = 'application/json'
  const url = (await apiBase()) + path
  const sent = Date.now()
  const answer = await send({ method, url, headers, body: body && JSON.stringify(body), timeout: options.timeout ?? 12_000 })
  learnTime(answer.header('Footfall-Time'), sent, Date.now())
  if (answer.status >= 200 && answer.status < 300) return answer.data as OutputOf<Name>
  throw refusalOf(answer.status, answer.data)
}
