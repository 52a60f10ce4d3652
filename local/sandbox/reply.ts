import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/** A refusal of the control, for people and tests. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly field: string | undefined
  constructor(status: number, code: string, message: string, field?: string) {
    super(message)
    this.status = status
    this.code = code
    this.field = field
  }
}

/** How WeChat's API refuses: always HTTP 200, and an errcode. */
export interface Refusal {
  errcode: number
  errmsg: string
}

export const refusal = (errcode: number, errmsg: string): Refusal => ({
  errcode,
  errmsg: `${errmsg}, rid: ${randomBytes(8).toString('hex')}`,
})

export function replyJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  type = 'application/json; charset=utf-8',
): void {
  const body = JSON.stringify(value)
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store' })
  response.end(body)
}

/** How long a call that meets the fault `timeout` waits before its connection breaks. */
const silenceMs = 60_000

/** No answer: the connection breaks now, or after a long silence. */
export function goSilent(response: ServerResponse, fault: 'drop' | 'timeout'): void {
  if (fault === 'drop') response.destroy()
  else setTimeout(() => response.destroy(), silenceMs).unref()
}

/** A part of a path as it is meant; what is no good encoding stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
