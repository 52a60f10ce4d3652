import type { Stage } from './stage.ts'

/** What the generator is asked to do: journeys by these guests, one each, so many under way at once. */
export interface Job {
  kind: 'coupon' | 'paid'
  base: string
  control: string
  stage: Stage
  atOnce: number
  /** For coupons a multiple of `atOnce`. */
  guests: string[]
}

/** One request again and again, by as many connections: for so long, or so often in all. */
export interface Storm {
  kind: 'storm'
  url: string
  method: 'GET' | 'POST'
  body?: string
  /** A token for each request in turn; empty: none. */
  tokens: string[]
  atOnce: number
  seconds?: number
  amount?: number
  /** What every answer has to be. */
  status: number
}

export interface Brought {
  seconds: number
  done: number
  /** Of each journey, or of each answer. */
  ms: number[]
  /** What went another way than it should, by what was answered. */
  failed: { [what: string]: number }
}
