import { createRequire } from 'node:module'

/** The part of autocannon 9 that is used here; it is CommonJS and has no types of its own. */
export interface Shot {
  method?: string
  path?: string
  headers?: { [name: string]: string }
  body?: string
}

export interface Step<Context> {
  setupRequest(shot: Shot, context: Context): Shot | false
  onResponse?(status: number, body: string, context: Context): void
}

export interface Options<Context> {
  url: string
  connections: number
  /** Requests in all; else `duration`, seconds. */
  amount?: number
  duration?: number
  timeout?: number
  requests: Step<Context>[]
}

export interface Result {
  errors: number
  timeouts: number
  non2xx: number
}

export const autocannon = createRequire(import.meta.url)('autocannon') as <Context>(
  options: Options<Context>,
) => Promise<Result>
