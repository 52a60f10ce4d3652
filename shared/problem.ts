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
    // It is an answer and no fault: nobody reads where it was made, and most are made for a condition that then holds. The stack was
    // an eighth of a claim's CPU.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(code)
    Error.stackTraceLimit = stackTraceLimit
    this.name = 'Problem'
    this.code = code
    this.facts = facts
  }
  get status(): number {
    return statusOf(this.code)
  }
}
