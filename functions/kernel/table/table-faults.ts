/** The table cannot be opened or used at all (a folder, no permission, a damaged file, a full disk). One sentence for a person. */
export class TableUnavailable extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.name = 'TableUnavailable'
  }
}

/** The table is there but did not take this call now, after bounded tries: trying again later makes sense. */
export class TableBusy extends Error {
  readonly retryAfterSeconds = 1
  /** It had no room for the call and refused it. Else others kept writing the same items, or it is not known what it did. */
  readonly isFull: boolean
  constructor(sentence: string, cause?: unknown, isFull = false) {
    super(sentence, { cause })
    this.name = 'TableBusy'
    this.isFull = isFull
  }
}

/** A call that no engine may be asked: too large, twice one item, a bad key. Always a mistake in our code, never a guest's. */
export class TableMisuse extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.name = 'TableMisuse'
  }
}
