/** The table cannot be opened or used at all (a folder, no permission, a damaged file, a full disk). One sentence for a person. */
export class TableUnavailable extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.name = 'TableUnavailable'
  }
}

/** The table is there but has no room for this call now, after bounded tries: trying again later makes sense. */
export class TableBusy extends Error {
  readonly retryAfterSeconds: number
  constructor(sentence: string, cause?: unknown, retryAfterSeconds = 1) {
    super(sentence, { cause })
    this.name = 'TableBusy'
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** A call that no engine may be asked: too large, twice one item, a bad key. Always a mistake in our code, never a guest's. */
export class TableMisuse extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.name = 'TableMisuse'
  }
}
