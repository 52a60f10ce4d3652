import * as z from 'zod'
import { log } from '../../kernel/log.ts'
import type { Outcome } from '../channel.ts'
import { type Api, type Meaning, meaningOf } from './codes.ts'
import { authorizationOf, type PlatformKeys, type Signer, verify } from './protocol.ts'

/** Everything a call needs that is not in the protocol: whose keys, which address, and the world. */
export interface Wire {
  signer: Signer
  platformKeys: PlatformKeys
  /** `https://api.mch.weixin.qq.com`, or the sandbox. */
  api: string
  fetch: typeof globalThis.fetch
  now: () => Date
  /** At most 32 characters, never the same twice. */
  nonce: () => string
}

export interface Asked {
  api: Api
  method: 'GET' | 'POST'
  /** With its query. */
  path: string
  body?: object
  /** What the log says it was about: our own number. */
  about: string
}

/** An answer of WeChat Pay, signed and read; or what its refusal means. */
export type Heard<T> = { kind: 'heard'; body: T } | { kind: 'meant'; meaning: Meaning; code: string }

/** A guest waits, and Lambda and its table want their share of the five seconds. */
const patienceMs = 3500
const mostBytes = 1024 * 1024

const Refusal = z.looseObject({ code: z.string().min(1).max(64) })

/**
 * One call, signed; its answer verified before it is read, then held against `shape` (undefined: an empty answer). Only a signed 2xx is
 * believed: everything else is unknown, or a refusal by its code. Nothing is thrown, and the log gets numbers and codes only.
 */
export async function ask<T>(wire: Wire, asked: Asked, shape: z.ZodType<T>): Promise<Heard<T>> {
  const started = performance.now()
  const heard = await answerOf(wire, asked, shape)
  const { api, about } = asked
  const { code } = heard.kind === 'meant' ? heard : { code: 'ok' }
  const meaning = heard.kind === 'meant' ? heard.meaning : undefined
  log.write({ level: 'info', what: 'wechat-pay', api, about, code, meaning, ms: Math.round(performance.now() - started) })
  return heard
}

async function answerOf<T>(wire: Wire, asked: Asked, shape: z.ZodType<T>): Promise<Heard<T>> {
  let response: Response
  let bytes: Buffer
  try {
    response = await send(wire, asked)
    bytes = await bytesOf(response)
  } catch (error) {
    return unknown((error as Error).name === 'TimeoutError' ? 'timeout' : 'no_answer')
  }
  if (response.status === 202) return unknown('not_yet')
  if (response.status !== 200 && response.status !== 204) {
    const code = Refusal.safeParse(jsonOf(bytes)).data?.code
    const meaning = meaningOf(asked.api, response.status, code)
    return { kind: 'meant', meaning, code: code ?? `status.${response.status}` }
  }
  const verdict = verify(Object.fromEntries(response.headers), bytes, wire.platformKeys, wire.now())
  if (!verdict.genuine) return unknown(verdict.reason)
  const read = shape.safeParse(response.status === 204 ? undefined : jsonOf(bytes))
  return read.success ? { kind: 'heard', body: read.data } : unknown('unreadable')
}

function send(wire: Wire, { method, path, body }: Asked): Promise<Response> {
  const text = body === undefined ? '' : JSON.stringify(body)
  const [serial] = wire.platformKeys.keys()
  const headers = {
    accept: 'application/json',
    'user-agent': 'Footfall',
    authorization: authorizationOf({ method, path, body: text }, wire.signer, wire.now(), wire.nonce()),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(serial !== undefined && { 'wechatpay-serial': serial }),
  }
  const signal = AbortSignal.timeout(patienceMs)
  // A redirect would carry the signature elsewhere.
  const how = { method, headers, signal, redirect: 'manual' as const }
  return wire.fetch(`${wire.api}${path}`, text === '' ? how : { ...how, body: text })
}

/** The body, as long as it is bearable. */
export async function bytesOf(response: Response, most = mostBytes): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    parts.push(part)
    length += part.length
    if (length > most) throw new Error('the answer is too long')
  }
  return Buffer.concat(parts)
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

function unknown(code: string): Heard<never> {
  return { kind: 'meant', meaning: 'unknown', code }
}

/** A refusal that this call has no word of its own for, as the port says it. */
export function outcomeOf(meaning: Meaning, code: string): Outcome<never> {
  if (meaning === 'unknown') return { kind: 'unknown', why: code }
  // `absent` and `closed` where nothing was asked that could be so.
  return { kind: 'refused', code, next: meaning === 'absent' || meaning === 'closed' ? 'human' : meaning }
}
