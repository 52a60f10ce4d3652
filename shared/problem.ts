import { type Code, statusOf } from './problems.ts'

/** What the reader of a refusal may learn beside the sentence: by whom and when, what is free instead. */
export interface ProblemFacts {
  /** The field at fault, a path such as `bill.lines.0.amountFen`. */
  field?: string
  /** RFC 3339: when trying again makes sense. */
  retryAt?: string
  details?: Record<string, unknown>
}

/** A refusal a caller can act on. The only error that operations throw on purpose; everything else is a fault (500). */
export class Problem extends Error {
  readonly code: Code
  readonly facts: ProblemFacts
  constructor(code: Code, facts: ProblemFacts = {}) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.facts = facts
  }
  get status(): number {
    return statusOf(this.code)
  }
}
