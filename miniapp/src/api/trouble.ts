import type { Code } from '../../../shared/problems.ts'

/** The server said no, in words for the reader. `code` may be newer than this build: match what is known, show the message. */
export class Refusal extends Error {
  readonly status: number
  readonly code: Code | (string & {})
  readonly field: string | undefined
  readonly retryAt: string | undefined
  readonly details: Record<string, unknown> | undefined
  constructor(status: number, answer: RefusalAnswer) {
    super(answer.message)
    this.name = 'Refusal'
    this.status = status
    this.code = answer.code
    this.field = answer.field
    this.retryAt = answer.retryAt
    this.details = answer.details
  }
}

export interface RefusalAnswer {
  code: string
  message: string
  field?: string
  retryAt?: string
  details?: Record<string, unknown>
}

/** No answer arrived: it may have happened or not. Asking again with the same key is safe. */
export class Lost extends Error {
  readonly why: 'offline' | 'timeout'
  constructor(why: 'offline' | 'timeout') {
    super(why)
    this.name = 'Lost'
    this.why = why
  }
}

/** An answer's body as a refusal; whatever stands in front of the API may answer in another shape. */
export function refusalOf(status: number, data: unknown): Refusal {
  const answer = data as Partial<RefusalAnswer> | null | undefined
  if (answer && typeof answer.code === 'string' && typeof answer.message === 'string')
    return new Refusal(status, answer as RefusalAnswer)
  return new Refusal(status, { code: 'server.fault', message: '' })
}

export const isSessionOver = (error: unknown): boolean =>
  error instanceof Refusal && error.status === 401 && error.code.startsWith('session.')
